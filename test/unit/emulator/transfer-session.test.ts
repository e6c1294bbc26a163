import { beforeAll, expect, test } from 'vitest'

import { recordAuthentication } from '../../../src/emulator/auth/sessions'
import { tutorialClient } from '../../../src/emulator/sample/clients'
import { ada, adaAtFenwick, ben } from '../../../src/emulator/sample/identities'
import { northmoorPolicy } from '../../../src/emulator/sample/policies'
import { idOf, type Person, sampleWorld, type SampleWorld } from './sample-world'

const MINUTE_MS = 60_000
const DAY_MS = 24 * 60 * MINUTE_MS

const TUTORIAL = idOf('Globus Tutorial Collection 1')
const NORTHMOOR = idOf('Northmoor')
const VAULT = idOf('Embargo Vault')

let world: SampleWorld

beforeAll(async () => {
  world = await sampleWorld()
  return () => world.close()
})

const list = (person: Person, id: string) => person.get(`/v0.10/operation/endpoint/${id}/ls`, { path: '/' })

const signInAgain = (identity = ada, secondFactor = false) =>
  recordAuthentication(world.world, identity.id, tutorialClient.client_id, { secondFactor })

test('an ordinary mapped collection asks again after eleven days, guests and personal ones never', async () => {
  const person = world.signIn(ada)
  await world.clock.advance(47 * 60 * MINUTE_MS)
  expect((await list(person, TUTORIAL)).status).toBe(200)
  // Tokens last two days only, but a refresh proves nothing about the person.
  for (const token of Array.from(world.world.tables.tokens.values()))
    world.world.tables.tokens.put(token.token, { ...token, expires_ms: Infinity })
  await world.clock.advance(9.1 * DAY_MS)
  const { status, body } = await list(person, TUTORIAL)
  expect([status, body]).toMatchObject([
    502,
    {
      code: 'ExternalError.DirListingFailed.LoginFailed',
      authorization_parameters: {
        session_message: 'Session reauthentication required',
        session_required_identities: [ada.id],
        session_required_mfa: false,
        session_required_single_domain: [],
      },
    },
  ])
  expect((await list(person, idOf('ada-laptop'))).status).toBe(200)
  expect((await list(person, idOf('Lab archive'))).status).toBe(200)
  signInAgain()
  expect((await list(person, TUTORIAL)).status).toBe(200)
})

test('a policy is asked for by its id, until a sign-in meets it', async () => {
  const person = world.signIn(ada)
  await world.clock.advance(30 * MINUTE_MS)
  expect((await list(person, NORTHMOOR)).status).toBe(200)
  await world.clock.advance(1000)
  const { status, body } = await list(person, NORTHMOOR)
  expect([status, body]).toMatchObject([
    403,
    {
      code: 'AuthPolicyFailed',
      authorization_parameters: { session_required_policies: northmoorPolicy.id },
    },
  ])
  signInAgain()
  expect((await list(person, NORTHMOOR)).status).toBe(200)
})

test('a server that wants a domain and a second factor is content with nothing less', async () => {
  const person = world.signIn(ada)
  expect((await list(person, VAULT)).status).toBe(502)
  signInAgain(adaAtFenwick)
  expect((await list(person, VAULT)).status).toBe(502)
  signInAgain(adaAtFenwick, true)
  expect((await list(person, VAULT)).status).toBe(200)
  await world.clock.advance(40 * MINUTE_MS)
  signInAgain(adaAtFenwick)
  expect((await list(person, VAULT)).status).toBe(200)
  await world.clock.advance(30 * MINUTE_MS)
  expect((await list(person, VAULT)).status).toBe(502)
})

test('a transfer needs the session of both its sides', async () => {
  const person = world.signIn(ada)
  signInAgain(adaAtFenwick, true)
  const submit = async () => {
    const { value } = (await person.get('/v0.10/submission_id')).body
    return person.post('/v0.10/transfer', {
      DATA_TYPE: 'transfer',
      submission_id: value,
      source_endpoint: VAULT,
      destination_endpoint: TUTORIAL,
      DATA: [{ DATA_TYPE: 'transfer_item', source_path: '/~/embargo/7XYZ.pdb', destination_path: '/~/x' }],
    })
  }
  expect((await submit()).status).toBe(202)
  await world.clock.advance(61 * MINUTE_MS)
  expect(await submit()).toMatchObject({
    status: 502,
    body: { authorization_parameters: { session_required_single_domain: ['fenwick.example.org'] } },
  })
})

test('what is shared with one identity of a person is shared with the person', async () => {
  const share = world.world.tables.collections.get(idOf('Lab archive'))!
  const ruleFor = (principal: string) => ({ ...share.access![0]!, principal })
  const person = world.signIn(ada)
  world.world.tables.collections.put(share.id, { ...share, access: [ruleFor(adaAtFenwick.id)] })
  expect((await list(person, share.id)).status).toBe(200)
  world.world.tables.collections.put(share.id, { ...share, access: [ruleFor(ben.id)] })
  expect((await list(person, share.id)).status).toBe(403)
})
