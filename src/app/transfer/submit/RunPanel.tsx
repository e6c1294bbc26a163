import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { partsOf } from '../../../api/queries/board'
import { taskQueries } from '../../../api/queries/tasks'
import type { Task } from '../../../api/wire'
import { Button } from '../../../components/Button'
import { plural } from '../../../components/format'
import { Notice } from '../../../components/Notice'
import { ProgressBar } from '../../../components/ProgressBar'
import { taskPath, tasksPath } from '../../paths'
import { DeliberateButton } from '../../shared/DeliberateButton'
import { forgetSent, setRun, useDraft } from '../../shared/draft/draft-store'
import { isAllAccepted, nextPart, type Run } from '../../shared/draft/run'
import { ErrorNotice } from '../../shared/ErrorNotice'
import { lazyPart } from '../../shared/lazy-part'
import { PageLink } from '../../shared/PageLink'
import { lastStandingOf, standingOf } from '../../shared/part-standing'
import { forAddress, triesOf, useParts } from '../../shared/parts'
import { progressWords, taskMark } from '../../shared/task-words'
import { TaskStatus } from '../../shared/TaskStatus'
import { UNCLEAR } from '../../shared/unclear'
import { Written } from '../../shared/Written'
import { RefusalNote } from './RefusalNote'
import { BodyMissing } from './runner'
import { StartOverDialog } from './StartOverDialog'
import { type RunPhase, useRun, useRunFailure, useRunPhase } from './use-run'

const MovePanel = lazyPart(() => import('../move/MovePanel').then(({ MovePanel }) => MovePanel))

/** What becomes of a draft that was sent, and what can be done when that is not known. */
export function RunPanel() {
  const run = useDraft(({ run }) => run)
  const phase = useRunPhase()
  if (phase === 'sending' || !run) return <Sending run={run} />
  return (
    <section aria-label="This transfer" className="flex flex-col gap-3">
      {phase !== 'accepted' && <Interrupted run={run} phase={phase} />}
      {phase === 'accepted' && !run.move && <Accepted run={run} />}
      <TaskLinks run={run} />
      {run.move && phase === 'accepted' && <MovePanel whileLoading={null} run={run} />}
    </section>
  )
}

/** Before the first part is on its way there is no run yet. */
function Sending({ run }: { run: Run | null }) {
  const total = run?.parts.length ?? 1
  const done = run ? Math.max(0, nextPart(run)) : 0
  const isDeletion = run !== null && isAllAccepted(run)
  const words = isDeletion
    ? 'Handing the deletion to Globus…'
    : total === 1
      ? 'Handing it to Globus…'
      : `Handing it to Globus: part ${done + 1} of ${total}…`
  return (
    <div className="flex flex-col gap-2">
      <p role="status">{words}</p>
      <ProgressBar label="Parts handed over" fraction={total === 1 || isDeletion ? null : done / total} />
    </div>
  )
}

function Accepted({ run }: { run: Run }) {
  const { length } = run.parts
  return (
    <Notice
      live
      tone="ok"
      title={length === 1 ? 'Globus has accepted it' : `Globus has accepted all ${length} parts`}
      actions={
        <>
          <Button onClick={forgetSent}>Start another with these settings</Button>
          <Button onClick={() => setRun(null)}>Keep this draft</Button>
        </>
      }
    >
      It goes on without this page.
    </Notice>
  )
}

type InterruptedProps = { run: Run; phase: RunPhase }

/** Sent without an answer, or accepted in part. */
function Interrupted({ run, phase }: InterruptedProps) {
  const runner = useRun()
  const failure = useRunFailure()
  const [startingOver, setStartingOver] = useState(false)
  const done = run.parts.filter(({ task }) => task !== null).length
  const unclear = phase === 'unclear'
  const missing = failure?.error instanceof BodyMissing
  const stopped = 'Not all of it was handed over'
  const accepted =
    done > 0 && `${done} of ${plural(run.parts.length, 'part')} ${done === 1 ? 'is' : 'are'} accepted. `
  const ways = (
    <>
      {!missing && (
        <DeliberateButton look="primary" disabled={!runner} onPress={() => void runner?.goOn()}>
          {unclear ? 'Check again' : 'Hand over the rest'}
        </DeliberateButton>
      )}
      {!missing && !unclear && <Button onClick={() => void runner?.changeRest()}>Change the rest</Button>}
      <Button onClick={() => setStartingOver(true)}>Start over as new</Button>
    </>
  )
  const text = missing
    ? 'This browser did not keep what was sent, so it cannot be asked for again. Look at your tasks: it may be there.'
    : unclear
      ? 'It was sent, and no answer came. Checking sends the very same once more: if Globus has it, it says so and nothing runs twice. Until then it cannot be changed.'
      : 'Parts that were accepted are not sent again.'
  return (
    <>
      {failure && !missing ? (
        <ErrorNotice error={failure.error} doing={stopped} actions={ways}>
          <RefusalNote failure={failure} />
          <p className="mt-1">
            {accepted}
            {text}
          </p>
        </ErrorNotice>
      ) : (
        <Notice live tone="warn" title={unclear ? UNCLEAR : stopped} actions={ways}>
          {accepted}
          {text}
        </Notice>
      )}
      {startingOver && (
        <StartOverDialog
          onClose={() => setStartingOver(false)}
          onStart={() => {
            setStartingOver(false)
            runner?.startOver()
          }}
        />
      )}
    </>
  )
}

/** All tasks of a submission, followed as one: from the board, which is asked for anyway. */
function TaskLinks({ run }: { run: Run }) {
  const { data } = useQuery(taskQueries.board())
  const label = useDraft(({ draft }) => draft.options.label)
  const noted = useParts()
  const parts = run.parts.flatMap(({ task }, at) => {
    if (task === null) return []
    // What was run again since stands for what failed.
    const tries = triesOf(noted, task)
    const known = tries.map((id) => data && partsOf(data).byId.get(id))
    const standing = run.move ? lastStandingOf(known) : standingOf(known)
    return { first: task, task: standing?.task.task_id ?? task, at, standing }
  })
  if (parts.length === 0) return null
  const count = (status: Task['status']) =>
    parts.filter(({ standing }) => standing?.task.status === status && !standing.runs).length
  const [ended, failed] = [count('SUCCEEDED'), count('FAILED')]
  return (
    <div className="flex flex-col gap-1.5">
      {run.parts.length > 1 && (
        <>
          <p className="text-ink-2">
            {ended} of {plural(run.parts.length, 'part')} done
            {failed > 0 && <span className="text-bad">, {failed} did not succeed</span>}
          </p>
          <ProgressBar
            label={`Parts of ${label || 'the transfer'} that are done`}
            fraction={ended / run.parts.length}
          />
        </>
      )}
      <ul className="flex max-h-48 flex-col overflow-y-auto">
        {parts.map(({ first, task, at, standing }) => (
          <li key={first} className="flex flex-wrap items-center gap-x-3">
            <PageLink to={taskPath(task)} className="text-accent-ink underline">
              {run.parts.length === 1 ? 'See the task' : `Part ${at + 1}`}
            </PageLink>
            {standing && (
              <>
                <TaskStatus mark={taskMark(standing.task)} />
                {standing.task.status === 'ACTIVE' && (
                  // Also by what was seen before: no share is told while more files are found.
                  <Written taskId={task} words={progressWords} className="text-ink-2" />
                )}
              </>
            )}
          </li>
        ))}
      </ul>
      {parts.length > 1 && (
        <PageLink
          to={tasksPath(
            forAddress(
              parts.map(({ first }) => first),
              noted,
            ),
          )}
          className="self-start text-accent-ink underline"
        >
          See these tasks on the board
        </PageLink>
      )}
    </div>
  )
}
