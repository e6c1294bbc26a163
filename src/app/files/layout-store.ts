import { create } from 'zustand'
import type { SortField } from '../../api/listing'

/** Columns that can be left out; the name always stands. */
export const OPTIONAL_COLUMNS = [
  'size',
  'modified',
  'type',
  'permissions',
  'user',
  'group',
  'link_target',
] as const
export type OptionalColumn = (typeof OPTIONAL_COLUMNS)[number] & SortField

/** How a person likes their panes; the same for every collection and every visit. */
export type Layout = {
  panes: 1 | 2
  /** Part of the width that the left pane has. */
  split: number
  columns: readonly OptionalColumn[]
}

const USUAL: Layout = { panes: 2, split: 0.5, columns: ['size', 'modified'] }
export const SPLIT_LIMITS = { least: 0.2, most: 0.8 }

// One key for every deployment on an origin, as the theme: it is the person's taste and nothing of their data.
const KEY = 'towpath:panes'

export const useLayout = create<Layout>(() => readLayout())

/** Applies a change, and keeps it where the browser lets us. */
export function changeLayout(change: Partial<Layout>) {
  useLayout.setState(change)
  try {
    window.localStorage.setItem(KEY, JSON.stringify(useLayout.getState()))
  } catch {
    // Then it holds until the page is left.
  }
}

function readLayout(): Layout {
  try {
    const stored: unknown = JSON.parse(window.localStorage.getItem(KEY) ?? 'null')
    return typeof stored === 'object' && stored !== null ? mendLayout(stored) : USUAL
  } catch {
    return USUAL
  }
}

/** What was kept by an older page, or changed by hand: each part counts by itself. */
export function mendLayout(stored: object): Layout {
  const { panes, split, columns } = stored as Record<string, unknown>
  return {
    panes: panes === 1 ? 1 : 2,
    split:
      typeof split === 'number' && split >= SPLIT_LIMITS.least && split <= SPLIT_LIMITS.most
        ? split
        : USUAL.split,
    columns: Array.isArray(columns)
      ? OPTIONAL_COLUMNS.filter((column) => columns.includes(column))
      : USUAL.columns,
  }
}
