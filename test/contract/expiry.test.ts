import { errors, transfer } from '@globus/sdk'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'

import { ada } from '../../src/emulator/sample/identities'
import { idOf, sampleWorld, type SampleWorld } from '../unit/emulator/sample-world'
import { refusalOf } from './globus'

const MINUTE_MS = 60_000

let world: SampleWorld
let options: Parameters<typeof transfer.task.getAll>[1]

/** The SDK calls the emulator as a function, so that time can be moved. */
beforeEach(async () => {
  vi.stubEnv('GLOBUS_SDK_SERVICE_URL_TRANSFER', 'https://transfer.api.globus.org')
  world = await sampleWorld()
  world.signIn(ada, [])
  const { token } = Array.from(world.world.tables.tokens.values()).at(-1)!
  const send: typeof fetch = (url, init) => world.fetch(new Request(url, init))
  options = { fetch: { options: { headers: { Authorization: `Bearer ${token}` }, __callable: send } } }
})
afterEach(async () => {
  vi.unstubAllEnvs()
  await world.close()
})

test('a token is good for 48 hours', async () => {
  await world.clock.advance(48 * 60 * MINUTE_MS - 1000)
  expect((await transfer.task.getAll({}, options)).status).toBe(200)
  await world.clock.advance(1000)
  expect(await refusalOf(transfer.task.getAll({}, options))).toEqual([401, 'AuthenticationFailed'])
})

test('protected data ask for a new sign-in after half an hour, in a form the SDK knows', async () => {
  const list = () => transfer.fileOperations.ls(idOf('Northmoor'), { query: { path: '/' } }, options)
  await world.clock.advance(30 * MINUTE_MS)
  expect((await list()).status).toBe(200)
  await world.clock.advance(1000)
  expect(await refusalOf(list())).toEqual([403, 'AuthPolicyFailed'])
  const document: unknown = await (await list()).json()
  expect(errors.isAuthorizationRequirementsError(document)).toBe(true)
  expect(errors.isConsentRequiredError(document)).toBe(false)
  world.signIn(ada, [])
  expect((await list()).status).toBe(200)
})

test('a missing consent comes in a form the SDK knows', async () => {
  const list = transfer.fileOperations.ls(idOf('Globus Tutorial'), { query: { path: '/' } }, options)
  const document: unknown = await (await list).json()
  expect(errors.isConsentRequiredError(document)).toBe(true)
  expect(errors.isAuthorizationRequirementsError(document)).toBe(true)
})
