import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { type Board, partsOf } from '../../../api/queries/board'
import { taskQueries } from '../../../api/queries/tasks'
import { isRunning, type TaskSummary } from '../../../api/tasks'
import { Button } from '../../../components/Button'
import { Notice } from '../../../components/Notice'
import { taskPath } from '../../paths'
import { DeliberateButton } from '../../shared/DeliberateButton'
import { forgetSent } from '../../shared/draft/draft-store'
import { isAllAccepted, type Leg, type Run } from '../../shared/draft/run'
import { ErrorNotice } from '../../shared/ErrorNotice'
import { PageLink } from '../../shared/PageLink'
import { lastStandingOf } from '../../shared/part-standing'
import { useParts } from '../../shared/parts'
import { taskMark } from '../../shared/task-words'
import { TaskStatus } from '../../shared/TaskStatus'
import { useRunFailure } from '../submit/use-run'
import { FolderStep } from './FolderStep'
import { ProveStep } from './ProveStep'
import { type Move, triesOfCopy, useMove } from './use-move'

/** What comes after the copy: prove it, delete the originals, and the folders that are empty then. */
export function MovePanel({ run }: { run: Run }) {
  const move = useMove(run)
  const failure = useRunFailure()
  const copying = useCopyState(run)
  const { files, folders } = run
  return (
    <section aria-label="Move" className="flex flex-col gap-3 border-t border-line pt-3">
      <h2 className="text-md font-semibold">Move</h2>
      {!files && failure && <ErrorNotice error={failure.error} doing="Nothing was deleted" />}
      {!files && copying === 'running' && (
        <p role="status">
          Globus has accepted the copy. Come back when it has ended: nothing is deleted before.
        </p>
      )}
      {!files && copying === 'failed' && (
        <Notice tone="bad" title="The copy did not succeed, so nothing is deleted" actions={<EndMove />}>
          What has arrived stays where it is. Once what failed has succeeded in another try, started on the
          page of its task, the move goes on here.
        </Notice>
      )}
      {!files && (copying === 'succeeded' || copying === 'unknown') && (
        <ProveStep move={move} end={<EndMove />} />
      )}
      {files && (
        <LegStep name="files" leg={files} move={move} what="The deletion of the originals">
          {folders ? (
            <LegStep name="folders" leg={folders} move={move} what="The deletion of the empty folders">
              <Done />
            </LegStep>
          ) : (
            <FolderStep move={move} end={<Done />} />
          )}
        </LegStep>
      )}
    </section>
  )
}

type LegState = 'running' | 'failed' | 'succeeded' | 'unknown'

const knownTask = (board: Board | undefined, task: string | null) =>
  board && task !== null ? partsOf(board).byId.get(task) : undefined

function stateOf(tasks: readonly (TaskSummary | undefined)[]): LegState {
  if (tasks.some((task) => task?.status === 'FAILED')) return 'failed'
  if (tasks.some((task) => task && isRunning(task))) return 'running'
  return tasks.every((task) => task) ? 'succeeded' : 'unknown'
}

/** What the tasks of a leg came to, as the board tells; it does not reach back for ever. */
function useLegState({ parts }: Leg): LegState {
  const { data } = useQuery(taskQueries.board())
  return stateOf(parts.map(({ task }) => knownTask(data, task)))
}

/** The same of the copy, parts of which may have been run again. */
function useCopyState(run: Run): LegState {
  const { data } = useQuery(taskQueries.board())
  const tries = triesOfCopy(run, useParts())
  return stateOf(tries.map((ids) => lastStandingOf(ids.map((id) => knownTask(data, id)))?.task))
}

type LegStepProps = {
  name: 'files' | 'folders'
  leg: Leg
  move: Move
  what: string
  /** What follows once its tasks have succeeded. */
  children: ReactNode
}

/** One deletion on its way. */
function LegStep({ name, leg, move, what, children }: LegStepProps) {
  const state = useLegState(leg)
  const failure = useRunFailure()
  const { data } = useQuery(taskQueries.board())
  if (!isAllAccepted(leg)) {
    const title = `${what} was not confirmed by Globus`
    const again = (
      <DeliberateButton look="primary" onPress={() => move.goOn(name)}>
        Check again
      </DeliberateButton>
    )
    const text =
      'Checking sends the very same once more: if Globus has it, it says so and nothing runs twice.'
    return failure ? (
      <ErrorNotice error={failure.error} doing={title} whenUnclear={title} actions={again}>
        {text}
      </ErrorNotice>
    ) : (
      <Notice live tone="warn" title={title} actions={again}>
        {text}
      </Notice>
    )
  }
  return (
    <>
      <ul>
        {leg.parts.map(({ task }) => {
          const known = knownTask(data, task)
          return (
            <li key={task} className="flex flex-wrap items-center gap-x-3">
              <PageLink to={taskPath(task!)} className="text-accent-ink underline">
                {what}
              </PageLink>
              {known && <TaskStatus mark={taskMark(known)} />}
            </li>
          )
        })}
      </ul>
      {state === 'failed' && (
        <Notice tone="bad" title={`${what} did not succeed`} actions={<Done />}>
          The task tells why. Every file is at the destination; some may still be at the source too.
        </Notice>
      )}
      {(state === 'succeeded' || state === 'unknown') && children}
    </>
  )
}

const EndMove = () => <Button onClick={forgetSent}>End the move and keep both</Button>
const Done = () => <Button onClick={forgetSent}>Finish the move</Button>
