/** The rows of a list and the part of it that is seen, in pixels. Rows are all of one height. */
export type RowSpace = {
  count: number
  rowHeight: number
  /** Of the rows seen at a time: the scroller without its header. */
  view: number
}

/**
 * Browsers lay out 33,554,432 device pixels at most (Firefox 17,895,697 CSS pixels). A list that would be taller than this
 * is scrolled in proportion instead. It holds at eight device pixels to one: 400 % zoom on a dense screen.
 */
const MOST_PIXELS = 4_000_000

/** Drawn before and after those in view, in pixels, so that scrolling does not show a gap. */
const SPARE_SCROLLING = 280
/** Enough for what one turn of a wheel brings before the page is told that it scrolls. Each row costs, seen or not. */
const SPARE_AT_REST = 104

const rowsHeight = ({ count, rowHeight }: RowSpace) => count * rowHeight

/** Height of what is scrolled. */
export const trackHeight = (space: RowSpace) => Math.min(MOST_PIXELS, rowsHeight(space))

/** Pixels of rows to one pixel of the scroll bar; 1 but for huge lists. */
function scale(space: RowSpace): number {
  const track = trackHeight(space) - space.view
  return track > 0 ? (rowsHeight(space) - space.view) / track : 1
}

/** The place in the list that a place of the scroll bar stands for; within the list, whatever the browser says. */
function topOf(space: RowSpace, scrollTop: number): number {
  const most = Math.max(0, rowsHeight(space) - space.view)
  return Math.min(most, Math.max(0, scrollTop * scale(space)))
}

/** What of a scroll bar's place changes which rows are drawn, and where: whole rows, unless the list is huge. */
export const scrollStep = (space: RowSpace, scrollTop: number) =>
  scale(space) === 1 ? Math.max(0, Math.floor(scrollTop / space.rowHeight)) * space.rowHeight : scrollTop

/** Rows that are placed by their distance to the same one: far down a huge list numbers of pixels lose their precision. */
const BLOCK = 4096

export type DrawnRows = {
  /** The rows to draw are these up to but without `end`. */
  first: number
  end: number
  /** Of these, the ones from `seenFirst` up to but without `seenEnd` may be in view; the others wait for whoever scrolls. */
  seenFirst: number
  seenEnd: number
  /** The row they are placed from, and how far down what is scrolled it stands. */
  base: number
  offset: number
}

/** Pixels of rows: those that stay drawn though fewer may be seen, and those that will be seen, where that is known. */
export type ViewToCome = { least: number; next: number }

/** The rows to draw at a place of the scroll bar: more of them while it moves. */
export function rowsDrawn(
  space: RowSpace,
  scrollTop: number,
  scrolling: boolean,
  { least, next }: ViewToCome = { least: 0, next: space.view },
): DrawnRows {
  const { count, rowHeight, view } = space
  const top = topOf(space, scrollTop)
  const spare = Math.ceil((scrolling ? SPARE_SCROLLING : SPARE_AT_REST) / rowHeight)
  // One more: the place is known in whole rows only.
  const endAt = (height: number) => Math.min(count, Math.ceil((top + height) / rowHeight) + 1)
  const seenFirst = Math.floor(top / rowHeight)
  const first = Math.max(0, seenFirst - spare)
  const end = Math.min(count, endAt(Math.max(view, least)) + spare)
  const base = Math.floor(first / BLOCK) * BLOCK
  const shift = top - top / scale(space)
  return { first, end, seenFirst, seenEnd: endAt(next), base, offset: base * rowHeight - shift }
}

/** Where to scroll to so that a row is seen whole, moving no further than needed; null when it is seen already. */
export function scrollTopFor(space: RowSpace, scrollTop: number, row: number): number | null {
  const { rowHeight, view } = space
  const top = topOf(space, scrollTop)
  const rowTop = row * rowHeight
  // In a view that is lower than a row its upper part counts.
  if (rowTop < top || view < rowHeight) return rowTop === top ? null : rowTop / scale(space)
  return rowTop + rowHeight > top + view ? (rowTop + rowHeight - view) / scale(space) : null
}
