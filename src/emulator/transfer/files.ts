import type { FileDocument } from '../../api/wire'
import { badRequest, type Call, json, jsonList, result, type Route, TransferError } from '../http'
import { baseName } from '../storage/paths'
import { type FileTree, TreeError } from '../storage/storage'
import { mapInTurns } from '../turns'
import type { Caller, Collection } from '../world'
import { isPersonal, requireCaller, requireCollection, requireDataAccess } from './access'
import { type Fields, fieldsOf, readJson } from './fields'
import { fileDocument } from './file-document'
import { fileError, type Operation, requireRunning, sourceNotFound } from './file-errors'
import { type FieldKinds, parseBoolean, parseFilter, parseOrderBy, parsePaging, pickFields } from './filters'
import { listDocuments, lookThrough } from './listing'
import { requireNotPaused } from './pause'
import { asDirectory, type ResolvedPath, resolvePath } from './paths'
import { openPermittedTree, requirePermission } from './permissions'
import { noteRecent } from './recents'

export const fileRoutes: readonly Route[] = [
  ['GET', '/v0.10/operation/endpoint/:id/ls', listDirectory],
  ['GET', '/v0.10/operation/endpoint/:id/stat', getStatus],
  ['POST', '/v0.10/operation/endpoint/:id/mkdir', makeDirectory],
  ['POST', '/v0.10/operation/endpoint/:id/rename', renameEntry],
  ['POST', '/v0.10/operation/endpoint/:id/symlink', makeSymlink],
]

const FILE_FIELDS: FieldKinds = {
  name: 'text',
  type: 'text',
  size: 'number',
  last_modified: 'date',
  user: 'text',
  group: 'text',
  permissions: 'text',
  link_target: 'text',
}
const ORDER_FIELDS = ['name', 'type', 'size', 'last_modified', 'user', 'group', 'permissions']

const MAX_ENTRIES = 100_000

/** https://docs.globus.org/api/transfer/file_operations/#list_directory_contents */
async function listDirectory(call: Call) {
  const { caller, collection } = open(call)
  const { searchParams } = call.url
  const directory = resolvePath(
    collection,
    caller.identity,
    searchParams.get('path') ?? defaultPath(collection),
  )
  const showHidden = readShowHidden(searchParams.get('show_hidden'))
  const matches = parseFilter(searchParams.getAll('filter'), FILE_FIELDS)
  const order = parseOrderBy(searchParams.get('orderby'), ORDER_FIELDS)
  const pick = pickFields<FileDocument>(searchParams.get('fields'))
  const { limit, offset } = parsePaging(call.url, { maximum: MAX_ENTRIES, default: MAX_ENTRIES })

  requirePermission(call.world, caller, collection, directory.treePath, 'r')
  requireNotPaused(call.world, caller, collection, 'pause_ls')
  const tree = await reach(call, caller, collection, 'ls')
  const documents = await attempt(collection, 'ls', directory, () => listDocuments(tree, directory.treePath))
  noteRecent(call.world, caller.identity.id, collection.id)

  const found = documents.filter(
    (document) => (showHidden || !document.name.startsWith('.')) && matches(document),
  )
  const page = (order ? order(found, offset + limit) : found).slice(offset, offset + limit)
  return jsonList(
    {
      DATA_TYPE: 'file_list',
      endpoint: collection.id,
      path: asDirectory(directory.wirePath),
      absolute_path: isPersonal(collection) ? null : asDirectory(directory.treePath),
      rename_supported: true,
      symlink_supported: supportsSymlinks(collection),
      length: page.length,
      total: found.length,
    },
    await mapInTurns(page, (document) => JSON.stringify(pick(document))),
  )
}

/** https://docs.globus.org/api/transfer/file_operations/#get_file_or_directory_status */
async function getStatus(call: Call) {
  const { caller, collection } = open(call)
  const path = call.url.searchParams.get('path')
  if (path === null) throw badRequest('path is required')
  const place = resolvePath(collection, caller.identity, path)
  const pick = pickFields<FileDocument>(call.url.searchParams.get('fields'))

  requirePermission(call.world, caller, collection, place.treePath, 'r')
  requireNotPaused(call.world, caller, collection, 'pause_ls')
  const tree = await reach(call, caller, collection, 'stat')
  const document = await attempt(collection, 'stat', place, async () => {
    const entry = await tree.lstat(place.treePath)
    if (!entry) return null
    const target = entry.kind === 'symlink' ? await lookThrough(tree, place.treePath) : null
    return fileDocument({ ...entry, name: baseName(place.wirePath) || '/' }, target)
  })
  if (!document)
    throw fileError(collection, 'stat', place.wirePath, new TreeError('NOT_FOUND', place.treePath))
  return json(pick(document))
}

/** https://docs.globus.org/api/transfer/file_operations/#make_directory */
async function makeDirectory(call: Call) {
  const { caller, collection } = open(call)
  const document = await readDocument(call, 'mkdir')
  const place = resolvePath(collection, caller.identity, document.text('path'))

  requirePermission(call.world, caller, collection, place.treePath, 'rw')
  requireNotPaused(call.world, caller, collection, 'pause_mkdir')
  const tree = await reach(call, caller, collection, 'mkdir')
  await attempt(collection, 'mkdir', place, () => tree.mkdir(place.treePath))
  return result(call, 'DirectoryCreated', 'The directory was created successfully', 'mkdir_result')
}

/** https://docs.globus.org/api/transfer/file_operations/#rename */
async function renameEntry(call: Call) {
  const { caller, collection } = open(call)
  const document = await readDocument(call, 'rename')
  const from = resolvePath(collection, caller.identity, document.text('old_path'))
  const to = resolvePath(collection, caller.identity, document.text('new_path'))

  requirePermission(call.world, caller, collection, from.treePath, 'rw')
  requirePermission(call.world, caller, collection, to.treePath, 'rw')
  requireNotPaused(call.world, caller, collection, 'pause_rename')
  const tree = await reach(call, caller, collection, 'rename')
  await attempt(collection, 'rename', from, async () => {
    if (!(await tree.lstat(from.treePath))) throw sourceNotFound(collection, from.wirePath)
    await tree.rename(from.treePath, to.treePath)
  })
  return result(call, 'FileRenamed', 'File or directory renamed successfully')
}

/** https://docs.globus.org/api/transfer/file_operations/#symlink (beta) */
async function makeSymlink(call: Call) {
  const { caller, collection } = open(call)
  const document = await readDocument(call, 'symlink')
  const place = resolvePath(collection, caller.identity, document.text('path'))
  const target = document.text('symlink_target')
  if (target.includes('\0')) throw document.refuse('symlink_target', 'must be the text of a link')

  requirePermission(call.world, caller, collection, place.treePath, 'rw')
  requireNotPaused(call.world, caller, collection, 'pause_symlink')
  if (!supportsSymlinks(collection))
    throw new TransferError(400, 'NotSupported', 'This collection does not support symbolic links')
  const tree = await reach(call, caller, collection, 'symlink')
  await attempt(collection, 'symlink', place, () => tree.symlink(place.treePath, target))
  return result(call, 'SymlinkCreated', 'The symlink was created successfully')
}

async function readDocument(call: Call, dataType: string): Promise<Fields> {
  const document = fieldsOf(await readJson(call), '')
  document.literal('DATA_TYPE', dataType, 'optional')
  return document
}

/** Who calls, and the collection whose data they may use. */
function open(call: Call): { caller: Caller; collection: Collection } {
  const caller = requireCaller(call)
  const collection = requireCollection(call.world, call.params.id!, caller)
  requireDataAccess(call.world, caller, collection)
  return { caller, collection }
}

/** The storage behind the collection, after the time it takes to answer. */
async function reach(
  call: Call,
  caller: Caller,
  collection: Collection,
  operation: Operation,
): Promise<FileTree> {
  requireRunning(call.world, collection, operation)
  if (collection.latency_ms > 0) await call.world.clock.sleep(collection.latency_ms, call.request.signal)
  return openPermittedTree(call.world, caller, collection)
}

async function attempt<T>(
  collection: Collection,
  operation: Operation,
  place: ResolvedPath,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work()
  } catch (error) {
    throw fileError(collection, operation, place.wirePath, error)
  }
}

/** A link in a shared folder could show people what their rules do not. */
const supportsSymlinks = ({ access }: Collection) => access === null

/** Where a listing without a path begins. */
const defaultPath = ({ document, home }: Collection) =>
  document.default_directory ?? (home === null ? '/' : '/~/')

function readShowHidden(text: string | null): boolean {
  const value = parseBoolean(text ?? '1')
  if (value === null) throw badRequest('show_hidden must be 1 or 0')
  return value
}
