import { describe, expect, test } from 'vitest'

import { createManualClock } from '../../../src/emulator/clock'
import { memoryStorage } from '../../../src/emulator/storage/memory'
import {
  ADA,
  aPauseRule,
  BEN,
  deletion,
  DESTINATION,
  fill,
  item,
  someBytes,
  SOURCE,
  START_MS,
  type TransferWorld,
} from '../../support/emulator-world'
import { giveRole, openManagedWorld, SHARE } from '../../support/managed-world'

const RATE = 100_000
const MANAGER = '/endpoint_manager'

/** Ben copies a file of twenty seconds from Ada's collection. */
async function openBusyWorld() {
  const world = await openManagedWorld({ rate: RATE })
  const big = someBytes(20 * RATE)
  await fill(world.source, { '/big': big, '/shared/big': big })
  await fill(world.destination, { '/big': big })
  return { ...world, id: await startAs(world), start: (own = {}) => startAs(world, own) }
}

async function startAs(world: TransferWorld, own: Record<string, unknown> = {}) {
  const { body } = await world.submit('transfer', { DATA: [item('/big', '/new')], ...own }, BEN)
  await world.clock.advance(1000)
  return String(body.task_id)
}

const pause = (world: TransferWorld, ids: string[], message = 'Stop that', identity = ADA) =>
  world.ask('POST', `${MANAGER}/admin_pause`, { message, task_id_list: ids }, identity)
const resume = (world: TransferWorld, ids: string[], identity = ADA) =>
  world.ask('POST', `${MANAGER}/admin_resume`, { task_id_list: ids }, identity)
const cancel = (world: TransferWorld, ids: string[], identity = ADA) =>
  world.ask('POST', `${MANAGER}/admin_cancel`, { message: 'Too much', task_id_list: ids }, identity)

describe('admin_pause', () => {
  test('holds a task at once, says why, and only a manager lets it go', async () => {
    const world = await openBusyWorld()
    const { id, ask, rowOf, clock } = world
    expect(await pause(world, [id])).toMatchObject({
      status: 200,
      body: { DATA_TYPE: 'result', code: 'AdminPaused' },
    })
    expect((await ask('GET', `/task/${id}`, undefined, BEN)).body).toMatchObject({
      is_paused: true,
      nice_status: 'PAUSED_BY_ADMIN',
      deadline: '2026-06-02T15:16:18+00:00',
    })
    const { body: info } = await ask('GET', `/task/${id}/pause_info`, undefined, BEN)
    expect(info).toEqual({
      DATA_TYPE: 'pause_info_limited',
      pause_rules: [],
      source_pause_message: 'Stop that',
      destination_pause_message: null,
      source_pause_message_share: null,
      destination_pause_message_share: null,
    })
    expect(await resume(world, [id], BEN)).toMatchObject({ status: 403, body: { code: 'PermissionDenied' } })
    await clock.advance(60_000)
    expect(rowOf(id).document).toMatchObject({ is_paused: true, files_transferred: 0 })

    expect((await resume(world, [id])).body.code).toBe('AdminResumed')
    expect(rowOf(id).document.is_paused).toBe(false)
    expect(await world.finish(id, { stepMs: 1000 })).toMatchObject({ status: 'SUCCEEDED', is_paused: false })
    expect((await ask('GET', `/task/${id}/pause_info`, undefined, BEN)).body.source_pause_message).toBeNull()
    const events = world.events(id).filter(({ code }) => code.endsWith('PAUSED'))
    expect(events).toMatchObject([
      { code: 'PAUSED', details: 'Stop that', is_error: false },
      { code: 'UNPAUSED' },
    ])
  })

  test('holds a task that is still in the queue, and it gets its turn later', async () => {
    const world = await openBusyWorld()
    for (const name of ['1', '2']) await world.start({ DATA: [item('/big', `/${name}`)] })
    const queued = await world.start({ DATA: [item('/big', '/3')] })
    expect(world.rowOf(queued).document.nice_status).toBe('Queued')
    await pause(world, [queued])
    expect(world.rowOf(queued).document).toMatchObject({ is_paused: true, nice_status: 'PAUSED_BY_ADMIN' })
    await world.clock.advance(60_000)
    expect(world.rowOf(queued).document).toMatchObject({ is_paused: true, bytes_transferred: 0 })
    await resume(world, [queued])
    expect((await world.finish(queued, { stepMs: 1000 })).status).toBe('SUCCEEDED')
  })

  test('gives its place to the next task', async () => {
    const world = await openBusyWorld()
    const others: string[] = []
    for (const name of ['1', '2', '3']) others.push(await world.start({ DATA: [item('/big', `/${name}`)] }))
    expect(world.rowOf(others[2]!).document.nice_status).toBe('Queued')
    await pause(world, [world.id])
    await world.clock.advance(2000)
    expect(world.rowOf(others[2]!).document.nice_status).toBe('OK')
  })

  test('outlives a restart, and ends the task after ninety days', async () => {
    const clock = createManualClock(START_MS)
    const storage = memoryStorage(clock)
    const first = await openManagedWorld({ clock, storage, rate: RATE })
    await fill(first.source, { '/big': someBytes(20 * RATE) })
    // These have all the places, so that the one that is held stands in the queue.
    for (const name of ['1', '2', '3'])
      await first.submit('transfer', { DATA: [item('/big', `/${name}`)] }, BEN)
    const { body } = await first.submit('transfer', { DATA: [item('/big', '/big')] }, BEN)
    const id = String(body.task_id)
    await pause(first, [id])
    await first.close()

    const second = await openManagedWorld({ clock, storage, rate: RATE })
    await clock.advance(5000)
    expect(second.rowOf(id).document).toMatchObject({ is_paused: true, nice_status: 'PAUSED_BY_ADMIN' })
    expect(second.events(id).filter(({ code }) => code === 'PAUSED')).toHaveLength(1)
    await second.close()

    const later = createManualClock(START_MS + 90 * 24 * 3_600_000)
    const third = await openManagedWorld({ clock: later, storage, rate: RATE })
    expect(await third.finish(id)).toMatchObject({ status: 'FAILED', fatal_error: { code: 'EXPIRED' } })
  })

  test('is one for the host and one for its share, and the host’s manager lifts both', async () => {
    const world = await openBusyWorld()
    const id = await world.start({ source_endpoint: SHARE })
    await pause(world, [id], 'From the share', BEN)
    await pause(world, [id], 'From the host')
    const { body } = await world.ask('GET', `${MANAGER}/task/${id}/pause_info`)
    expect(body).toMatchObject({
      source_pause_message: 'From the host',
      source_pause_message_share: 'From the share',
    })
    // Ben manages the share only: what its host has set stays.
    await resume(world, [id], BEN)
    expect(world.rowOf(id).document.is_paused).toBe(true)
    await pause(world, [id], 'From the share', BEN)
    await resume(world, [id])
    expect(world.rowOf(id).document.is_paused).toBe(false)
    expect((await world.finish(id, { stepMs: 1000 })).status).toBe('SUCCEEDED')
  })

  test('does not lift a rule, nor a rule a pause', async () => {
    const world = await openBusyWorld()
    const rule = await world.ask('POST', `${MANAGER}/pause_rule`, {
      DATA_TYPE: 'pause_rule',
      endpoint_id: SOURCE,
      message: 'Rule',
    })
    await pause(world, [world.id])
    await resume(world, [world.id])
    expect(world.rowOf(world.id).document.is_paused).toBe(true)
    await pause(world, [world.id])
    await world.ask('DELETE', `${MANAGER}/pause_rule/${String(rule.body.id)}`)
    await world.clock.advance(5000)
    expect(world.rowOf(world.id).document.is_paused).toBe(true)
  })

  test('says on which side', async () => {
    const world = await openBusyWorld()
    const back = await world.start({ source_endpoint: DESTINATION, destination_endpoint: SOURCE })
    const within = await world.start({ destination_endpoint: SOURCE, DATA: [item('/big', '/copy')] })
    await pause(world, [back, within])
    const messages = async (id: string) => {
      const { body } = await world.ask('GET', `/task/${id}/pause_info`, undefined, BEN)
      return [body.source_pause_message, body.destination_pause_message]
    }
    expect(await messages(back)).toEqual([null, 'Stop that'])
    expect(await messages(within)).toEqual(['Stop that', 'Stop that'])
  })
})

describe('admin_cancel', () => {
  test('ends tasks with the manager’s words, and can be followed until it is done', async () => {
    const world = await openBusyWorld()
    const { id, ask, clock } = world
    const answer = await cancel(world, [id])
    expect(answer).toEqual({ status: 200, body: { DATA_TYPE: 'admin_cancel', id: 1, done: false } })
    const status = () => ask('GET', `${MANAGER}/admin_cancel/1`)
    await clock.advance(0)
    expect((await status()).body).toEqual({
      DATA_TYPE: 'admin_cancel',
      id: 1,
      message: 'Too much',
      task_id_list: [id],
      done: true,
    })
    expect((await ask('GET', `/task/${id}`, undefined, BEN)).body).toMatchObject({
      status: 'FAILED',
      fatal_error: { code: 'CANCELED' },
      canceled_by_admin: 'SOURCE',
      canceled_by_admin_message: 'Too much',
    })
    expect(world.events(id).at(-1)).toMatchObject({
      code: 'CANCELED',
      details: expect.stringContaining('Too much'),
      is_error: true,
    })
    expect(await ask('GET', `${MANAGER}/admin_cancel/1`, undefined, BEN)).toMatchObject({ status: 404 })
    expect((await ask('GET', `${MANAGER}/admin_cancel/2`)).status).toBe(404)
  })

  test('says on which side, also of tasks that are queued, paused or deletions', async () => {
    const world = await openBusyWorld()
    const within = await world.start({ destination_endpoint: SOURCE, DATA: [item('/big', '/copy')] })
    const back = await world.start({ source_endpoint: DESTINATION, destination_endpoint: SOURCE })
    const queued = await world.start()
    await pause(world, [within])
    world.world.tables.pause_rules.put('r', aPauseRule({ pause_task_transfer_read: false }))
    const deletions = await world.submit('delete', { DATA: [deletion('/big')] }, BEN)
    const all = [within, back, queued, String(deletions.body.task_id)]
    await cancel(world, all)
    await world.clock.advance(2000)
    expect(all.map((id) => world.rowOf(id).document.canceled_by_admin)).toEqual([
      'BOTH',
      'DESTINATION',
      'SOURCE',
      'SOURCE',
    ])
    expect(world.rowOf(queued).document.status).toBe('FAILED')
  })

  test('leaves what has ended as it is', async () => {
    const world = await openBusyWorld()
    await world.finish(world.id, { stepMs: 1000 })
    expect((await cancel(world, [world.id])).body.done).toBe(true)
    expect(world.rowOf(world.id).document).toMatchObject({ status: 'SUCCEEDED', canceled_by_admin: null })
    expect((await pause(world, [world.id])).status).toBe(200)
    expect(world.rowOf(world.id).document.is_paused).toBe(false)
  })

  test('does not take a cancel of the owner’s for its own', async () => {
    const world = await openBusyWorld()
    // Both come before the task’s next step.
    await Promise.all([
      world.call('POST', `/task/${world.id}/cancel`, undefined, BEN),
      cancel(world, [world.id]),
    ])
    expect(await world.finish(world.id)).toMatchObject({ status: 'FAILED', canceled_by_admin: null })
  })
})

describe('every one of them', () => {
  test.each(['admin_pause', 'admin_cancel', 'admin_resume'])(
    '%s needs the manager’s role for every task, and else does nothing',
    async (action) => {
      const world = await openBusyWorld()
      const foreign = await world.start({ source_endpoint: DESTINATION, destination_endpoint: DESTINATION })
      const act = (ids: unknown, identity = ADA, more = {}) =>
        world.ask('POST', `${MANAGER}/${action}`, { message: 'm', task_id_list: ids, ...more }, identity)
      const refusal = { status: 403, body: { code: 'PermissionDenied' } }
      expect(await act([world.id, foreign])).toMatchObject(refusal)
      expect(await act([world.id], BEN)).toMatchObject(refusal)
      giveRole(world, 'activity_monitor', SOURCE)
      expect(await act([world.id], BEN)).toMatchObject(refusal)
      expect(await act([world.id, 'none'])).toMatchObject({
        status: 404,
        body: { code: 'ClientError.NotFound' },
      })
      const bad = { status: 400, body: { code: 'ClientError.BadRequest' } }
      for (const ids of [undefined, [], 'x', [1], [null], Array.from({ length: 1001 }, () => world.id)])
        expect(await act(ids)).toMatchObject(bad)
      expect(await act([world.id], ADA, { DATA_TYPE: 'task' })).toMatchObject(bad)
      expect(world.rowOf(world.id)).toMatchObject({ cancel_requested: false, document: { is_paused: false } })
      giveRole(world, 'activity_manager', SOURCE)
      expect((await act([world.id], BEN, { DATA_TYPE: action })).status).toBe(200)
    },
  )

  test.each(['admin_pause', 'admin_cancel'])('%s needs a message', async (action) => {
    const world = await openBusyWorld()
    const act = (more: object) =>
      world.ask('POST', `${MANAGER}/${action}`, { task_id_list: [world.id], ...more })
    for (const message of [undefined, null, '', 1])
      expect(await act({ message })).toMatchObject({ status: 400, body: { code: 'ClientError.BadRequest' } })
  })
})
