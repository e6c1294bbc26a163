import { findIdentity } from '../auth/people'
import type { FileTree } from '../storage/storage'
import { throughServers } from '../weather/tasks'
import type { Collection, TaskPlace } from '../world'
import { Fault, type Spot } from './faults'
import { resolvePath } from './paths'
import { openPermittedTree } from './permissions'
import type { Run } from './task-run'
import { collectionsOf } from './task-state'

/** One side of a run, read anew at every step: rights and limits change while a task works. */
export type Side = { readonly collection: Collection; readonly isSource: boolean; readonly tree: FileTree }

/** The side that a task takes from, or brings to. */
export function sideOf(run: Run, which: 'source' | 'destination', isSource = which === 'source'): Side {
  const find = () => {
    const collection = collectionsOf(run.world, run.row)[which]
    if (!collection) throw new Fault('ENDPOINT_ERROR', 'The collection does not exist any more')
    return collection
  }
  const owner = { identity: { id: run.row.document.owner_id } }
  return {
    isSource,
    get collection() {
      return find()
    },
    get tree() {
      const collection = find()
      const tree = openPermittedTree(run.world, owner, collection)
      return throughServers(run.world, run.row, { name: which, collection }, tree)
    },
  }
}

/** A path of the submission, as the user writes it and as the tree knows it. */
export function placeAt(run: Run, side: Side, wirePath: string): TaskPlace {
  const identity = findIdentity(run.world, run.row.document.owner_id)
  if (!identity) throw new Fault('AUTH', 'The owner of the task does not exist any more')
  const { treePath, wirePath: wire } = resolvePath(side.collection, identity, wirePath)
  return { wire, tree: treePath }
}

/** The place of `path` (`''`, `a`, `a/b`) below another. */
export function below(place: TaskPlace, path: string): TaskPlace {
  if (path === '') return place
  const append = (parent: string) => (parent.endsWith('/') ? `${parent}${path}` : `${parent}/${path}`)
  return { wire: append(place.wire), tree: append(place.tree) }
}

/** The same path in the storage, where collections that share a tree can be compared. */
export function storagePath({ collection: { root } }: Side, treePath: string): string {
  if (root === '/') return treePath
  return treePath === '/' ? root : `${root}${treePath}`
}

const COMMANDS = {
  transfer: { source: 'RETR', destination: 'STOR' },
  'directory listing': { source: 'MLSD', destination: 'MLSD' },
  'make directories': { source: 'MKD', destination: 'MKD' },
  'make symlink': { source: 'SITE SYMLINK', destination: 'SITE SYMLINK' },
  checksum: { source: 'CKSM', destination: 'CKSM' },
  delete: { source: 'DELE', destination: 'DELE' },
}

/** Names what is being done where, for the fault it may become. */
export const spotAt = (side: Side, place: TaskPlace, operation: keyof typeof COMMANDS): Spot => ({
  collection: side.collection,
  isSource: side.isSource,
  place,
  operation,
  command: COMMANDS[operation][side.isSource ? 'source' : 'destination'],
})
