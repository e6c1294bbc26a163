import { expect, test } from 'vitest'

import { dataAccessScope, TRANSFER_ALL } from '../../../src/emulator/auth/scopes'
import type { Consent } from '../../../src/emulator/world'
import {
  aCollection,
  ADA,
  CLIENT,
  DESTINATION,
  item,
  openTransferWorld,
  SOURCE,
  type WorldOptions,
} from '../../support/emulator-world'

const CONSENT: Consent = {
  id: 900,
  identity_id: ADA.id,
  client_id: CLIENT,
  path: [TRANSFER_ALL, dataAccessScope(SOURCE)],
  created: '',
  updated: '',
}

/** A file of ten seconds on a server that asks for consent, and a copy of it that has begun. */
async function openCopying(options: WorldOptions = {}) {
  const server = { entity_type: 'GCSv5_mapped_collection', gcp_connected: null } as const
  const opened = await openTransferWorld({
    rate: 100_000,
    collections: [aCollection(SOURCE, {}, server), aCollection(DESTINATION)],
    ...options,
  })
  const { world, source, clock, start, rowOf } = opened
  const grant = () => world.tables.consents.put('900', CONSENT)
  const withdraw = () => world.tables.consents.delete('900')
  grant()
  await source.create('/a.bin')
  await source.truncate('/a.bin', 1_000_000)
  const id = await start('transfer', { DATA: [item('/a.bin', '/b.bin')] })
  await clock.advance(2000)
  expect(rowOf(id).document.bytes_transferred).toBeGreaterThan(0)
  return { ...opened, grant, withdraw, id }
}

test('a task whose consent is withdrawn is inactive until it is given again', async () => {
  const { withdraw, grant, clock, rowOf, id, events, finish, ask } = await openCopying()
  withdraw()
  await clock.advance(5000)
  const { body } = await ask('GET', `/task/${id}`)
  expect(body).toMatchObject({ status: 'INACTIVE', nice_status: 'EXPIRED_CREDENTIALS', is_ok: false })
  const before = rowOf(id).document.bytes_transferred
  await clock.advance(60_000)
  expect(rowOf(id).document.bytes_transferred).toBe(before)
  expect(events(id).filter(({ code }) => code === 'EXPIRED_CREDENTIALS')).toHaveLength(1)

  grant()
  expect(await finish(id, { stepMs: 1000 })).toMatchObject({
    status: 'SUCCEEDED',
    bytes_transferred: 1_000_000,
  })
})

test('tasks that wait for their owner do not keep the others from working', async () => {
  const { withdraw, clock, start, finish, destination, rowOf, id } = await openCopying()
  const copies = [id]
  for (const name of ['/c.bin', '/d.bin'])
    copies.push(await start('transfer', { DATA: [item('/a.bin', name)] }))
  await clock.advance(1000)
  withdraw()
  await clock.advance(2000)
  expect(copies.map((copy) => rowOf(copy).document.status)).toEqual(['INACTIVE', 'INACTIVE', 'INACTIVE'])
  await destination.create('/other')
  const other = await start('transfer', { source_endpoint: DESTINATION, DATA: [item('/other', '/copy')] })
  expect(await finish(other, { stepMs: 100 })).toMatchObject({ status: 'SUCCEEDED' })
})

test('an inactive task is still one after a restart, and can be canceled', async () => {
  const first = await openCopying()
  first.withdraw()
  await first.clock.advance(2000)
  await first.close()
  const { storage, clock } = first
  const server = { entity_type: 'GCSv5_mapped_collection', gcp_connected: null } as const
  const second = await openTransferWorld({
    storage,
    clock,
    rate: 100_000,
    collections: [aCollection(SOURCE, {}, server), aCollection(DESTINATION)],
  })
  await clock.advance(2000)
  expect(second.rowOf(first.id).document).toMatchObject({
    status: 'INACTIVE',
    nice_status: 'EXPIRED_CREDENTIALS',
  })
  expect((await second.ask('POST', `/task/${first.id}/cancel`)).body.code).toBe('CancelAccepted')
  expect(await second.finish(first.id, { stepMs: 100 })).toMatchObject({
    status: 'FAILED',
    fatal_error: { code: 'CANCELED' },
  })
})

test('a session that a policy no longer accepts makes a task inactive too', async () => {
  const { world, clock, rowOf, id, finish } = await openCopying()
  const source = world.tables.collections.get(SOURCE)!
  const timed = { ...source, document: { ...source.document, authentication_timeout_mins: 1 } }
  world.tables.collections.put(SOURCE, timed)
  await clock.advance(3000)
  expect(rowOf(id).document.status).toBe('INACTIVE')
  world.tables.collections.put(SOURCE, source)
  expect(await finish(id, { stepMs: 1000 })).toMatchObject({ status: 'SUCCEEDED' })
})
