import { X } from 'lucide-react'
import { useCallback } from 'react'
import type { TaskSummary } from '../../api/tasks'
import type { GridColumn } from '../../components/GridRow'
import { IconButton } from '../../components/IconButton'
import { visibleText } from '../../components/visible-name'
import { taskTitle } from '../shared/task-words'
import { RUNNING_COLUMNS, RunningCell, type RunningColumn } from './running-cells'
import type { TaskRowActs } from './task-cells'
import { TaskGrid, type TaskListProps } from './TaskGrid'
import { NAME_FIELDS, useBoardTask } from '../shared/use-look'

type Column = RunningColumn | 'cancel'

const COLUMNS: readonly GridColumn<Column>[] = [
  ...RUNNING_COLUMNS,
  { id: 'cancel', header: 'Cancel', hideHeader: true, width: '1.75rem', keepsWithin: true },
]

type RunningTasksProps = TaskListProps & { onCancel: (task: TaskSummary) => void }

/** What runs: as many rows as there is room for, however many there are. */
export function RunningTasks({ onCancel, ...list }: RunningTasksProps) {
  const { ids, acts } = list
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
    <TaskGrid
      label="Running tasks"
      description="Enter opens a task, Space selects it, Delete asks whether to cancel what is selected."
      columns={COLUMNS}
      renderCell={renderCell}
      {...list}
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
