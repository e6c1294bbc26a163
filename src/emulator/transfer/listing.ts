import type { FileDocument } from '../../api/wire'
import { joinPath } from '../storage/paths'
import type { FileInfo, FileTree } from '../storage/storage'
import { turnAfter } from '../turns'
import { fileDocument } from './file-document'

const madeOf = new WeakMap<readonly FileInfo[], readonly FileDocument[]>()

/** The documents of a directory, by name. */
export async function listDocuments(tree: FileTree, path: string): Promise<readonly FileDocument[]> {
  const entries = await tree.list(path)
  const known = madeOf.get(entries)
  if (known) return known
  const documents: FileDocument[] = []
  let hasLinks = false
  for (const entry of entries) {
    const isLink = entry.kind === 'symlink'
    hasLinks ||= isLink
    // Only links need another look; awaiting for each of a hundred thousand files would cost more than all the rest.
    documents.push(fileDocument(entry, isLink ? await lookThrough(tree, joinPath(path, entry.name)) : null))
    const turn = turnAfter(documents.length)
    if (turn) await turn
  }
  documents.sort(byName)
  // What is frozen never changes, and so neither does what is made of it; what a link leads to may.
  if (Object.isFrozen(entries) && !hasLinks) madeOf.set(entries, documents)
  return documents
}

const byName = (a: FileDocument, b: FileDocument) => (a.name < b.name ? -1 : 1)

/** What a link leads to, also when the storage does not want to tell. */
export const lookThrough = (tree: FileTree, path: string) => tree.stat(path).catch(() => null)
