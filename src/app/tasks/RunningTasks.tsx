import { X } from 'lucide-react'
import { type KeyboardEvent, type RefObject, useCallback } from 'react'
import type { TaskSummary } from '../../api/tasks'
import { Grid, type RowGesture } from '../../components/Grid'
import type { GridColumn } from '../../components/GridRow'
import { IconButton } from '../../components/IconButton'
import { visibleText } from '../../components/visible-name'
import { taskTitle } from '../shared/task-words'
import { NAME_FIELDS, RUNNING_COLUMNS, RunningCell, type RunningColumn } from './running-cells'
import type { TaskRowActs } from './task-cells'
import { useBoardTask } from './use-board-task'

/** Two lines, and a finger's width. */
export const TASK_ROWS = [52, 64] as const

type Column = RunningColumn | 'cancel'

const COLUMNS: readonly GridColumn<Column>[] = [
  ...RUNNING_COLUMNS,
  { id: 'cancel', header: 'Cancel', hideHeader: true, width: '1.75rem' },
]

type RunningTasksProps = {
  ref: RefObject<HTMLDivElement | null>
  ids: readonly string[]
  cursor: string | null
  acts: TaskRowActs
  onPoint: (taskId: string, gesture: RowGesture) => void
  onOpen: (taskId: string) => void
  onCancel: (task: TaskSummary) => void
  onKeyDown: (event: KeyboardEvent) => void
}

/** What runs: as many rows as there is room for, however many there are. */
export function RunningTasks(props: RunningTasksProps) {
  const { ref, ids, cursor, acts, onPoint, onOpen, onCancel, onKeyDown } = props
  const renderCell = useCallback(
    (row: number, column: Column) => {
      const taskId = ids[row] ?? ''
      return column === 'cancel' ? (
        <CancelButton taskId={taskId} acts={acts} onCancel={onCancel} />
      ) : (
        <RunningCell taskId={taskId} column={column} acts={acts} />
      )
    },
    [ids, acts, onCancel],
  )
  return (
    <Grid
      ref={ref}
      label="Running tasks"
      description="Enter opens a task, Space selects it, Delete asks whether to cancel what is selected."
      columns={COLUMNS}
      rowHeights={TASK_ROWS}
      rowCount={ids.length}
      activeRow={cursor === null ? -1 : ids.indexOf(cursor)}
      isSelected={(row) => acts.selected.has(ids[row] ?? '')}
      rowKey={(row) => ids[row] ?? row}
      onPoint={(row, gesture) => onPoint(ids[row] ?? '', gesture)}
      onOpen={(row) => onOpen(ids[row] ?? '')}
      onKeyDown={onKeyDown}
      renderCell={renderCell}
    />
  )
}

type CancelButtonProps = { taskId: string; acts: TaskRowActs; onCancel: (task: TaskSummary) => void }

function CancelButton({ taskId, acts, onCancel }: CancelButtonProps) {
  const task = useBoardTask(taskId, NAME_FIELDS)
  if (!task || acts.canceling.has(taskId)) return null
  return (
    <IconButton
      label={`Cancel ${visibleText(taskTitle(task))}`}
      tabIndex={-1}
      className="relative"
      onClick={(event) => {
        event.stopPropagation()
        onCancel(task)
      }}
    >
      <X aria-hidden size={15} strokeWidth={1.75} />
    </IconButton>
  )
}
