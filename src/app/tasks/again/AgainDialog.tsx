import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import type { Task } from '../../../api/wire'
import { Button } from '../../../components/Button'
import { Dialog } from '../../../components/Dialog'
import { FileName } from '../../../components/FileName'
import { Segmented } from '../../../components/Segmented'
import { transferPath } from '../../paths'
import type { TransferBody } from '../../shared/code/transfer-body'
import { DeliberateButton } from '../../shared/DeliberateButton'
import { draftOfBody } from '../../shared/draft/draft-of-body'
import { beginDraft } from '../../shared/draft/draft-store'
import { useKeptSubmission } from '../../shared/draft/use-kept-submission'
import { ErrorNotice } from '../../shared/ErrorNotice'
import { useSplitTasks } from '../../shared/parts'
import { recordQueries } from '../../shared/records/record-queries'
import { useRecords } from '../../shared/records/use-records'
import { taskTitle } from '../../shared/task-words'
import { useAct } from '../../shared/use-act'
import { OpenSides } from '../TaskPlaces'
import { type AgainKind, type Choice, chosen } from './again'
import { AgainList } from './AgainList'
import { againTitle, kindsOf, replacesWords } from './again-words'
import { useAsked, useAskedAgain } from './asked-again'
import { AskedBefore } from './AskedBefore'
import { LevelChoice } from './LevelChoice'
import { ReadingAsked } from './ReadingAsked'
import { useAgain } from './use-again'
import { useShowStarted } from './use-started'

type AgainDialogProps = { task: Task; kind: AgainKind; onClose: () => void }

/** Asks for a task once more: all of it, what is missing, or from where it stopped. As it was, or after a look at it. */
export function AgainDialog({ task, kind: first, onClose }: AgainDialogProps) {
  const asks = useAskedAgain()
  const asked = useAsked(task.task_id)
  const [isLeft, setLeft] = useState(false)
  const [picked, setWanted] = useState(first)
  const [preferred, setChoice] = useState<Choice | null>(null)
  // What waits for its answer is the one thing that can be asked for.
  const { kind: wanted, choice } = asked ?? { kind: picked, choice: preferred }
  const open = useRecords()
  const { data: manifest, isPending } = useQuery(recordQueries.manifest(task.task_id, open))
  const kinds = kindsOf(task, manifest?.document.DATA_TYPE === 'transfer' ? 'kept' : 'listed')
  const isOffered = kinds.some(({ value }) => value === wanted)
  const kind = isOffered ? wanted : task.subtasks_skipped_errors > 0 ? 'rest' : 'all'
  const { data, error, refetch, read } = useAgain(task, kind)
  const body = data ? chosen(data, choice) : null
  const submit = useKeptSubmission()
  const splits = useSplitTasks()
  const navigate = useNavigate()
  const show = useShowStarted()
  const { start, reset, isBusy, isSent, leave, failure } = useAct({
    act: async (body: TransferBody) => {
      const started = await asks.send(task.task_id, body, { kind, choice }, (decision) =>
        submit(body, decision),
      )
      splits.noteAgain(task.task_id, started.taskId, task.status === 'FAILED')
      return started
    },
    what: 'the transfer',
    past: 'started again',
    onDone: show,
    onClose,
  })
  const isFixed = isSent || asked !== null
  const edit = (body: TransferBody) => {
    beginDraft(draftOfBody(body))
    void navigate(transferPath())
  }
  const draft = body ?? data?.body ?? null
  return (
    <Dialog
      open
      onClose={onClose}
      title={data ? againTitle(kind, data) : 'Run it again'}
      description={
        <>
          <strong className="font-semibold text-ink">
            <FileName name={taskTitle(task)} />
          </strong>
          {', from '}
          <FileName name={task.source_endpoint_display_name ?? 'its source'} />
          {' to '}
          <FileName name={task.destination_endpoint_display_name ?? 'its destination'} />
        </>
      }
      actions={
        <>
          <Button onClick={onClose}>{asked ? 'Close' : leave('Leave it')}</Button>
          {data?.body === null && data.origin === 'listed' ? (
            <OpenSides task={task} />
          ) : (
            <Button disabled={!draft || isFixed} onClick={() => draft && edit(draft)}>
              Edit first
            </Button>
          )}
          <DeliberateButton
            look="primary"
            // What deletes is counted and named on the transfer screen.
            disabled={!body || body.delete_destination_extra === true}
            busy={isBusy}
            // Answered elsewhere meanwhile, it would be a second one.
            onPress={() => body && (!asked || asks.look(task.task_id)) && start(body)}
          >
            {asked && !isBusy ? 'Send the same again' : 'Start again'}
          </DeliberateButton>
        </>
      }
    >
      <div className="-m-0.5 flex min-h-0 flex-col gap-3 overflow-y-auto p-0.5 *:shrink-0">
        {!isPending && (
          <>
            {kinds.length > 1 && (
              <div>
                <Segmented
                  label="What to run again"
                  options={kinds}
                  value={kind}
                  onChange={(next) => {
                    setWanted(next)
                    setChoice(null)
                    reset()
                  }}
                  disabled={isFixed}
                />
              </div>
            )}
            <p className="text-ink-2">
              {kinds.find(({ value }) => value === kind)?.text}{' '}
              {data?.body && data.sparing === null && replacesWords(data.body.sync_level ?? null)}
            </p>
          </>
        )}
        {error ? (
          <ErrorNotice
            error={error}
            doing="What it was asked could not be read"
            onRetry={() => void refetch()}
          />
        ) : data ? (
          <>
            {data.sparing !== null && (
              <LevelChoice sparing={data.sparing} value={choice} onChange={setChoice} disabled={isFixed} />
            )}
            <AgainList task={task} again={data} />
          </>
        ) : (
          <ReadingAsked {...read} />
        )}
      </div>
      <AskedBefore
        what="the transfer"
        asked={asked}
        isBusy={isBusy}
        isLeft={isLeft}
        failure={failure}
        onLeave={() => {
          asks.leave(task.task_id)
          reset()
          setLeft(true)
        }}
      />
    </Dialog>
  )
}
