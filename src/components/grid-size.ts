import type { GridColumn } from './GridRow'

/** Of a row of one line and of the header, in pixels. */
export const ROW_HEIGHTS = [28, 44] as const

/** How high a grid of so many rows is, its header included. */
export const gridHeight = (rows: number, rowHeights: readonly [number, number] = ROW_HEIGHTS) => {
  const which = coarsePointer() ? 1 : 0
  return ROW_HEIGHTS[which] + rows * rowHeights[which]
}

export const coarsePointer = () => window.matchMedia?.('(pointer: coarse)').matches ?? false

/** The narrowest that columns can be, with the gaps between them, what is around them and the row's border. */
export function leastWidth(columns: readonly GridColumn<string>[]): string {
  const widths = columns.map(({ width }) => /^minmax\((.+),/.exec(width)?.[1] ?? width)
  const fixed = widths.filter((width) => width.endsWith('rem'))
  return `calc(${[...fixed, `${columns.length * 0.75 + 0.75}rem`, '2px'].join(' + ')})`
}
