import { type Draft, type DraftItem, mayBeFolder } from '../../shared/draft/draft'
import { atOnce, keptFor, ofAll, perItem, type Steps } from '../../shared/derived'
import { landingPath, ownName } from '../../shared/draft/landing'
import { asFolder, barePath } from '../../shared/file-path'

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
  /** No storage, or not the service, takes a name in one of its paths. */
  isUnsendable: boolean
  /** Empty where the contents of a folder go right into `into`. */
  toName: string
}

type About = Pick<Draft, 'folder' | 'landing'>

const placeEach = perItem<DraftItem, About, PlacedItem>(
  (item, about) => place(about, item),
  (a, b) => a.folder === b.folder && a.landing === b.landing,
)

/** Every item with its places; worked out again only where they can be others. */
export const placedItems = (draft: Draft): readonly PlacedItem[] => atOnce(placeSteps(draft))

/** The same in steps. */
export const placeSteps = ({ items, folder, landing }: Draft) => placeEach(items, { folder, landing })

const groupByPlace = ofAll<
  PlacedItem,
  { places: Map<string, PlacedItem | PlacedItem[]>; shared: PlacedItem[][] }
>(
  () => ({ places: new Map(), shared: [] }),
  ({ places, shared }, one) => {
    if (one.to === null) return
    const place = barePath(one.to)
    const there = places.get(place)
    // Nearly every item is alone where it lands.
    if (there === undefined) places.set(place, one)
    else if (Array.isArray(there)) there.push(one)
    else {
      const both = [there, one]
      places.set(place, both)
      shared.push(both)
    }
  },
)

/** The items that land where another does, by place and in their order. Several folders may be poured into one on purpose. */
export const sharedPlaces = keptFor((placed: readonly PlacedItem[]) => {
  const { shared } = atOnce(groupByPlace(placed))
  const isMerge = (items: readonly PlacedItem[]) => items.every(({ item }) => item.kind === 'folder')
  return { clashes: shared.filter((items) => !isMerge(items)), merges: shared.filter(isMerge) }
})

/** What the items come to together. */
type PlacedSums = {
  /** Without a place to land at. */
  unplaced: number
  /** Folders, and what may be one. */
  folders: number
  /** Items of which the size is known, and their bytes. */
  files: number
  bytes: number
}

const sumUp = ofAll<PlacedItem, PlacedSums>(
  () => ({ unplaced: 0, folders: 0, files: 0, bytes: 0 }),
  (sums, { item: { kind, size }, to }) => {
    if (to === null) sums.unplaced += 1
    if (mayBeFolder(kind)) sums.folders += 1
    if (size === null) return
    sums.files += 1
    sums.bytes += size
  },
)

/** Counted once for each list. */
export const sumsOf = (placed: readonly PlacedItem[]): PlacedSums => atOnce(sumUp(placed))

/** Everything here that takes its time with many items. */
export function* placingSteps(draft: Draft): Steps<void> {
  const placed = yield* placeSteps(draft)
  yield* groupByPlace(placed)
  yield* gatherFolders(placed)
  yield* sumUp(placed)
}

function place(draft: About, item: DraftItem): PlacedItem {
  const { folder: from, name } = splitPath(item.source_path)
  const to = landingPath(draft, item)
  const target = to === null ? null : to === draft.folder ? { folder: to, name: '' } : splitPath(to)
  return {
    item,
    from,
    name,
    to,
    into: target?.folder ?? null,
    isUnsendable: UNSENDABLE.test(item.source_path) || (to !== null && UNSENDABLE.test(to)),
    toName: target?.name ?? '',
  }
}

/** Line breaks are what the service refuses; the rest no storage can have as a name (checklist H2). */
// oxlint-disable-next-line no-control-regex -- NUL ends a name for every storage
const UNSENDABLE = /[\r\n\0]|(^|\/)\.\.?(\/|$)/

/** A path's folder and last name; a root, and the home folder, is its own folder. */
export function splitPath(path: string): { folder: string; name: string } {
  const name = ownName(path)
  return { folder: name === '' ? asFolder(path) : barePath(path).slice(0, -name.length), name }
}

/** What has to be listed to know how the draft stands. */
export type Needs = {
  source: string | null
  destination: string | null
  sourceFolders: readonly string[]
  destinationFolders: readonly string[]
}

const gatherFolders = ofAll<PlacedItem, { from: Set<string>; into: Set<string> }>(
  () => ({ from: new Set(), into: new Set() }),
  (folders, { from, into }) => {
    folders.from.add(from)
    if (into !== null) folders.into.add(into)
  },
)

/** The collections and folders a draft is about, each once, in the order in which they are met. */
export function needsOf(draft: Draft): Needs {
  const { from, into } = atOnce(gatherFolders(placedItems(draft)))
  const destinations = new Set([...(draft.folder === null ? [] : [draft.folder]), ...into])
  return {
    source: draft.source,
    destination: draft.destination,
    sourceFolders: draft.source === null ? [] : Array.from(from),
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
