import { malformedAnswer } from './errors'
import { request } from './http'
import type { FileDocument, FileList, Result } from './wire'

/** The service's cap on one listing; beyond it an honest notice is due. */
export const LISTING_LIMIT = 100_000

// A third of the full document: at 100,000 entries that is the difference between 12 and 30 MB.
const LISTED_FIELDS = 'name,type,size,last_modified,permissions,user,group,link_target'

const operation = (collectionId: string, name: string) =>
  `/v0.10/operation/endpoint/${encodeURIComponent(collectionId)}/${name}`

/** One directory, hidden entries included, at most 100,000 of them; with filters what one of these lets through.
 * https://docs.globus.org/api/transfer/file_operations/#list_directory_contents */
export async function listDirectory(
  collectionId: string,
  path: string,
  filters: readonly string[] = [],
  signal?: AbortSignal,
): Promise<FileList> {
  const list = await request<FileList>('GET', operation(collectionId, 'ls'), {
    query: { path, show_hidden: 1, limit: LISTING_LIMIT, fields: LISTED_FIELDS, filter: filters },
    signal,
  })
  if (!isFileList(list)) throw malformedAnswer(200)
  return list
}

/** As far as everything here relies on it: entries that have a name. */
const isFileList = ({ DATA }: Partial<FileList>) =>
  Array.isArray(DATA) && DATA.every((entry) => typeof entry?.name === 'string')

/** One entry; refused with 404 when there is none. https://docs.globus.org/api/transfer/file_operations/#stat */
export const statEntry = (collectionId: string, path: string, signal?: AbortSignal) =>
  request<FileDocument>('GET', operation(collectionId, 'stat'), { query: { path }, signal })

/** Makes one directory; its parent must exist. https://docs.globus.org/api/transfer/file_operations/#make_directory */
export const makeDirectory = (collectionId: string, path: string) =>
  request<Result>('POST', operation(collectionId, 'mkdir'), { body: { DATA_TYPE: 'mkdir', path } })

/** Renames or moves one entry within its collection. https://docs.globus.org/api/transfer/file_operations/#rename */
export const renameEntry = (collectionId: string, oldPath: string, newPath: string) =>
  request<Result>('POST', operation(collectionId, 'rename'), {
    body: { DATA_TYPE: 'rename', old_path: oldPath, new_path: newPath },
  })

/** Makes a symbolic link (beta; not every storage can). https://docs.globus.org/api/transfer/file_operations/#symlink */
export const makeSymlink = (collectionId: string, path: string, target: string) =>
  request<Result>('POST', operation(collectionId, 'symlink'), {
    body: { DATA_TYPE: 'symlink', path, symlink_target: target },
  })
