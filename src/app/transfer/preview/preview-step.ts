import { isSafeName, type Listing, parseFileTime } from '../../../api/listing'
import type { FileDocument, RecursiveSymlinks, SyncLevel } from '../../../api/wire'
import { nameIndex } from '../../shared/name-index'
import { outcomeOf } from './outcome'

/** What becomes of an entry. `unknown`: nobody knows before both files are read. */
export const WHATS = ['copy', 'overwrite', 'unknown', 'delete', 'fails', 'skip', 'left-out'] as const
export type What = (typeof WHATS)[number]

/** `path` at the destination; for what is left out too, so that one list has one kind of path. */
export type PreviewRow = { what: What; path: string; bytes: number; isFolder: boolean }

export type StepOptions = {
  level: SyncLevel | null
  /** Whether the filter rules keep an entry of this kind and name. */
  keeps: (type: 'file' | 'dir', name: string) => boolean
  links: RecursiveSymlinks
}

/** One folder and the one it goes into: what becomes of the entries, and where it goes on. */
export type StepResult = {
  rows: PreviewRow[]
  /** Folders to look into, and what stands at their place: a link leads elsewhere, where nothing is deleted. */
  below: { name: string; there: 'nothing' | 'folder' | 'link'; isLink: boolean }[]
  /** What a mirror would delete. */
  extras: { name: string; isFolder: boolean; bytes: number }[]
}

/**
 * What a transfer does with the entries of a folder; `destination` is null where there is no such folder yet.
 * https://docs.globus.org/api/transfer/task_submit/#transfer_specific_fields
 */
export function previewStep(
  source: Listing,
  destination: Listing | null,
  to: string,
  options: StepOptions,
): StepResult {
  const result: StepResult = { rows: [], below: [], extras: [] }
  const index = destination && nameIndex(destination)
  for (const [number, entry] of source.entries.entries()) {
    const at = index?.get(entry.name)
    const there = at === undefined ? null : destination!.entries[at]!
    const judged = judge(entry, there, options)
    if (judged === 'below')
      result.below.push({
        name: entry.name,
        there: there === null ? 'nothing' : there.link_target ? 'link' : 'folder',
        isLink: Boolean(entry.link_target),
      })
    const isFolder = source.isFolder[number] === 1
    // A folder that is there already is nothing that happens.
    if (judged === 'below' && there !== null) continue
    const what = judged === 'below' ? 'copy' : judged
    result.rows.push({ what, path: to + entry.name, bytes: source.sizes[number]!, isFolder })
  }
  if (destination) result.extras = extrasOf(source, destination, options)
  return result
}

/** What becomes of one entry; `below`: it is a folder that is looked into. */
function judge(entry: FileDocument, there: FileDocument | null, options: StepOptions): What | 'below' {
  if (!isSafeName(entry.name)) return 'fails'
  const isLink = Boolean(entry.link_target) || entry.type === 'invalid_symlink'
  if (isLink && options.links !== 'copy') {
    if (options.links === 'ignore' || !options.keeps('file', entry.name)) return 'left-out'
    return linkOutcome(entry, there)
  }
  if (entry.type === 'invalid_symlink') return 'fails'
  if (entry.type === 'dir') {
    if (!options.keeps('dir', entry.name)) return 'left-out'
    return there === null || there.type === 'dir' ? 'below' : 'fails'
  }
  if (entry.type !== 'file' || !options.keeps('file', entry.name)) return 'left-out'
  return fileOutcome(entry, there, options.level)
}

/** A link that is made anew as such; one that is there already stays. */
export function linkOutcome(entry: FileDocument, there: FileDocument | null): What {
  if (there === null) return 'copy'
  if (there.link_target && there.link_target === entry.link_target) return 'skip'
  return there.type === 'dir' && !there.link_target ? 'fails' : 'overwrite'
}

/** A file that goes to where something stands, or nothing. */
export function fileOutcome(entry: FileDocument, there: FileDocument | null, level: SyncLevel | null): What {
  // A link that leads nowhere is written through.
  if (there === null || there.type === 'invalid_symlink') return 'copy'
  if (there.type === 'dir') return level === 0 ? 'skip' : 'fails'
  return outcomeOf(level, factsOf(entry), factsOf(there))
}

const factsOf = ({ size, last_modified }: FileDocument) => ({
  size: size ?? Number.NaN,
  modifiedMs: parseFileTime(last_modified),
})

/** Also what the rules leave out at the source belongs there; what they leave out at the destination is not touched. */
function extrasOf(
  source: Listing,
  { entries, sizes }: Listing,
  { keeps }: StepOptions,
): StepResult['extras'] {
  const here = nameIndex(source)
  return entries.flatMap(({ name, type, link_target }, number) => {
    if (here.has(name)) return []
    const isFolder = type === 'dir' && !link_target
    return keeps(isFolder ? 'dir' : 'file', name)
      ? { name, isFolder, bytes: isFolder ? 0 : sizes[number]! }
      : []
  })
}
