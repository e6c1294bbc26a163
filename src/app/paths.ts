import { SORT_FIELDS, type SortField } from '../api/listing'

/** One pane as the address tells it. */
export type PaneState = {
  /** UUID, or whatever a hand-made address put there; null when no collection is open. */
  collection: string | null
  /** Null stands for the collection's own default folder. */
  path: string | null
  sort: { field: SortField; descending: boolean }
  filter: string
  /** What the service itself is to leave of the folder: names like `*.tif`; empty for everything. */
  only: string
  showHidden: boolean
}

export type Side = 'left' | 'right'
export const SIDES: readonly Side[] = ['left', 'right']
export const otherSide = (side: Side): Side => (side === 'left' ? 'right' : 'left')

const DEFAULT_SORT = { field: 'name', descending: false } as const

/** Reads one pane from the address; what is absent has its default. */
export function readPane(search: URLSearchParams, side: Side): PaneState {
  const [, minus, column] = /^(-?)(\w+)$/.exec(search.get(`${side}_sort`) ?? '') ?? []
  const field: SortField | undefined = SORT_FIELDS.find((known) => known === column)
  return {
    collection: search.get(side),
    path: search.get(`${side}_path`),
    sort: field ? { field, descending: minus === '-' } : DEFAULT_SORT,
    filter: search.get(`${side}_filter`) ?? '',
    only: search.get(`${side}_only`) ?? '',
    showHidden: search.get(`${side}_hidden`) === '1',
  }
}

/** The address with one pane changed; defaults are left out so that links stay short. */
export function writePane(search: URLSearchParams, side: Side, pane: PaneState): URLSearchParams {
  const next = new URLSearchParams(search)
  const set = (name: string, value: string | null) => (value ? next.set(name, value) : next.delete(name))
  const { field, descending } = pane.sort
  set(side, pane.collection)
  set(`${side}_path`, pane.path)
  set(`${side}_sort`, field === 'name' && !descending ? null : `${descending ? '-' : ''}${field}`)
  set(`${side}_filter`, pane.filter)
  set(`${side}_only`, pane.only)
  set(`${side}_hidden`, pane.showHidden ? '1' : null)
  return next
}

/** The address with the panes on each other's side. */
export const swapPanes = (search: URLSearchParams): URLSearchParams =>
  writePane(writePane(search, 'left', readPane(search, 'right')), 'right', readPane(search, 'left'))

export const emptyPane: PaneState = {
  collection: null,
  path: null,
  sort: DEFAULT_SORT,
  filter: '',
  only: '',
  showHidden: false,
}

/** Both panes on these places, for links from other screens. */
export function filesPath(
  places: Partial<Record<Side, { collection: string; path?: string | null }>> = {},
): string {
  const search = new URLSearchParams()
  for (const side of SIDES) {
    const { collection, path } = places[side] ?? {}
    if (collection) search.set(side, collection)
    if (path) search.set(`${side}_path`, path)
  }
  return search.size > 0 ? `/files?${search}` : '/files'
}

/** The panes as they were at an address, with another place in the left one. */
export function withLeft(path: string, place: { collection: string; path: string }): string {
  const [, search] = path.split('?', 2)
  return `/files?${writePane(new URLSearchParams(search), 'left', { ...emptyPane, ...place })}`
}

export const transferPath = () => '/transfer'
export const accessPath = () => '/access'
/** The board; of these tasks alone when there are some. */
export const tasksPath = (ids: readonly string[] = []) =>
  ids.length > 0 ? `/tasks?ids=${ids.join(',')}` : '/tasks'
/** The board of those that run and need a look. */
export const heldUpPath = () => '/tasks?show=held'
export const taskPath = (taskId: string) => `/tasks/${encodeURIComponent(taskId)}`

/** A path with its query, where there is one. */
export const pathWith = (path: string, search: string) => (search ? `${path}?${search}` : path)

const SCREENS = ['/', '/files', '/file-manager', '/transfer', '/tasks', '/access'] as const

/**
 * Checklist A22: after signing in the app goes to one of its own routes or to its start, whatever was kept. The result
 * is only ever handed to the router.
 */
export function safeReturnPath(path: string): string {
  const [screen = ''] = path.split('?', 1)
  const known = SCREENS.some((name) => name === screen) || /^\/tasks\/[\w-]+$/.test(screen)
  return known ? path : '/'
}

/** Globus ids are UUIDs; anything else in an address was typed or cut off. */
export const isUuid = (text: string) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)
