import { isSafeName, type Listing } from '../../api/listing'
import type { FileDocument, TransferDocument, TransferItem } from '../../api/wire'
import type { Endpoint } from '../../api/wire-collections'
import { plural } from '../../components/format'
import { visibleText } from '../../components/visible-name'
import { makeLabel } from '../shared/label'
import { childFolder, childPath } from '../shared/file-path'
import { entriesNamed, nameIndex } from '../shared/name-index'

/** One side of a copy: what a pane shows. */
export type CopySide = {
  collection: Pick<Endpoint, 'id' | 'display_name' | 'disable_verify'>
  listing: Listing
}

type Shown = { collection: { data: Endpoint | undefined }; listing: { data: Listing | undefined } }

/** What a pane shows, as a side of a copy; null while it shows no folder. */
export const copySide = ({
  collection: { data: collection },
  listing: { data: listing },
}: Shown): CopySide | null => (collection && listing ? { collection, listing } : null)

/** What a request is about, counted. */
export type EntryCounts = {
  folders: number
  files: number
  /** Bytes of the files; what folders hold is not known before the service has looked. */
  fileBytes: number
}

/** A copy that may be started: what goes, and what is already there under the same name. */
export type CopyPlan = EntryCounts & {
  from: CopySide
  to: CopySide
  entries: FileDocument[]
  clashes: string[]
  /** Why each of the others stays, in a sentence with its name. */
  leftOut: string[]
}

/** Items that one submission may name; above it a folder says the same in one. */
export const MAX_ITEMS = 10_000

/** Works out a copy of those of the selected names that can be copied, or says in one sentence why there is none. */
export function planCopy(
  from: CopySide,
  to: CopySide,
  names: ReadonlySet<string>,
): CopyPlan | { problem: string } {
  const chosen = entriesNamed(from.listing, names)
  const sameCollection = from.collection.id === to.collection.id
  if (chosen.length === 0) return { problem: 'Select what to copy first.' }
  if (sameCollection && from.listing.path === to.listing.path)
    return { problem: 'Both panes show the same folder. Open another one on one side.' }
  const intoItself = ({ name, type }: FileDocument) =>
    sameCollection && type === 'dir' && to.listing.path.startsWith(childFolder(from.listing.path, name))
  const entries: FileDocument[] = []
  const leftOut: string[] = []
  for (const entry of chosen) {
    const problem =
      entryProblem(entry) ??
      (intoItself(entry) ? `“${visibleText(entry.name)}” cannot be copied into itself.` : null)
    if (problem === null) entries.push(entry)
    else leftOut.push(problem)
  }
  if (entries.length === 0) return { problem: leftOut[0]! }
  if (entries.length > MAX_ITEMS)
    return {
      problem: `${plural(entries.length, 'name')} are too many for one request. Copy the folder that holds them, select fewer than ${plural(MAX_ITEMS, 'name')}, or add them to the transfer, which sends several requests.`,
    }
  return {
    from,
    to,
    entries,
    ...countEntries(entries),
    clashes: entries.map(({ name }) => name).filter((name) => nameIndex(to.listing).has(name)),
    leftOut,
  }
}

/** The same for two panes, of which either may show no folder. */
export function planBetween(
  from: CopySide | null,
  to: CopySide | null,
  names: ReadonlySet<string>,
): CopyPlan | { problem: string } {
  if (!from) return { problem: 'Open a folder here first.' }
  if (!to) return { problem: 'Open a folder in the other pane first: that is where copies go.' }
  return planCopy(from, to, names)
}

export function countEntries(entries: readonly FileDocument[]): EntryCounts {
  const folders = entries.filter(({ type }) => type === 'dir').length
  return {
    folders,
    files: entries.length - folders,
    fileBytes: entries.reduce((sum, { type, size }) => sum + (type === 'dir' ? 0 : (size ?? 0)), 0),
  }
}

function entryProblem({ name, type }: FileDocument): string | null {
  if (!isSafeName(name)) return 'One of the names cannot be a file’s name. It is left alone.'
  if (/[\r\n]/.test(name))
    return `“${visibleText(name)}” has a line break in its name, which Globus cannot transfer.`
  if (type === 'invalid_symlink')
    return `“${visibleText(name)}” is a link that leads nowhere; there is nothing to copy.`
  if (type !== 'dir' && type !== 'file')
    return `“${visibleText(name)}” is neither a file nor a folder and cannot be copied.`
  return null
}

/** The document that Globus is sent. Verification is asked for explicitly: the service's own default is off. */
export function transferDocument({ from, to, entries }: CopyPlan): Omit<TransferDocument, 'submission_id'> {
  return {
    DATA_TYPE: 'transfer',
    source_endpoint: from.collection.id,
    destination_endpoint: to.collection.id,
    label: makeLabel(entries[0]!.name, entries.length),
    verify_checksum: !(from.collection.disable_verify || to.collection.disable_verify),
    preserve_timestamp: true,
    store_base_path_info: true,
    DATA: entries.map(({ name, type }): TransferItem => {
      const recursive = type === 'dir'
      return {
        DATA_TYPE: 'transfer_item',
        source_path: childPath(from.listing.path, name, recursive),
        destination_path: childPath(to.listing.path, name, recursive),
        recursive,
      }
    }),
  }
}

/** `2 folders and 1 file`. */
export const describeEntries = ({ folders, files }: Pick<CopyPlan, 'folders' | 'files'>) =>
  [folders > 0 && plural(folders, 'folder'), files > 0 && plural(files, 'file')].filter(Boolean).join(' and ')
