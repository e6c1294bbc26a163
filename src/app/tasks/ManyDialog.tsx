import { useMutation } from '@tanstack/react-query'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import type { TaskSummary } from '../../api/tasks'
import { Button } from '../../components/Button'
import { Dialog } from '../../components/Dialog'
import { plural } from '../../components/format'
import { Notice } from '../../components/Notice'
import { notify } from '../../components/toasts'
import { visibleText } from '../../components/visible-name'
import { DeliberateButton } from '../shared/DeliberateButton'
import { ErrorNotice } from '../shared/ErrorNotice'
import { explainError } from '../shared/explain-error'
import { NamesList } from '../shared/NamesList'
import { notifyFailure } from '../shared/notify-failure'
import { taskTitle } from '../shared/task-words'
import { isUnclearError, UNCLEAR } from '../shared/unclear'
import { NotThisOne, oneByOne, type Queue } from './one-by-one'

type ManyDialogProps = {
  /** As they were when the question was asked. */
  tasks: readonly TaskSummary[]
  title: string
  description: string
  look: 'primary' | 'danger'
  /** Of the button that does it: "Cancel" 3 tasks; and what they are then. */
  verb: string
  past: string
  /** Of the button that does nothing. */
  leave: string
  /** What to do about those that it was refused for. */
  advice: ReactNode
  act: (task: TaskSummary) => Promise<unknown>
  /** After each round, however it ended. */
  onRound?: () => Promise<unknown>
  /** Hears whether anything was done. */
  onClose: (did: boolean) => void
}

const reasonWords = (reason: unknown) =>
  reason instanceof NotThisOne
    ? reason.message
    : isUnclearError(reason)
      ? UNCLEAR
      : explainError(reason).title

const named = (task: TaskSummary, note = '') => ({
  name: taskTitle(task),
  note: ` ${task.task_id.slice(0, 8)}${note && `: ${note}`}`,
  id: task.task_id,
})

/** Whoever has closed the question is told what else would stand there. */
function tellRefused([first, ...others]: Queue['refused'], past: string) {
  if (!first) return
  notify({
    tone: 'bad',
    title: `${plural(others.length + 1, 'task')} not ${past}`,
    description: `${visibleText(taskTitle(first.task))}: ${reasonWords(first.reason)}`,
  })
}

/** One question for several tasks, which names them (checklist E4); whoever closes it stops what was not begun yet. */
export function ManyDialog(props: ManyDialogProps) {
  const { tasks, look, verb, past, leave, act, onRound, onClose } = props
  const [queue, setQueue] = useState((): Queue => ({ left: tasks, done: [], refused: [] }))
  const closed = useRef(false)
  useEffect(() => {
    closed.current = false
    return () => {
      closed.current = true
    }
  }, [])
  const round = useMutation({
    mutationFn: async () => {
      try {
        return await oneByOne(queue, act, () => closed.current, setQueue)
      } finally {
        await onRound?.()
      }
    },
    onSuccess: ({ refused }) => {
      if (closed.current) tellRefused(refused, past)
      else if (refused.length === 0) onClose(true)
    },
    onError: (error) => {
      if (closed.current) notifyFailure(isUnclearError(error) ? UNCLEAR : `Not all were ${past}`, error)
    },
  })
  const close = () => {
    closed.current = true
    onClose(round.isPending || queue.done.length > 0)
  }
  const isOver = round.isSuccess
  const refused = round.isPending ? [] : queue.refused
  const done = queue.done.length
  const stop = tasks.length > 1 ? 'Stop after this one' : 'Close'
  return (
    <Dialog
      open
      onClose={close}
      title={isOver ? `${done === 0 ? 'No task' : plural(done, 'task')} ${past}` : props.title}
      description={props.description}
      actions={
        isOver ? (
          <Button onClick={close}>Close</Button>
        ) : (
          <>
            <Button onClick={close}>{round.isPending ? stop : leave}</Button>
            <DeliberateButton look={look} busy={round.isPending} onPress={() => round.mutate()}>
              {verb} {plural(queue.left.length, 'task')}
            </DeliberateButton>
          </>
        )
      }
    >
      {refused.length > 0 && (
        <>
          <Notice live tone="warn" title={`${plural(refused.length, 'task')} not ${past}`}>
            {props.advice}
          </Notice>
          <NamesList
            label={`Not ${past}`}
            names={refused.map(({ task, reason }) => named(task, reasonWords(reason)))}
          />
        </>
      )}
      {!isOver && <NamesList label="These tasks" names={queue.left.map((task) => named(task))} />}
      {round.error && (
        <ErrorNotice
          error={round.error}
          doing={`${done} of ${plural(tasks.length, 'task')} ${past}, then one was not`}
          whenUnclear={`${done} of ${plural(tasks.length, 'task')} ${past}, and of one nobody knows yet`}
          onRetry={() => round.mutate()}
        />
      )}
    </Dialog>
  )
}
