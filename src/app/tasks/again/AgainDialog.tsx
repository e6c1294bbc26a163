import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
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
import { useFollow } from '../../shared/use-follow'
import { OpenSides } from '../TaskPlaces'
import { type AgainKind, type Choice, chosen } from './again'
import { AgainList } from './AgainList'
import { againTitle, kindsOf, replacesWords } from './again-words'
import { AskedBefore } from './AskedBefore'
import { LevelChoice } from './LevelChoice'
import { ReadingAsked } from './ReadingAsked'
import { useActAgain } from './use-act-again'
import { useAgain } from './use-again'

type AgainDialogProps = { task: Task; kind: AgainKind; onClose: () => void }

/** Asks for a task once more: all of it, what is missing, or from where it stopped. As it was, or after a look at it. */
export function AgainDialog({ task, kind: first, onClose }: AgainDialogProps) {
  const [picked, setPicked] = useState<{ kind: AgainKind; choice: Choice | null }>({
    kind: first,
    choice: null,
  })
  const submit = useKeptSubmission()
  const splits = useSplitTasks()
  const act = useActAgain({
    taskId: task.task_id,
    picked,
    submit: async (body: TransferBody, decision) => {
      const started = await submit(body, decision)
      splits.noteAgain(task.task_id, started.taskId, task.status === 'FAILED')
      return started
    },
    what: 'the transfer',
    onClose,
  })
  const { choice, isFixed } = act
  const open = useRecords()
  const { data: manifest, isPending } = useQuery(recordQueries.manifest(task.task_id, open))
  const kinds = kindsOf(task, manifest?.document.DATA_TYPE === 'transfer' ? 'kept' : 'listed')
  const isOffered = kinds.some(({ value }) => value === act.kind)
  const kind = isOffered ? act.kind : task.subtasks_skipped_errors > 0 ? 'rest' : 'all'
  const { data, error, refetch, read } = useAgain(task, kind)
  const body = data ? chosen(data, choice) : null
  const follow = useFollow()
  const edit = (body: TransferBody) => {
    beginDraft(draftOfBody(body))
    follow(transferPath())
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
          <Button onClick={onClose}>{act.leaveWords}</Button>
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
            busy={act.isBusy}
            onPress={() => body && act.start(body, kind)}
          >
            {act.startWords('Start again')}
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
                    setPicked({ kind: next, choice: null })
                    act.reset()
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
              <LevelChoice
                sparing={data.sparing}
                value={choice}
                onChange={(next) => setPicked({ ...picked, choice: next })}
                disabled={isFixed}
              />
            )}
            <AgainList task={task} again={data} />
          </>
        ) : (
          <ReadingAsked {...read} />
        )}
      </div>
      <AskedBefore {...act.before} />
    </Dialog>
  )
}
