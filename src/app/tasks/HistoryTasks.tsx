import { type ReactNode, useCallback, useMemo } from 'react'
import { TASK_ORDERS, type TaskOrder, type TaskSummary } from '../../api/tasks'
import { historyCell, type HistoryColumn, historyColumns } from './history-cells'
import { TaskGrid, type TaskListProps } from './TaskGrid'

/** The next page is asked for when so many rows are left below what exists on the screen. */
const AHEAD = 15

const byPlace = (row: number) => row

type HistoryTasksProps = TaskListProps & {
  tasks: readonly TaskSummary[]
  order: TaskOrder
  busy: boolean
  /** What runs stands above it. */
  isPushed: boolean
  onOrder: (order: TaskOrder) => void
  onMore: () => void
  below: ReactNode
}

/** What is over, a page of the service after the other as somebody scrolls. */
export function HistoryTasks({
  tasks,
  order,
  busy,
  isPushed,
  onOrder,
  onMore,
  below,
  ...list
}: HistoryTasksProps) {
  const { ids, acts } = list
  const columns = useMemo(() => historyColumns(), [])
  const renderCell = useCallback(
    (row: number, column: HistoryColumn) => {
      const task = tasks[row]
      return task && historyCell(task, column, acts)
    },
    [tasks, acts],
  )
  const sorted = columns.find(({ id }) => id === order.field)
  const onSort = (column: HistoryColumn) => {
    const field = TASK_ORDERS.find((known) => known === column)
    if (field) onOrder({ field, descending: order.field === field ? !order.descending : field !== 'label' })
  }
  return (
    <TaskGrid
      label="Finished tasks"
      description="Enter opens a task, Space selects it, Delete asks whether to take what is selected out of the history."
      columns={columns}
      {...(sorted && { sort: { column: sorted.id, descending: order.descending } })}
      onSort={onSort}
      onRows={(end) => {
        if (end > ids.length - AHEAD) onMore()
      }}
      rowKey={byPlace}
      isPushed={isPushed}
      renderCell={renderCell}
      busy={busy}
      empty={below}
      {...list}
    />
  )
}
