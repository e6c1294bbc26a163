import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import type { Task } from '../../../api/wire'
import { Button } from '../../../components/Button'
import { Dialog } from '../../../components/Dialog'
import { FileName } from '../../../components/FileName'
import { plural } from '../../../components/format'
import { Segmented } from '../../../components/Segmented'
import { transferPath } from '../../paths'
import { DeliberateButton } from '../../shared/DeliberateButton'
import { beginDraft } from '../../shared/draft/draft-store'
import { draftOfBody } from '../../shared/draft/draft-of-body'
import { ErrorNotice } from '../../shared/ErrorNotice'
import { NamesList } from '../../shared/NamesList'
import { useParts, useSplitTasks } from '../../shared/parts'
import { taskMark, taskTitle } from '../../shared/task-words'
import { useSubmission } from '../../shared/use-submission'
import { OpenSides } from '../TaskPlaces'
import { type Again, type AgainKind, nothingWords } from './again'
import { useAgain } from './use-again'

const KINDS: Record<AgainKind, { words: string; text: string }> = {
  all: { words: 'Everything', text: 'All that was asked for, in the same way.' },
  rest: {
    words: 'Only what is missing',
    text: 'What failed or was left out. Folders are gone through, and what is there already is not sent again.',
  },
  'carry-on': {
    words: 'Carry on',
    text: 'All of it, but files that have arrived whole (by checksum) are not sent again.',
  },
}

type AgainDialogProps = { task: Task; kind: AgainKind; onClose: () => void }

/** Asks for a task once more: all of it, what is missing, or from where it stopped. As it was, or after a look at it. */
export function AgainDialog({ task, kind: first, onClose }: AgainDialogProps) {
  const [kind, setKind] = useState(first)
  // Sending it twice from this dialog is one decision.
  const [since] = useState(Date.now)
  const { data, error, refetch } = useAgain(task, kind)
  const submit = useSubmission()
  const splits = useSplitTasks()
  const navigate = useNavigate()
  const isWhole = taskMark(task) === 'succeeded' && task.subtasks_skipped_errors === 0
  const kinds = isWhole ? (['all'] as const) : (['all', 'rest', 'carry-on'] as const)
  const body = data?.body ?? null

  const start = useMutation({
    mutationFn: async () => {
      // The button is off then; what deletes is counted and named on the transfer screen.
      if (!body || body.delete_destination_extra) throw new Error('There is nothing here to start')
      const started = await submit(body, { since })
      splits.noteAgain(task.task_id, started.taskId, task.status === 'FAILED')
      await navigate(started.task)
    },
    onSuccess: onClose,
  })
  const edit = () => {
    if (!body) return
    beginDraft(draftOfBody(body))
    void navigate(transferPath())
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title="Run it again"
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
          <Button onClick={onClose}>Leave it</Button>
          {data?.body === null && data.origin === 'listed' ? (
            <OpenSides task={task} />
          ) : (
            <Button disabled={!body} onClick={edit}>
              Edit first
            </Button>
          )}
          <DeliberateButton
            look="primary"
            // What deletes is counted and named on the transfer screen.
            disabled={!body || body.delete_destination_extra === true}
            busy={start.isPending}
            onPress={() => start.mutate()}
          >
            Start again
          </DeliberateButton>
        </>
      }
    >
      {kinds.length > 1 && (
        // What is being started is not changed any more.
        <fieldset disabled={start.isPending} className="contents">
          <Segmented
            label="What to run again"
            options={kinds.map((value) => ({ value, words: KINDS[value].words }))}
            value={kind}
            onChange={(next) => {
              setKind(next)
              // What failed was another one: to try again is not to start this.
              start.reset()
            }}
          />
        </fieldset>
      )}
      <p className="text-ink-2">{KINDS[kind].text}</p>
      {error ? (
        <ErrorNotice
          error={error}
          doing="What it was asked could not be read"
          onRetry={() => void refetch()}
        />
      ) : data ? (
        <What again={data} task={task} />
      ) : (
        <p className="text-ink-2">Reading what it was asked…</p>
      )}
      {start.error && (
        <ErrorNotice error={start.error} doing="It was not started" onRetry={() => start.mutate()} />
      )}
    </Dialog>
  )
}

/** The list, where it comes from, and what is not in it. */
function What({ again, task }: { again: Again; task: Task }) {
  const { body, origin, hidden, unlisted, unlistedLost } = again
  const part = useParts().get(task.task_id)
  return (
    <>
      <p>
        {origin === 'kept'
          ? 'This browser kept the list of what was asked when it was started here.'
          : 'Started elsewhere: Globus does not give its list back. This one is made of the files that Globus says were copied or left out. Files it never came to, and empty folders, are not in it.'}
      </p>
      {hidden > 0 && (
        <p className="text-warn">
          {plural(hidden, 'file')} cannot be named: Globus does not show you the path.
        </p>
      )}
      {unlisted > 0 && (
        <p className="text-warn">
          {plural(unlisted, 'file')} that {unlisted === 1 ? 'was' : 'were'} copied cannot be named: Globus
          does not list {unlisted === 1 ? 'it' : 'them'}. It keeps these lists for 30 days.
        </p>
      )}
      {unlistedLost > 0 && (
        <p className="text-warn">
          {plural(unlistedLost, 'path')} that {unlistedLost === 1 ? 'was' : 'were'} left out cannot be named:
          Globus does not list {unlistedLost === 1 ? 'it' : 'them'}. It keeps these lists for 30 days.
        </p>
      )}
      {body === null ? (
        <p className="font-semibold">{nothingWords(again, task)}</p>
      ) : (
        <>
          <p className="font-semibold">{plural(body.DATA.length, 'item')}</p>
          <NamesList
            label="What is run again"
            names={body.DATA.map(({ source_path }) => ({ name: source_path }))}
          />
        </>
      )}
      {body && part && part.of > 1 && (
        <p className="text-ink-2">
          Edited first, it becomes a transfer of its own, and no longer part {part.part} of {part.of}.
        </p>
      )}
      {body?.delete_destination_extra && (
        <p className="text-warn">
          It deletes at the destination what the source does not have. Edit it first: the transfer screen
          counts what would go.
        </p>
      )}
    </>
  )
}
