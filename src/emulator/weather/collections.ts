import { type FileTree, TreeError, type TreeErrorCode } from '../storage/storage'
import type { Collection, World } from '../world'
import { currentTroubles } from './state'
import type { CollectionTrouble } from './weather'

/** Whether a collection is in that trouble, by itself or because the one it is a part of is. */
function isIn({ weather, clock }: World, { id, document }: Collection, kind: CollectionTrouble['kind']) {
  if (weather.troubles.length === 0) return false
  const ids = [id, document.host_endpoint_id, document.mapped_collection_id]
  return currentTroubles(weather, clock).some(
    (trouble) => trouble.kind === kind && ids.includes(trouble.collection),
  )
}

/** Nobody can reach the machine behind the collection. */
export const isCutOff = (world: World, collection: Collection) => isIn(world, collection, 'offline')

/** Whoever sits at the machine has told Globus Connect Personal there to do nothing. */
export const isPausedByOwner = (world: World, collection: Collection) =>
  collection.document.gcp_paused === true || isIn(world, collection, 'paused_by_owner')

/** The files as they can be reached in this weather: a full storage takes nothing more, a closed one gives nothing. */
export function inTrouble(world: World, collection: Collection, tree: FileTree): FileTree {
  if (isIn(world, collection, 'permission_lost'))
    return { ...writesRefused('PERMISSION_DENIED'), ...readsRefused('PERMISSION_DENIED') }
  if (isIn(world, collection, 'out_of_quota')) {
    const { create, write, truncate, mkdir, symlink } = writesRefused('QUOTA_EXCEEDED')
    return { ...tree, create, write, truncate, mkdir, symlink }
  }
  return tree
}

const refuse = (code: TreeErrorCode) => async (path: string) => {
  throw new TreeError(code, path)
}

const readsRefused = (code: TreeErrorCode) => ({
  lstat: refuse(code),
  stat: refuse(code),
  list: refuse(code),
  read: refuse(code),
})

const writesRefused = (code: TreeErrorCode) => ({
  mkdir: refuse(code),
  rename: refuse(code),
  symlink: refuse(code),
  remove: refuse(code),
  create: refuse(code),
  write: refuse(code),
  truncate: refuse(code),
  setModified: refuse(code),
})
