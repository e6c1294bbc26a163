import { registerClient, type Registration } from '../auth/clients'
import { generatedTree } from '../storage/generated'
import type { EmulatorStorage } from '../storage/storage'
import { withForbidden, withOwners } from '../storage/views'
import type { Collection, World } from '../world'
import { sampleClients } from './clients'
import { sampleCollections } from './collections'
import { forbiddenFolders, sampleFiles } from './files'
import { fillTree } from './fill'
import { ada, sampleGroups, sampleIdentities } from './identities'
import { personal } from './kinds'
import { sampleOwner } from './owners'
import { samplePauseRules } from './pause-rules'
import { sampleRoles, sampleSubscriptions } from './roles'
import { samplePolicies } from './policies'

/** A directory of this machine, by the name its tree has in the storage, and what the collection is called. */
export type RealRoot = { tree: string; name: string }

const GENERATED_TREE = 'detector-frames'

/** Puts in place what the sample world lacks; what people changed since the first start stays as it is. */
export async function seedWorld(
  world: World,
  storage: EmulatorStorage,
  { clients, roots }: { clients: readonly Registration[]; roots: readonly RealRoot[] },
) {
  const { tables } = world
  for (const identity of sampleIdentities)
    if (!tables.identities.get(identity.id)) tables.identities.put(identity.id, identity)
  // How an application is registered is up to whoever starts the emulator, each time anew.
  for (const client of [...sampleClients, ...clients]) registerClient(world, client)
  for (const policy of samplePolicies) tables.policies.put(policy.id, policy)

  await openSampleTrees(world, storage)
  for (const collection of sampleCollections) {
    if (isKnown(world, collection.id)) continue
    tables.collections.put(collection.id, structuredClone(collection))
    // With their collection, so that a rule that somebody lifted does not come back.
    for (const rule of samplePauseRules)
      if (rule.endpoint_id === collection.id) tables.pause_rules.put(rule.id, { ...rule })
  }

  // A role that somebody took away is not given again.
  if (tables.groups.size() === 0) {
    for (const group of sampleGroups) tables.groups.put(group.id, group)
    for (const role of sampleRoles) tables.roles.put(role.id, role)
    for (const subscription of sampleSubscriptions) tables.subscriptions.put(subscription.id, subscription)
  }

  forgetRoots(world, roots)
  for (const root of roots) {
    world.trees.set(root.tree, (await storage.openTree(root.tree)).tree)
    const known = Array.from(tables.collections.values()).find(
      ({ tree, access }) => tree === root.tree && access === null,
    )
    const served = known ?? rootCollection(world.random.uuid(), root)
    // Another name behind `--root` is a new name; one that was given through the API stays.
    if (served.served_as !== root.name) served.document.display_name = root.name
    served.served_as = root.name
    served.is_everybodys = true
    tables.collections.put(served.id, served)
  }
}

/** Also what somebody has deleted. */
const isKnown = ({ tables }: World, id: string) =>
  tables.collections.get(id) !== undefined || tables.deleted_collections.get(id) !== undefined

async function openSampleTrees(world: World, storage: EmulatorStorage) {
  world.trees.set(GENERATED_TREE, generatedTree())
  for (const [name, entries] of Object.entries(sampleFiles)) {
    const { tree, isNew } = await storage.openTree(name)
    // A first start that was cut short has made the tree but never noted the collection.
    const isUnfinished = !sampleCollections.some(
      ({ id, tree: ofTree }) => ofTree === name && isKnown(world, id),
    )
    if (isNew || isUnfinished) await fillTree(tree, entries)
    const owned = withOwners(tree, sampleOwner(name))
    world.trees.set(name, withForbidden(owned, forbiddenFolders[name] ?? []))
  }
}

/** Directories that were served at an earlier start and are not now. */
function forgetRoots(world: World, roots: readonly RealRoot[]) {
  const trees = new Set(['', ...world.trees.keys(), ...roots.map(({ tree }) => tree)])
  for (const { id, tree } of Array.from(world.tables.collections.values()))
    if (!trees.has(tree)) world.tables.collections.delete(id)
}

const rootCollection = (id: string, { tree, name }: RealRoot): Collection =>
  personal(
    {
      id,
      display_name: name,
      owner_id: ada.id,
      owner_string: ada.username,
      description: 'A directory of this computer',
      default_directory: '/',
    },
    { tree, home: '/' },
  )
