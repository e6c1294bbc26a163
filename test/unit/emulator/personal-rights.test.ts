import { beforeEach, expect, test } from 'vitest'

import { ada, adaAtFenwick, ben, diffractionGroup, grace } from '../../../src/emulator/sample/identities'
import { memoryStorage } from '../../../src/emulator/storage/memory'
import { createManualClock } from '../../../src/emulator/clock'
import type { Role } from '../../../src/emulator/world'
import { idOf, type Person, sampleWorld, type SampleWorld, START_MS } from './sample-world'

const LAPTOP = idOf('ada-laptop')
const BITE = idOf('Names that bite')
const denied = { status: 403, body: { code: 'PermissionDenied' } }

let world: SampleWorld
let asAda: Person
let asBen: Person

beforeEach(async () => {
  world = await sampleWorld()
  asAda = world.signIn(ada)
  asBen = world.signIn(ben)
})

const operation = (id: string, name: string) => `/v0.10/operation/endpoint/${id}/${name}`
const ls = (person: Person, id = LAPTOP) => person.get(operation(id, 'ls'), { path: '/' })
const mkdir = (person: Person, id = LAPTOP) => person.post(operation(id, 'mkdir'), { path: '/new' })
const submit = async (person: Person, kind: 'transfer' | 'delete', document: Record<string, unknown>) => {
  const submission_id = (await person.get('/v0.10/submission_id')).body.value
  return person.post(`/v0.10/${kind}`, { DATA_TYPE: kind, submission_id, ...document })
}
const give = (role: Role['role'], principal = ben.id) =>
  world.world.tables.roles.put(role, {
    id: role,
    collection_id: LAPTOP,
    principal_type: principal === diffractionGroup.id ? 'group' : 'identity',
    principal,
    role,
  })

test('the files of a personal collection are not for everybody who sees it', async () => {
  await asAda.put(`/v0.10/endpoint/${LAPTOP}`, { public: true })
  expect((await asBen.get(`/v0.10/endpoint/${LAPTOP}`)).status).toBe(200)
  expect(await ls(asBen)).toMatchObject(denied)
  expect(await asBen.get(operation(LAPTOP, 'stat'), { path: '/Users' })).toMatchObject(denied)
  expect(await mkdir(asBen)).toMatchObject(denied)
  const rename = { old_path: '/Users', new_path: '/Mine' }
  expect(await asBen.post(operation(LAPTOP, 'rename'), rename)).toMatchObject(denied)
  const item = { DATA_TYPE: 'transfer_item', source_path: '/a', destination_path: '/b' }
  for (const [source_endpoint, destination_endpoint] of [
    [LAPTOP, BITE],
    [BITE, LAPTOP],
  ])
    expect(
      await submit(asBen, 'transfer', { source_endpoint, destination_endpoint, DATA: [item] }),
    ).toMatchObject(denied)
  const DATA = [{ DATA_TYPE: 'delete_item', path: '/Users' }]
  expect(await submit(asBen, 'delete', { endpoint: LAPTOP, recursive: true, DATA })).toMatchObject(denied)

  const scope = { filter_scope: 'hide-no-permissions' }
  const found = async (person: Person) =>
    (await person.get('/v0.10/endpoint_search', scope)).body.DATA.map(({ id }) => id)
  expect(await found(asBen)).not.toContain(LAPTOP)
  expect(await found(asAda)).toContain(LAPTOP)
})

test('they are its owner’s, whichever linked identity signs in', async () => {
  for (const person of [asAda, world.signIn(adaAtFenwick)]) expect((await ls(person)).status).toBe(200)
  expect((await mkdir(world.signIn(adaAtFenwick))).status).toBe(200)
})

test.each(['activity_manager', 'activity_monitor'] as const)(
  'the role %s shows a private machine, not its files',
  async (role) => {
    give(role)
    expect((await asBen.get(`/v0.10/endpoint/${LAPTOP}`)).status).toBe(200)
    expect(await ls(asBen)).toMatchObject(denied)
    expect(await mkdir(asBen)).toMatchObject(denied)
  },
)

test('administrators may do with the files what the owner may, until the role is taken away', async () => {
  give('administrator', diffractionGroup.id)
  const asGrace = world.signIn(grace)
  expect([(await ls(asGrace)).status, (await mkdir(asGrace)).status]).toEqual([200, 200])
  await asAda.remove(`/v0.10/endpoint/${LAPTOP}/role/administrator`)
  expect((await ls(asGrace)).status).toBe(404)
})

test('what is there to try things out is for everybody', async () => {
  expect([(await ls(asBen, BITE)).status, (await mkdir(asBen, BITE)).status]).toEqual([200, 200])
})

test('a directory of this machine is for everybody, and so it is after a restart', async () => {
  const storage = memoryStorage(createManualClock(START_MS))
  for (const name of ['/first', '/second']) {
    const served = await sampleWorld(storage, [{ tree: 'disk', name: 'Disk' }])
    const disk = Array.from(served.world.tables.collections.values()).find(({ tree }) => tree === 'disk')!
    const person = served.signIn(ben)
    expect((await person.post(operation(disk.id, 'mkdir'), { path: name })).status).toBe(200)
    await served.close()
  }
})
