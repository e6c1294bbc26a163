import type { EndpointRole } from '../../api/wire-collections'
import { TransferError } from '../http'
import type { FileTree } from '../storage/storage'
import { withPermissions } from '../storage/views'
import type { AccessRule, Collection, World } from '../world'
import { nameAndId, openCollectionTree } from './access'
import { effectiveRoles, type Holder, isMeant } from './effective-roles'
import { asDirectory } from './paths'

type Permission = AccessRule['permissions']

/** The rules of a guest collection that have not expired. */
export const rulesOf = (world: World, { access }: Collection): AccessRule[] =>
  (access ?? []).filter(
    ({ expiration_date }) => expiration_date === undefined || Date.parse(expiration_date) > world.clock.now(),
  )

/** A rule for this person or a group of theirs, not one that is open to everybody. */
export const isByName = (world: World, holder: Holder, { principal_type, principal }: AccessRule) =>
  (principal_type === 'identity' || principal_type === 'group') &&
  isMeant(world, holder, { principal_type, principal })

const rulesFor = (world: World, holder: Holder, collection: Collection) =>
  rulesOf(world, collection).filter(
    (rule) =>
      rule.principal_type === 'all_authenticated_users' ||
      rule.principal_type === 'anonymous' ||
      isByName(world, holder, rule),
  )

/** Whoever has any rule on it, or needs none. */
export const hasAnyPermission = (world: World, holder: Holder, collection: Collection) =>
  mayUseAll(world, holder, collection) || rulesFor(world, holder, collection).length > 0

/**
 * A server has accounts for people, and its storage knows what is theirs. A personal machine has its owner's only; of the
 * roles the administrator's includes the files. On a guest collection the implicit rules let whoever manages the rules do
 * everything. https://docs.globus.org/api/transfer/advanced_collection_management/#roles
 */
function mayUseAll(world: World, holder: Holder, collection: Collection): boolean {
  const { access, document, is_everybodys } = collection
  const has = (role: EndpointRole) => effectiveRoles(world, holder, collection).includes(role)
  if (access !== null) return has('access_manager')
  return document.entity_type !== 'GCP_mapped_collection' || is_everybodys === true || has('administrator')
}

/** The rules that limit somebody on a collection at this moment; null when none does. */
export const limitsOf = (world: World, holder: Holder, collection: Collection): AccessRule[] | null =>
  mayUseAll(world, holder, collection) ? null : rulesFor(world, holder, collection)

type Allows = (path: string, permission: Permission) => boolean

/** A rule counts for its folder and everything below, and rules add up. Paths are the collection's own (`treePath`). */
function reachOf(rules: readonly AccessRule[]): Allows {
  const directories = { r: new Set<string>(), rw: new Set<string>() }
  let longest = 0
  for (const rule of rules) {
    const directory = asDirectory(rule.path)
    longest = Math.max(longest, directory.length)
    directories.r.add(directory)
    if (rule.permissions === 'rw') directories.rw.add(directory)
  }
  return (path, permission) => {
    const within = asDirectory(path)
    for (let end = 1; end > 0 && end <= longest; end = within.indexOf('/', end) + 1)
      if (directories[permission].has(within.slice(0, end))) return true
    return false
  }
}

/** A check of paths against `limitsOf`, to be made once for many. https://docs.globus.org/api/transfer/acl/ */
export function permissionCheck(limits: readonly AccessRule[] | null, collection: Collection) {
  if (limits === null) return () => undefined
  const allows = reachOf(limits)
  return (path: string, permission: Permission) => {
    if (allows(path, permission)) return
    const wanted = permission === 'r' ? 'read' : 'write'
    throw new TransferError(
      403,
      'PermissionDenied',
      `You do not have permission to ${wanted} '${path}' on ${nameAndId(collection)}`,
    )
  }
}

export const requirePermission = (
  world: World,
  holder: Holder,
  collection: Collection,
  path: string,
  permission: Permission,
) => permissionCheck(limitsOf(world, holder, collection), collection)(path, permission)

/** The files of a collection as far as somebody's rules reach at this moment, also by way of links. */
export function openPermittedTree(world: World, holder: Holder, collection: Collection): FileTree {
  const tree = openCollectionTree(world, collection)
  const limits = limitsOf(world, holder, collection)
  if (limits === null) return tree
  return withPermissions(tree, {
    allows: reachOf(limits),
    leadsOn: (path) => limits.some((rule) => asDirectory(rule.path).startsWith(asDirectory(path))),
  })
}
