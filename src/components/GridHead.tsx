import { ArrowDown, ArrowUp } from 'lucide-react'
import { cellClass, type GridColumn, TRACKS } from './GridRow'

/** Where the columns need more than there is the rows are as wide as they need, and the list scrolls sideways. */
export const LEAST_WIDTH = 'min-w-(--least-narrow) @md:min-w-(--least)'

type GridHeadProps<Id extends string> = {
  columns: readonly GridColumn<Id>[]
  sort: { column: Id; descending: boolean } | undefined
  onSort: ((column: Id) => void) | undefined
}

/** The names of the columns, which stay in sight; those that can be sorted by are buttons. */
export function GridHead<Id extends string>({ columns, sort, onSort }: GridHeadProps<Id>) {
  return (
    <div role="rowgroup" className={`sticky top-0 z-10 ${LEAST_WIDTH}`}>
      <div
        role="row"
        aria-rowindex={1}
        className={`h-7 border-b border-line bg-sunk text-xs text-ink-2 pointer-coarse:h-11 ${TRACKS}`}
      >
        {columns.map((column) => {
          const sorted = sort?.column === column.id
          const SortIcon = sort?.descending ? ArrowDown : ArrowUp
          return (
            <div
              key={column.id}
              role="columnheader"
              aria-sort={sorted ? (sort?.descending ? 'descending' : 'ascending') : undefined}
              className={cellClass(column)}
            >
              {column.sortable ? (
                <button
                  type="button"
                  // The rows are the tab stop; the actions of the screen sort as well.
                  tabIndex={-1}
                  onClick={() => onSort?.(column.id)}
                  className="inline-flex items-center gap-1.5 rounded-sm py-1 hover:text-ink"
                >
                  {column.header}
                  {sorted && <SortIcon aria-hidden size={12} strokeWidth={1.75} />}
                </button>
              ) : (
                <span className={column.hideHeader ? 'sr-only' : ''}>{column.header}</span>
              )}
            </div>
          )
        })}
      </div>
    </div>
  )
}
