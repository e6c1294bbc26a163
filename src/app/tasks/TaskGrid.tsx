import { type ComponentProps, type RefObject, useLayoutEffect } from 'react'
import { Grid, type RowGesture } from '../../components/Grid'
import { onSignOut } from '../shared/on-sign-out'
import type { TaskRowActs } from './task-cells'

/** Two lines, and a finger's width. */
export const TASK_ROWS = [52, 64] as const

/** How far each list was scrolled when it was last left. */
const left = new Map<string, number>()
onSignOut(() => left.clear())

/** What both lists of tasks need of the board. */
export type TaskListProps = {
  ref: RefObject<HTMLDivElement | null>
  ids: readonly string[]
  cursor: string | null
  acts: TaskRowActs
  /** The keyboard goes back to where the cursor is when one comes back from a task. */
  takesFocus: boolean
  onPoint: (taskId: string, gesture: RowGesture) => void
  onOpen: (taskId: string) => void
}

type GridProps<Column extends string> = ComponentProps<typeof Grid<Column>>

type TaskGridProps<Column extends string> = TaskListProps &
  Pick<GridProps<Column>, 'label' | 'description' | 'columns' | 'renderCell'> &
  Partial<Pick<GridProps<Column>, 'sort' | 'onSort' | 'onRows' | 'rowKey' | 'isPushed' | 'busy' | 'empty'>>

/** A list of tasks; it stands where it stood when one comes back to it. */
export function TaskGrid<Column extends string>(props: TaskGridProps<Column>) {
  const { ref, ids, cursor, acts, takesFocus, onPoint, onOpen, ...rest } = props
  const { label } = rest
  useLayoutEffect(() => {
    const element = ref.current
    const place = left.get(label) ?? 0
    // To be scrolled makes the browser lay everything out at once: not for where the list stands anyway.
    if (place > 0) element?.scrollTo({ top: place })
    // Not when it goes: to be asked then makes the browser lay out what is about to change.
    const onScroll = () => left.set(label, element?.scrollTop ?? 0)
    element?.addEventListener('scroll', onScroll, { passive: true })
    return () => element?.removeEventListener('scroll', onScroll)
  }, [ref, label])
  const activeRow = cursor === null ? -1 : ids.indexOf(cursor)
  return (
    <Grid
      ref={ref}
      rowHeights={TASK_ROWS}
      rowCount={ids.length}
      activeRow={activeRow}
      isSelected={(row) => acts.selected.has(ids[row] ?? '')}
      rowKey={(row) => ids[row] ?? row}
      onPoint={(row, gesture) => onPoint(ids[row] ?? '', gesture)}
      onOpen={(row) => onOpen(ids[row] ?? '')}
      focusOnOpen={takesFocus && activeRow >= 0}
      {...rest}
    />
  )
}
