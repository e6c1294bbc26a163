import { isSafeName } from '../../api/listing'
import type { DeleteDocument, FileDocument } from '../../api/wire'
import type { Endpoint } from '../../api/wire-collections'
import { plural } from '../../components/format'
import { visibleText } from '../../components/visible-name'
import { makeLabel } from '../shared/label'
import { countEntries, type EntryCounts, MAX_ITEMS } from './copy-plan'
import { childPath } from '../shared/file-path'

/** A deletion that may be started. */
export type DeletePlan = EntryCounts & {
  /** They go, and what they lead to stays: they are counted with neither the folders nor the files. */
  links: number
  collection: Pick<Endpoint, 'id' | 'display_name'>
  folder: string
  entries: readonly FileDocument[]
  /** What has to be typed before folders go with all that is in them; null when only files go. */
  word: string | null
}

/** Works out a deletion of entries of a folder, or says in one sentence why there is none. */
export function planDelete(
  collection: Pick<Endpoint, 'id' | 'display_name'>,
  folder: string,
  entries: readonly FileDocument[],
): DeletePlan | { problem: string } {
  if (entries.length === 0) return { problem: 'Select what to delete first.' }
  if (entries.length > MAX_ITEMS)
    return {
      problem: `${plural(entries.length, 'name')} are too many for one request. Delete the folder that holds them, or select fewer than ${plural(MAX_ITEMS, 'name')}.`,
    }
  const odd = entries.find(({ name }) => !isSafeName(name) || /[\r\n]/.test(name))
  if (odd) return { problem: `“${visibleText(odd.name)}” has a name that Globus cannot delete.` }
  const others = entries.filter((entry) => !isLink(entry))
  const folders = others.filter(({ type }) => type === 'dir')
  return {
    collection,
    folder,
    entries,
    ...countEntries(others),
    links: entries.length - others.length,
    word:
      folders.length === 0
        ? null
        : folders.length === 1
          ? visibleText(folders[0]!.name)
          : plural(folders.length, 'folder'),
  }
}

/** Globus removes a link and never follows it. */
export const isLink = ({ type, link_target }: FileDocument) =>
  type === 'invalid_symlink' || Boolean(link_target)

const AND = new Intl.ListFormat('en-GB', { type: 'conjunction' })

/** `2 folders, 1 file and 1 link`. */
export const describeDeletion = (plan: Pick<DeletePlan, 'folders' | 'files' | 'links'>) =>
  AND.format(
    [
      plan.folders > 0 ? plural(plan.folders, 'folder') : '',
      plan.files > 0 ? plural(plan.files, 'file') : '',
      plan.links > 0 ? plural(plan.links, 'link') : '',
    ].filter(Boolean),
  )

/** The document that Globus is sent. It names every path; nothing is read as a pattern. */
export const deleteDocument = ({
  collection,
  folder,
  entries,
}: DeletePlan): Omit<DeleteDocument, 'submission_id'> => ({
  DATA_TYPE: 'delete',
  endpoint: collection.id,
  recursive: entries.some(({ type }) => type === 'dir'),
  interpret_globs: false,
  // Somebody else may have been quicker; what should be gone is gone.
  ignore_missing: true,
  label: `Delete ${makeLabel(entries[0]!.name, entries.length, 'Delete '.length)}`,
  store_base_path_info: true,
  DATA: entries.map((entry) => ({
    DATA_TYPE: 'delete_item',
    // A slash after a link would name what it leads to.
    path: childPath(folder, entry.name, entry.type === 'dir' && !isLink(entry)),
  })),
})
