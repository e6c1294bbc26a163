import { type KeyboardEvent, type ReactNode, type RefObject, useCallback, useMemo } from 'react'
import { TASK_ORDERS, type TaskOrder, type TaskSummary } from '../../api/tasks'
import { Grid, type RowGesture } from '../../components/Grid'
import { HistoryCell, type HistoryColumn, historyColumns } from './history-cells'
import { TASK_ROWS } from './RunningTasks'
import type { TaskRowActs } from './task-cells'

/** The next page is asked for when so many rows are left below what exists on the screen. */
const AHEAD = 15

type HistoryTasksProps = {
  ref: RefObject<HTMLDivElement | null>
  tasks: readonly TaskSummary[]
  ids: readonly string[]
  cursor: string | null
  order: TaskOrder
  busy: boolean
  acts: TaskRowActs
  onPoint: (taskId: string, gesture: RowGesture) => void
  onOpen: (taskId: string) => void
  onOrder: (order: TaskOrder) => void
  onMore: () => void
  onKeyDown: (event: KeyboardEvent) => void
  below: ReactNode
}

/** What is over, a page of the service after the other as somebody scrolls. */
export function HistoryTasks(props: HistoryTasksProps) {
  const { ref, tasks, ids, cursor, order, busy, acts, onPoint, onOpen, onOrder, onMore, onKeyDown, below } =
    props
  const columns = useMemo(() => historyColumns(), [])
  const renderCell = useCallback(
    (row: number, column: HistoryColumn) => {
      const task = tasks[row]
      return task && <HistoryCell task={task} column={column} acts={acts} />
    },
    [tasks, acts],
  )
  const sorted = columns.find(({ id }) => id === order.field)
  const onSort = (column: HistoryColumn) => {
    const field = TASK_ORDERS.find((known) => known === column)
    if (field) onOrder({ field, descending: order.field === field ? !order.descending : field !== 'label' })
  }
  return (
    <Grid
      ref={ref}
      label="Finished tasks"
      description="Enter opens a task, Space selects it, Delete asks whether to take what is selected out of the history."
      columns={columns}
      {...(sorted && { sort: { column: sorted.id, descending: order.descending } })}
      onSort={onSort}
      rowHeights={TASK_ROWS}
      rowCount={ids.length}
      activeRow={cursor === null ? -1 : ids.indexOf(cursor)}
      isSelected={(row) => acts.selected.has(ids[row] ?? '')}
      rowKey={(row) => ids[row] ?? row}
      onPoint={(row, gesture) => onPoint(ids[row] ?? '', gesture)}
      onOpen={(row) => onOpen(ids[row] ?? '')}
      onRows={(end) => {
        if (end > ids.length - AHEAD) onMore()
      }}
      onKeyDown={onKeyDown}
      renderCell={renderCell}
      busy={busy}
      empty={below}
    />
  )
}
