import { useMutation } from '@tanstack/react-query'
import { useId, useState } from 'react'
import type { TaskChange } from '../../api/task-changes'
import { updateTaskMutation } from '../../api/queries/task-changes'
import { isRunning } from '../../api/tasks'
import type { Task } from '../../api/wire'
import { Button } from '../../components/Button'
import { Dialog } from '../../components/Dialog'
import { FIELD } from '../../components/field'
import { Notice } from '../../components/Notice'
import { deadlineProblem, toLocalInput, zoneWords } from '../shared/deadline'
import { ErrorNotice } from '../shared/ErrorNotice'
import { MAX_LABEL } from '../shared/label'
import { useClockWords, useServiceNow } from '../shared/service-clock'
import { parseTime } from '../shared/task-times'
import { goneWords, useVain } from './use-vain'
import { orUnclear } from '../shared/unclear'
import { useAct } from '../shared/use-act'

/** Changes the label and the deadline of a task that runs. */
export function EditTaskDialog({ task, gone, onClose }: { task: Task; gone: boolean; onClose: () => void }) {
  const deadlineMs = parseTime(task.deadline)
  const [before] = useState({
    label: task.label ?? '',
    deadline: deadlineMs === null ? '' : toLocalInput(deadlineMs),
  })
  const [label, setLabel] = useState(before.label)
  const [deadline, setDeadline] = useState(before.deadline)
  const now = useServiceNow(true)
  const clocks = useClockWords()
  const id = useId()
  const { mutateAsync: update } = useMutation(updateTaskMutation())
  const { start, isBusy, leave, failure } = useAct({
    act: (change: TaskChange) => orUnclear(update({ taskId: task.task_id, change })),
    what: 'the task',
    past: 'changed',
    onClose,
  })
  const wanted = label.trim()
  const isNewDeadline = deadline !== before.deadline && deadline !== ''
  const problem = isNewDeadline ? deadlineProblem(deadline, now) : null
  const change = {
    ...(wanted !== before.label ? { label: wanted } : {}),
    ...(isNewDeadline ? { deadline: new Date(deadline).toISOString().replace(/\.\d+Z$/, '+00:00') } : {}),
  }
  const isTyped = Object.keys(change).length > 0
  const isVain = gone || !isRunning(task)
  const isChanged = !isVain && isTyped && problem === null
  const nothingLeft = { title: 'There was nothing left to change', description: goneWords(task, gone) }
  useVain(isVain && !isTyped && !isBusy ? nothingLeft : null, onClose)
  return (
    <Dialog
      // What was typed does not go with the task.
      open={!isVain || isTyped}
      onClose={onClose}
      title="Edit label and deadline"
      actions={
        <>
          <Button onClick={onClose}>{isVain ? 'Close' : leave('Leave as it is')}</Button>
          <Button look="primary" type="submit" form={id} disabled={!isChanged} busy={isBusy}>
            Save
          </Button>
        </>
      }
    >
      {isVain && (
        <Notice live tone="warn" title="Nothing of the task can be changed any more">
          {goneWords(task, gone)} What was typed is still below.
        </Notice>
      )}
      <form
        id={id}
        className="flex flex-col gap-3"
        onSubmit={(event) => {
          event.preventDefault()
          if (isChanged && !isBusy) start(change)
        }}
      >
        <label className="flex flex-col gap-1">
          <span className="text-ink-2">Label</span>
          <input
            value={label}
            maxLength={MAX_LABEL}
            onChange={({ target }) => setLabel(target.value)}
            className={FIELD}
          />
        </label>
        <label className="flex flex-col gap-1">
          <span className="text-ink-2">Deadline</span>
          <input
            type="datetime-local"
            value={deadline}
            min={toLocalInput(now)}
            aria-invalid={problem !== null}
            aria-describedby={`${id}-zone`}
            onChange={({ target }) => setDeadline(target.value)}
            className={`${FIELD} aria-invalid:border-bad`}
          />
        </label>
        <p id={`${id}-zone`} className={`text-sm ${problem ? 'text-bad' : 'text-ink-2'}`}>
          {problem ??
            `${zoneWords(deadline, now)}. A deadline that was set does not move on while the task makes progress.`}{' '}
          {clocks}
        </p>
      </form>
      {failure && !isVain && <ErrorNotice {...failure} />}
    </Dialog>
  )
}
