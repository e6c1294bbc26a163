import type { MouseEvent, ReactNode } from 'react'
import type { TaskSummary } from '../../api/tasks'
import { FileName } from '../../components/FileName'
import { visibleText } from '../../components/visible-name'
import { pathWith, taskPath } from '../paths'
import type { Part } from '../shared/parts'
import { taskTitle } from '../shared/task-words'
import { PartLink } from './PartLink'
import { RowLink } from './RowLink'
import { TaskRoute } from './TaskRoute'

/** What the cells of a list know of it, and can do. */
export type TaskRowActs = {
  /** The task that is open beside the list. */
  openId: string | null
  /** The filter, which a task opened beside the list keeps. */
  search: string
  canceling: ReadonlySet<string>
  /** Tasks that are parts of something larger. */
  parts: ReadonlyMap<string, Part>
  selected: ReadonlySet<string>
  /** Takes a task into the selection or out of it; with `extend` all from the last one to it. */
  onSelect: (taskId: string, extend: boolean) => void
  /** Goes to a path of this page. */
  follow: (to: string) => void
  /** A task was opened by the mouse: the cursor goes there too. */
  onOpened: (taskId: string) => void
}

/** The label, which leads to the task's page with the whole row, and from where to where. */
export function TaskName({
  task,
  acts,
  status,
  tell,
}: {
  task: TaskSummary
  acts: TaskRowActs
  status: ReactNode
  /** What the mouse is told of the row: much of it may be cut off. */
  tell: () => string
}) {
  return (
    <>
      <RowLink
        to={pathWith(taskPath(task.task_id), acts.search)}
        follow={acts.follow}
        aria-current={task.task_id === acts.openId ? 'true' : undefined}
        onClick={() => acts.onOpened(task.task_id)}
        tell={tell}
        className="block truncate leading-5 font-semibold after:absolute after:inset-0 aria-[current]:text-accent-ink aria-[current]:after:shadow-[inset_2px_0_0_var(--color-accent)]"
      >
        <FileName name={taskTitle(task)} />
      </RowLink>
      <div className="truncate text-sm leading-5 @md:hidden">{status}</div>
      <p className="hidden overflow-hidden text-sm leading-5 text-ink-2 @md:flex">
        {acts.parts.has(task.task_id) && (
          <>
            <PartLink taskId={task.task_id} parts={acts.parts} follow={acts.follow} />
            <span aria-hidden className="px-1.5 text-ink-3">
              ·
            </span>
          </>
        )}
        <TaskRoute task={task} follow={acts.follow} />
      </p>
    </>
  )
}

/** A tick box for the mouse and the finger; at the keyboard Space does it. */
export function SelectBox({ task, acts }: { task: TaskSummary; acts: TaskRowActs }) {
  return (
    // Above the link that covers the row. A click beside the box is for the box too: the row would take it for one on itself, and
    // the box be ticked there and back. The keys are the grid's.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-noninteractive-element-interactions
    <label className="relative z-1 -m-2 flex p-2" onClick={keepHere} onDoubleClick={keepHere}>
      <input
        aria-label={`Select ${visibleText(taskTitle(task))}`}
        type="checkbox"
        tabIndex={-1}
        checked={acts.selected.has(task.task_id)}
        onChange={() => undefined}
        onClick={(event: MouseEvent<HTMLInputElement>) => {
          acts.onSelect(task.task_id, event.shiftKey)
          // The keys are those of the list, and the row may come to show another task.
          event.currentTarget.closest<HTMLElement>('[role=grid]')?.focus({ preventScroll: true })
        }}
        className="size-3.5 accent-accent"
      />
    </label>
  )
}

const keepHere = (event: MouseEvent) => event.stopPropagation()

/** A dash to the eye, a word to the ear. */
export const None = () => (
  <>
    <span aria-hidden className="text-ink-3">
      —
    </span>
    <span className="sr-only">not known</span>
  </>
)
