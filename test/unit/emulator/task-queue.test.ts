import { describe, expect, test } from 'vitest'

import { createManualClock } from '../../../src/emulator/clock'
import { seededRandom } from '../../../src/emulator/random'
import { memoryStorage } from '../../../src/emulator/storage/memory'
import {
  aCollection,
  aPauseRule,
  BEN,
  contents,
  deletion,
  DESTINATION,
  fill,
  item,
  openTransferWorld,
  someBytes,
  SOURCE,
  START_MS,
  type TransferWorld,
} from '../../support/emulator-world'

const RATE = 1_000_000

/** A world with five files of ten seconds each. */
async function openSlowWorld() {
  const world = await openTransferWorld({ rate: RATE })
  for (const name of ['a', 'b', 'c', 'd', 'e'])
    await fill(world.source, { [`/${name}`]: someBytes(10 * RATE) })
  return world
}
const copyOf = (name: string) => ({ label: name, DATA: [item(`/${name}`, `/${name}`)] })
const conditions = ({ world }: TransferWorld) =>
  Object.fromEntries(
    Array.from(world.tables.tasks.values(), ({ document }) => [
      document.label,
      document.status === 'ACTIVE' ? document.nice_status : document.status,
    ]),
  )

describe('the queue', () => {
  test('three transfers of a person run at a time, the others wait in the order they came', async () => {
    const world = await openSlowWorld()
    for (const name of ['a', 'b', 'c', 'd', 'e']) {
      await world.submit('transfer', copyOf(name))
      await world.clock.advance(1000)
    }
    expect(conditions(world)).toEqual({ a: 'OK', b: 'OK', c: 'OK', d: 'Queued', e: 'Queued' })
    await world.clock.advance(5500)
    expect(conditions(world)).toEqual({ a: 'SUCCEEDED', b: 'OK', c: 'OK', d: 'OK', e: 'Queued' })
    await world.clock.advance(60_000)
    expect(new Set(Object.values(conditions(world)))).toEqual(new Set(['SUCCEEDED']))
  })

  test('other people and the other kind of task have places of their own', async () => {
    const world = await openSlowWorld()
    for (const name of ['a', 'b', 'c']) await world.submit('transfer', copyOf(name))
    await world.submit('transfer', copyOf('d'), BEN)
    await world.submit('delete', { label: 'delete', DATA: [deletion('/e')] })
    await world.clock.advance(1000)
    expect(conditions(world)).toMatchObject({ d: 'OK', delete: 'SUCCEEDED' })
  })

  test('a task that backs off gives its place away', async () => {
    const world = await openSlowWorld()
    const off = aCollection('aaaaaaaa-0000-4000-8000-00000000000d', { read_only: true, tree: DESTINATION })
    world.world.tables.collections.put(off.id, off)
    for (const name of ['a', 'b', 'c'])
      await world.submit('transfer', { ...copyOf(name), destination_endpoint: off.id })
    await world.submit('transfer', copyOf('d'))
    await world.clock.advance(100)
    expect(conditions(world)).toMatchObject({ a: 'PERMISSION_DENIED', c: 'PERMISSION_DENIED', d: 'OK' })
  })

  test('a queued task always has a day left, one that works three', async () => {
    const world = await openTransferWorld({ rate: 100 })
    await fill(world.source, { '/x': someBytes(100 * 3600 * 30) })
    const ids: string[] = []
    for (const name of ['1', '2', '3', '4'])
      ids.push(await world.start('transfer', { DATA: [item('/x', `/${name}`)] }))
    await world.clock.advance(0)
    expect(world.rowOf(ids[3]!).document).toMatchObject({
      nice_status: 'Queued',
      deadline: '2026-03-05T15:16:17+00:00',
    })
    await fill(world.source, { '/y': 'Y' })
    const quick = await world.start('delete', { DATA: [deletion('/y')] })
    expect((await world.finish(quick)).deadline).toBe('2026-03-05T15:16:17+00:00')
  })
})

describe('a cancel', () => {
  test('in the middle of a file stops at once and leaves no half of it', async () => {
    const { source, destination, start, clock, ask, finish, events } = await openTransferWorld({ rate: RATE })
    await fill(source, { '/d/a': 'A', '/d/b': someBytes(10 * RATE) })
    const id = await start('transfer', { DATA: [item('/d', '/d')] })
    await clock.advance(5000)
    expect((await destination.stat('/d/b'))?.size).toBeGreaterThan(4 * RATE)
    expect(await ask('POST', `/task/${id}/cancel`)).toMatchObject({
      status: 200,
      body: { code: 'CancelAccepted' },
    })
    expect(await finish(id)).toMatchObject({
      status: 'FAILED',
      fatal_error: { code: 'CANCELED', description: 'canceled' },
      nice_status: null,
      is_ok: null,
      subtasks_canceled: 1,
      subtasks_pending: 0,
      completion_time: '2026-03-04T15:16:22+00:00',
    })
    expect(await contents(destination)).toEqual({ '/d/a': 'A' })
    expect(events(id).at(-1)).toMatchObject({
      code: 'CANCELED',
      details: 'Canceled by the task owner',
      is_error: true,
    })
    expect((await ask('POST', `/task/${id}/cancel`)).body.code).toBe('TaskComplete')
  })

  test('of a queued task takes effect before the answer', async () => {
    const world = await openSlowWorld()
    for (const name of ['a', 'b', 'c']) await world.start('transfer', copyOf(name))
    const id = await world.start('transfer', copyOf('d'))
    const { body } = await world.ask('POST', `/task/${id}/cancel`)
    expect(body).toMatchObject({ code: 'Canceled', message: 'The task has been cancelled successfully.' })
    expect(world.rowOf(id).document).toMatchObject({ status: 'FAILED', subtasks_canceled: 1 })
    await world.clock.advance(60_000)
    expect(await world.destination.lstat('/d')).toBeNull()
    expect(world.events(id)).toHaveLength(1)
  })

  test('of a paused task works too', async () => {
    const world = await openSlowWorld()
    world.world.tables.pause_rules.put('r', aPauseRule())
    const id = await world.start('transfer', copyOf('a'))
    await world.clock.advance(1000)
    await world.ask('POST', `/task/${id}/cancel`)
    expect((await world.finish(id)).fatal_error?.code).toBe('CANCELED')
  })
})

describe('a restart', () => {
  const reopen = async (world: TransferWorld, seed: number) => {
    await world.close()
    return openTransferWorld({
      storage: world.storage,
      clock: world.clock,
      rate: RATE,
      random: seededRandom(seed),
    })
  }

  test('takes up every task where it was: no file twice, none missing, no event doubled', async () => {
    const clock = createManualClock(START_MS)
    let world = await openTransferWorld({ clock, storage: memoryStorage(clock), rate: RATE })
    const files = Object.fromEntries(Array.from({ length: 10 }, (_, n) => [`/d/${n}`, someBytes(RATE + n)]))
    await fill(world.source, files)
    const ids = [await world.start('transfer', { sync_level: 0, DATA: [item('/d', '/copy')] })]
    for (const name of ['x', 'y', 'z'])
      ids.push(await world.start('transfer', { DATA: [item('/d/1', `/${name}`)] }))
    // Three times: in the scan, in the middle of a file, in the middle of another.
    for (const [seed, ms] of [0, 3500, 2300].entries()) {
      await world.clock.advance(ms)
      world = await reopen(world, seed + 2)
    }
    expect(world.world.tables.tasks.size()).toBe(4)
    for (const id of ids) expect((await world.finish(id, { stepMs: 500 })).status).toBe('SUCCEEDED')
    expect(await contents(world.destination, '/copy')).toEqual(
      Object.fromEntries(
        Object.entries(await contents(world.source, '/d')).map(([path, text]) => [
          path.replace('/d/', '/copy/'),
          text,
        ]),
      ),
    )
    const { document } = world.rowOf(ids[0]!)
    const bytes = Object.values(files).reduce((sum, { length }) => sum + length, 0)
    expect(document).toMatchObject({
      files: 10,
      files_transferred: 10,
      files_skipped: 0,
      bytes_transferred: bytes,
      subtasks_total: 22,
      subtasks_succeeded: 22,
      faults: 0,
    })
    const { body } = await world.ask('GET', `/task/${ids[0]}/successful_transfers`)
    expect(new Set(body.DATA.map((file) => file.source_path)).size).toBe(10)
    expect(body.DATA).toHaveLength(10)
    const codes = world
      .events(ids[0]!)
      .map(({ code }) => code)
      .filter((code) => code !== 'PROGRESS')
    expect(codes).toEqual(['STARTED', 'SUCCEEDED', 'STARTED', 'SUCCEEDED'])
  })

  test('finishes a delete, although half of it is gone', async () => {
    const clock = createManualClock(START_MS)
    let world = await openTransferWorld({ clock, storage: memoryStorage(clock), rate: RATE })
    await fill(
      world.source,
      Object.fromEntries(Array.from({ length: 300 }, (_, n) => [`/${n % 3}/${n}`, 'x'])),
    )
    const id = await world.start('delete', { recursive: true, DATA: ['/0', '/1', '/2'].map(deletion) })
    while (Object.keys(await contents(world.source)).length > 150) await world.clock.advance(20)
    world = await reopen(world, 2)
    expect(await world.finish(id, { stepMs: 100 })).toMatchObject({
      status: 'SUCCEEDED',
      subtasks_succeeded: 303,
    })
    expect(world.events(id).at(-1)).toMatchObject({ code: 'SUCCEEDED', details: 'Deleted 303 path(s)' })
    expect(await contents(world.source)).toEqual({})
  })

  test('remembers used submission ids', async () => {
    const first = await openTransferWorld()
    const submission_id = await first.submissionId()
    const body = {
      DATA_TYPE: 'transfer',
      submission_id,
      source_endpoint: SOURCE,
      destination_endpoint: DESTINATION,
      DATA: [item('/a', '/a')],
    }
    const accepted = await first.ask('POST', '/transfer', body)
    const second = await reopen(first, 2)
    const again = await second.ask('POST', '/transfer', body)
    expect(again.body).toMatchObject({ code: 'Duplicate', task_id: accepted.body.task_id })
    expect(second.world.tables.tasks.size()).toBe(1)
  })
})

test('a scan is seen to grow, and progress is reported every ten seconds', async () => {
  const world = await openTransferWorld({ rate: RATE })
  await fill(world.source, Object.fromEntries(Array.from({ length: 400 }, (_, n) => [`/d/${n}`, 'x'])))
  await fill(world.source, { '/d/big': someBytes(35 * RATE) })
  const id = await world.start('transfer', { DATA: [item('/d', '/d')] })
  const seen: number[] = []
  for (let step = 0; step < 5; step += 1) {
    seen.push(world.rowOf(id).document.files)
    await world.clock.advance(25)
  }
  expect(seen).toEqual([...new Set(seen)].sort((a, b) => a - b))
  const task = await world.finish(id, { stepMs: 50 })
  expect(task).toMatchObject({ status: 'SUCCEEDED', files_transferred: 401 })
  expect(task.effective_bytes_per_second).toBeGreaterThan(0.9 * RATE)
  expect(world.events(id).filter(({ code }) => code === 'PROGRESS')).toHaveLength(4)
})
