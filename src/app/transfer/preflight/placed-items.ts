import type { Draft, DraftItem } from '../../shared/draft/draft'
import { landingPath } from '../../shared/draft/landing'

/** An item, the folder in which it is looked for, and the folder in which it lands. */
export type PlacedItem = {
  item: DraftItem
  /** The item itself where nothing lies above it. */
  from: string
  /** Empty for a root. */
  name: string
  /** Full landing path; null while it has none. */
  to: string | null
  into: string | null
  /** Empty where the contents of a folder go right into `into`. */
  toName: string
}

type Placed = Pick<Draft, 'folder' | 'landing'> & { placed: readonly PlacedItem[] }
const known = new WeakMap<Draft['items'], Placed>()

/** Every item with its places; worked out again only when they can be others. */
export function placedItems(draft: Draft): readonly PlacedItem[] {
  const { items, folder, landing } = draft
  const before = known.get(items)
  if (before?.folder === folder && before.landing === landing) return before.placed
  const placed = items.map((item) => place(draft, item))
  known.set(items, { folder, landing, placed })
  return placed
}

function place(draft: Draft, item: DraftItem): PlacedItem {
  const { folder: from, name } = splitPath(item.source_path)
  const to = landingPath(draft, item)
  const target = to === null ? null : to === draft.folder ? { folder: to, name: '' } : splitPath(to)
  return { item, from, name, to, into: target?.folder ?? null, toName: target?.name ?? '' }
}

/** A path's folder and last name; a root, and the home folder, is its own folder. */
export function splitPath(path: string): { folder: string; name: string } {
  const bare = path.endsWith('/') ? path.slice(0, -1) : path
  const cut = bare.lastIndexOf('/') + 1
  const name = bare.slice(cut)
  if (name === '' || name === '~') return { folder: `${bare}/`, name: '' }
  return { folder: bare.slice(0, cut), name }
}

/** What has to be listed to know how the draft stands. */
export type Needs = {
  source: string | null
  destination: string | null
  sourceFolders: readonly string[]
  destinationFolders: readonly string[]
}

/** The collections and folders a draft is about, each once, in the order in which they are met. */
export function needsOf(draft: Draft): Needs {
  const sources = new Set<string>()
  const destinations = new Set<string>(draft.folder === null ? [] : [draft.folder])
  for (const { from, into } of placedItems(draft)) {
    sources.add(from)
    if (into !== null) destinations.add(into)
  }
  return {
    source: draft.source,
    destination: draft.destination,
    sourceFolders: draft.source === null ? [] : Array.from(sources),
    destinationFolders: draft.destination === null ? [] : Array.from(destinations),
  }
}

/** Whether both ask for the same. */
export const sameNeeds = (a: Needs, b: Needs) =>
  a.source === b.source &&
  a.destination === b.destination &&
  sameList(a.sourceFolders, b.sourceFolders) &&
  sameList(a.destinationFolders, b.destinationFolders)

const sameList = (a: readonly string[], b: readonly string[]) =>
  a.length === b.length && a.every((one, index) => one === b[index])
