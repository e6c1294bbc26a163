import { isNotFound } from '../../../api/errors'
import { isCut, isSafeName } from '../../../api/listing'
import type { Draft } from '../../shared/draft/draft'
import { asFolder, childFolder, childPath } from '../../shared/file-path'
import { concernsAll, type FolderProblem, isWalked, type ListFolder } from '../../shared/folder-walk'
import { entryNamed } from '../../shared/name-index'
import type { Counted } from '../../shared/small-files'
import { createWalk, type Walk } from '../../shared/walk'
import { compileRules, isKept } from '../filter-rules'
import { placedItems, type PlacedItem } from '../preflight/placed-items'
import { createDeletions, type Deletions } from './deletions'
import {
  fileOutcome,
  linkOutcome,
  type PreviewRow,
  previewStep,
  type StepOptions,
  type What,
  WHATS,
} from './preview-step'

export type Totals = { files: number; folders: number; bytes: number }

/** What a transfer would do, from both sides as they are now. */
export type Preview = Walk & {
  /** In the order in which they were met; without the deletions, which are known at the end. */
  rows: PreviewRow[]
  totals: Record<What, Totals>
  problems: FolderProblem[]
  seen: { folders: number; entries: number }
  /** What fails of that which no item names itself. */
  failsInside: () => number
  /** Files that would be copied. */
  moving: () => Counted
  deletions: Deletions['all']
  deletedSoFar: () => number
}

/** Handed over by whoever has loaded it: it is not part of the first load. */
export type CreatePreview = typeof createPreview

/** More than anybody scrolls through; the totals go on, and deletions are named whatever their number. */
export const MOST_ROWS = 100_000

/** Links that one may follow one after the other; more lead round in circles. */
const MOST_LINKS = 8

type Place =
  | { kind: 'items'; from: string; into: string; items: PlacedItem[] }
  | {
      kind: 'folder'
      from: string
      to: string
      there: 'unknown' | 'nothing' | 'folder' | 'link'
      links: number
    }
  | { kind: 'extra'; path: string; top: string }

/** Walks through both sides of a draft as Globus would, and changes nothing. */
export function createPreview(draft: Draft, lists: { source: ListFolder; destination: ListFolder }): Preview {
  const { sync_level: level, filter_rules: rules, recursive_symlinks: links } = draft.options
  const test = compileRules(rules)
  const options: StepOptions = { level, links, keeps: (type, name) => isKept(rules, test(type, name)) }
  const mirrors = draft.options.delete_destination_extra
  const placed = placedItems(draft).filter(({ to }) => to !== null)
  const rows: PreviewRow[] = []
  const problems: FolderProblem[] = []
  const seen = { folders: 0, entries: 0 }
  const totals = Object.fromEntries(
    WHATS.map((what): [What, Totals] => [what, { files: 0, folders: 0, bytes: 0 }]),
  ) as Record<What, Totals>
  const deletions = createDeletions(draft.source === draft.destination)
  for (const { to } of placed) deletions.keepWithParents(to!)

  let failingItems = 0

  const add = (row: PreviewRow) => {
    const sums = totals[row.what]
    if (row.isFolder) sums.folders += 1
    else sums.files += 1
    sums.bytes += row.bytes
    if (rows.length < MOST_ROWS) rows.push(row)
  }

  /** Null where there is no such folder. */
  const list = async (which: 'source' | 'destination', path: string, signal: AbortSignal) => {
    try {
      const listing = await lists[which](path, signal)
      seen.folders += 1
      seen.entries += listing.entries.length
      if (isCut(listing)) problems.push({ side: which, path, error: null })
      return listing
    } catch (error) {
      if (isNotFound(error) && which === 'destination') return null
      if (signal.aborted || concernsAll(error)) throw error
      problems.push({ side: which, path, error })
      return undefined
    }
  }

  const lookAtItems = async (
    { from, into, items }: Extract<Place, { kind: 'items' }>,
    signal: AbortSignal,
  ) => {
    const [source, destination] = await Promise.all([
      list('source', from, signal),
      list('destination', into, signal),
    ])
    if (!source || destination === undefined) return []
    const below: Place[] = []
    for (const one of items) {
      const { item, name, toName, to } = one
      const entry = entryNamed(source, name)
      deletions.source(source.path + name, source.absolutePath && source.absolutePath + name)
      if (item.kind === 'unknown' && entry?.type === 'dir') {
        below.push({
          kind: 'folder',
          from: childFolder(from, name),
          to: `${to!}/`,
          there: 'unknown',
          links: 0,
        })
        continue
      }
      const there = destination && entryNamed(destination, toName)
      const what =
        entry === null || (item.kind !== 'link' && entry.type !== 'file')
          ? 'fails'
          : item.kind === 'link'
            ? linkOutcome(entry, there)
            : fileOutcome(entry, there, level)
      add({ what, path: to!, bytes: entry?.type === 'file' ? (entry.size ?? 0) : 0, isFolder: false })
      if (what === 'fails') failingItems += 1
    }
    return below
  }

  const lookAtFolder = async (place: Extract<Place, { kind: 'folder' }>, signal: AbortSignal) => {
    const { from, to, there } = place
    const [source, destination] = await Promise.all([
      list('source', from, signal),
      there === 'nothing' ? null : list('destination', to, signal),
    ])
    if (!source || destination === undefined) return []
    // Each folder below was told of with the folder it is in; the topmost has none.
    if (there === 'unknown') {
      deletions.source(source.path, source.absolutePath)
      if (destination === null) add({ what: 'copy', path: to, bytes: 0, isFolder: true })
    }
    const step = previewStep(source, destination, to, options)
    for (const row of step.rows) add(row)
    const below: Place[] = []
    for (const { name, there, isLink } of step.below) {
      const path = childFolder(from, name)
      const linked = place.links + Number(isLink)
      if (linked > MOST_LINKS) problems.push({ side: 'source', path, error: null })
      else
        below.push({
          kind: 'folder',
          from: path,
          to: childFolder(to, name),
          // What lies below a link at the destination is not looked for extras either.
          there: place.there === 'link' && there === 'folder' ? 'link' : there,
          links: linked,
        })
    }
    if (mirrors) {
      for (const { name } of source.entries) deletions.keep(to + name)
      if (destination && there !== 'link')
        for (const extra of step.extras) {
          const path = childPath(to, extra.name, extra.isFolder)
          const real =
            destination.absolutePath && childPath(destination.absolutePath, extra.name, extra.isFolder)
          const isNew = deletions.add({ ...extra, path, real })
          if (!isNew || !extra.isFolder) continue
          if (isSafeName(extra.name)) below.push({ kind: 'extra', path, top: path })
          else problems.push({ side: 'destination', path, error: null })
        }
    }
    return below
  }

  /** Everything in a folder goes with it, but what the rules leave out. */
  const lookAtExtra = async ({ path, top }: Extract<Place, { kind: 'extra' }>, signal: AbortSignal) => {
    const listing = await list('destination', path, signal)
    if (!listing) return []
    const inner = listing.entries.map(({ name, type, link_target }, number) => {
      const isFolder = type === 'dir' && !link_target
      return {
        path: childPath(path, name, isFolder),
        isFolder,
        bytes: listing.sizes[number]!,
        stays: !options.keeps(isFolder ? 'dir' : 'file', name),
      }
    })
    deletions.addInside(top, inner)
    return listing.entries.flatMap((_entry, number): Place[] =>
      isWalked(listing, number) && !inner[number]!.stays
        ? [{ kind: 'extra', path: inner[number]!.path, top }]
        : [],
    )
  }

  const walk = createWalk<Place>(startOf(placed), {
    step: (place, signal) =>
      place.kind === 'items'
        ? lookAtItems(place, signal)
        : place.kind === 'folder'
          ? lookAtFolder(place, signal)
          : lookAtExtra(place, signal),
    // A step keeps the errors of its folders itself, because it knows their sides.
    onError: (place, error) =>
      problems.push({ path: place.kind === 'extra' ? place.path : place.from, error }),
    concernsAll,
    // Each asks both sides, which are seldom the same storage.
    atOnce: 2,
  })
  return {
    ...walk,
    rows,
    totals,
    problems,
    seen,
    failsInside: () => totals.fails.files + totals.fails.folders - failingItems,
    moving: () => ({
      files: totals.copy.files + totals.overwrite.files,
      bytes: totals.copy.bytes + totals.overwrite.bytes,
    }),
    deletions: deletions.all,
    deletedSoFar: deletions.soFar,
  }
}

/** Folders by themselves; everything else with what comes from and goes to the same folders. */
function startOf(placed: readonly PlacedItem[]): Place[] {
  const places: Place[] = []
  const groups = new Map<string, Extract<Place, { kind: 'items' }>>()
  for (const one of placed) {
    const { item, from, into, to, name } = one
    if (item.kind === 'folder' || name === '') {
      places.push({ kind: 'folder', from: item.source_path, to: asFolder(to!), there: 'unknown', links: 0 })
      continue
    }
    const key = `${from}\n${into}`
    let group = groups.get(key)
    if (!group) {
      groups.set(key, (group = { kind: 'items', from, into: into!, items: [] }))
      places.push(group)
    }
    group.items.push(one)
  }
  return places
}
