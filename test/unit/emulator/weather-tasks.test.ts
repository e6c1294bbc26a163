import { describe, expect, test } from 'vitest'

import { createManualClock } from '../../../src/emulator/clock'
import { seededRandom } from '../../../src/emulator/random'
import { weatherControls } from '../../../src/emulator/weather/controls'
import type { TaskRule, WeatherDocument } from '../../../src/emulator/weather/weather'
import {
  aCollection,
  contents,
  deletion,
  DESTINATION,
  fill,
  item,
  openTransferWorld,
  someBytes,
  SOURCE,
  START_MS,
  type WorldOptions,
} from '../../support/emulator-world'

const open = async (weather: WeatherDocument, options: WorldOptions = {}) => {
  const opened = await openTransferWorld(options)
  const controls = weatherControls(opened.world)
  controls.set(weather)
  const faultsOf = (taskId: string) =>
    opened
      .events(taskId)
      .filter((event) => event.is_error)
      .map(({ code }) => code)
  return { ...opened, controls, faultsOf }
}
const withRule = (rule: TaskRule, options?: WorldOptions) => open({ tasks: [rule] }, options)

const MEGABYTE = 1_000_000
const ONE_FILE = { DATA: [item('/a', '/a')] }

describe('a file', () => {
  test.each([
    ['busy', 'ENDPOINT_TOO_BUSY', 'endpoint too busy'],
    ['connection_reset', 'CONNECTION_RESET', 'connection reset'],
    ['timeout', 'TIMEOUT', 'timeout'],
    ['size_changed', 'FILE_SIZE_CHANGED', 'file size changed'],
    ['checksum', 'VERIFY_CHECKSUM', 'checksum verification failed'],
  ] as const)(
    'that meets %s faults, says so while it waits, and is copied after all',
    async (kind, code, words) => {
      const world = await withRule({ kind, path: '/a', times: 2 })
      await fill(world.source, { '/a': 'hello' })
      const id = await world.start('transfer', { ...ONE_FILE, verify_checksum: true })
      await world.clock.advance(0)
      expect(world.rowOf(id).document).toMatchObject({
        status: 'ACTIVE',
        nice_status: code,
        nice_status_short_description: words,
        is_ok: false,
        faults: 1,
        subtasks_retrying: 1,
      })
      expect(await world.finish(id, { stepMs: 1000 })).toMatchObject({
        status: 'SUCCEEDED',
        faults: 2,
        files_transferred: 1,
        subtasks_retrying: 0,
      })
      expect(world.faultsOf(id)).toEqual([code, code])
      expect(await contents(world.destination)).toEqual({ '/a': 'hello' })
      expect(await contents(world.source)).toEqual({ '/a': 'hello' })
    },
  )

  test('is not spoilt where nobody would notice', async () => {
    const world = await withRule({ kind: 'checksum' })
    await fill(world.source, { '/a': 'hello' })
    expect(await world.run('transfer', { ...ONE_FILE, verify_checksum: false })).toMatchObject({ faults: 0 })
    expect(await contents(world.destination)).toEqual({ '/a': 'hello' })
  })

  test('that faults for ever ends at the deadline', async () => {
    const world = await withRule({ kind: 'timeout', side: 'destination', times: 1_000_000 })
    await fill(world.source, { '/a': 'hello' })
    const deadline = new Date(START_MS + 600_000).toISOString()
    const id = await world.start('transfer', { ...ONE_FILE, deadline })
    expect(await world.finish(id, { stepMs: 60_000 })).toMatchObject({
      status: 'FAILED',
      fatal_error: { code: 'EXPIRED' },
    })
    expect(await contents(world.destination)).toEqual({})
  })

  test('to be deleted, and a folder to be scanned, fault too', async () => {
    const world = await withRule({ kind: 'connection_reset', path: '/d*' })
    await fill(world.source, { '/d/a': 'A', '/e': 'E' })
    const id = await world.start('delete', { recursive: true, DATA: [deletion('/d'), deletion('/e')] })
    expect(await world.finish(id, { stepMs: 1000 })).toMatchObject({ status: 'SUCCEEDED', faults: 2 })
    expect(await contents(world.source)).toEqual({})
  })
})

describe('which files', () => {
  const files = Object.fromEntries(Array.from({ length: 40 }, (_, index) => [`/d/${index}`, 'x']))
  const faultsWith = async (rule: Partial<TaskRule>, random = seededRandom(1)) => {
    const world = await withRule({ kind: 'busy', ...rule } as TaskRule, { random })
    await fill(world.source, files)
    const id = await world.start('transfer', { DATA: [item('/d', '/d')] })
    const { faults } = await world.finish(id, { stepMs: 1000 })
    const details = world.events(id).map((event) => event.details)
    return { faults, files: details.flatMap((text) => /^Command: (\w+ .*)$/m.exec(text)?.[1] ?? []) }
  }

  test('of a side, a collection, a path', async () => {
    expect((await faultsWith({ path: '/d/1?', side: 'destination' })).files).toEqual(
      Array.from({ length: 10 }, (_, index) => `STOR /d/1${index}`),
    )
    expect((await faultsWith({ path: '/d/7', collection: SOURCE })).files).toEqual(['RETR /d/7'])
    expect((await faultsWith({ collection: SOURCE, side: 'destination' })).faults).toBe(0)
  })

  test('after so many, and only so often', async () => {
    expect((await faultsWith({ after_files: 39 })).files).toEqual(['RETR /d/9'])
    expect((await faultsWith({ count: 3 })).faults).toBe(3)
  })

  test('some by chance, the same with the same seed', async () => {
    const rule = { side: 'source', probability: 0.3, path: '/d/*' } as const
    const { faults, files } = await faultsWith(rule)
    expect(faults).toBeGreaterThan(3)
    expect(faults).toBeLessThan(25)
    expect((await faultsWith(rule)).files).toEqual(files)
    expect((await faultsWith(rule, seededRandom(2))).files).not.toEqual(files)
  })
})

describe('a collection in the middle of a task', () => {
  const slowly = { rate: MEGABYTE }
  const bytes = someBytes(5 * MEGABYTE)
  const begin = async (
    rule: TaskRule,
    more: Record<string, unknown> = {},
    options: WorldOptions = slowly,
  ) => {
    const world = await withRule({ after_bytes: 2 * MEGABYTE, for_seconds: 20, ...rule } as TaskRule, options)
    await fill(world.source, { '/a': bytes })
    const id = await world.start('transfer', { ...ONE_FILE, ...more })
    await world.clock.advance(1000)
    expect(world.rowOf(id).document.nice_status).toBe('OK')
    await world.clock.advance(4000)
    return { ...world, id }
  }

  test.each([
    ['goes offline', { kind: 'offline', side: 'source' }, 'GC_NOT_CONNECTED'],
    ['is paused by its owner', { kind: 'paused_by_owner', side: 'source' }, 'GC_PAUSED'],
    ['is out of quota', { kind: 'out_of_quota', side: 'destination' }, 'QUOTA_EXCEEDED'],
    ['takes the permission away', { kind: 'permission_lost', side: 'destination' }, 'PERMISSION_DENIED'],
  ] as const)('that %s stops it until that is over', async (_, rule, code) => {
    const world = await begin(rule)
    expect(world.rowOf(world.id).document).toMatchObject({
      nice_status: code,
      is_ok: false,
      status: 'ACTIVE',
    })
    expect(world.rowOf(world.id).document.bytes_transferred).toBeGreaterThanOrEqual(2 * MEGABYTE)
    expect(await world.finish(world.id, { stepMs: 1000 })).toMatchObject({ status: 'SUCCEEDED' })
    expect(world.clock.now()).toBeGreaterThan(START_MS + 22_000)
    expect(new Set(world.faultsOf(world.id))).toEqual(new Set([code]))
    expect(Buffer.compare(await world.destination.read('/a', 0, 6 * MEGABYTE), bytes)).toBe(0)
  })

  test('whose server nobody reaches is not called a sleeping laptop', async () => {
    const server = { entity_type: 'GCSv5_guest_collection', gcp_connected: null } as const
    const collections = [aCollection(SOURCE, {}, server), aCollection(DESTINATION)]
    const world = await begin({ kind: 'offline', collection: SOURCE }, {}, { ...slowly, collections })
    expect(world.rowOf(world.id).document.nice_status).toBe('CONNECT_FAILED')
    expect(await world.finish(world.id, { stepMs: 1000 })).toMatchObject({ status: 'SUCCEEDED' })
  })

  test('that is full ends a task that was told to fail then', async () => {
    const world = await begin({ kind: 'out_of_quota', side: 'destination' }, { fail_on_quota_errors: true })
    expect(world.rowOf(world.id).document).toMatchObject({
      status: 'FAILED',
      fatal_error: { code: 'QUOTA_EXCEEDED' },
      faults: 1,
    })
  })

  test('that closes is skipped as a source where that is wanted', async () => {
    const world = await begin({ kind: 'permission_lost', side: 'source' }, { skip_source_errors: true })
    expect(await world.finish(world.id)).toMatchObject({ status: 'SUCCEEDED', subtasks_skipped_errors: 1 })
    const { body } = await world.ask('GET', `/task/${world.id}/skipped_errors`)
    expect(body.DATA).toMatchObject([{ source_path: '/a', error_code: 'PERMISSION_DENIED' }])
  })

  test('troubles a task once, and stays troubled until it recovers when no time is given', async () => {
    const rule = { kind: 'offline', side: 'destination', for_seconds: undefined } as const
    const world = await begin(rule)
    await world.clock.advance(600_000)
    expect(world.rowOf(world.id).document.nice_status).toBe('GC_NOT_CONNECTED')
    expect(await world.submit('transfer', ONE_FILE)).toMatchObject({
      status: 409,
      body: { code: 'GCDisconnectedException' },
    })
    expect(world.controls.get().collections).toEqual([{ kind: 'offline', collection: DESTINATION }])
    await world.controls.happen({ kind: 'recovered', collection: DESTINATION })
    expect(await world.finish(world.id, { stepMs: 10_000 })).toMatchObject({ status: 'SUCCEEDED' })
  })

  test('troubles some tasks by chance', async () => {
    const world = await withRule({ kind: 'offline', side: 'source', probability: 0.5, for_seconds: 1 })
    await fill(world.source, { '/a': 'A' })
    const faults: number[] = []
    for (let task = 0; task < 12; task += 1) {
      const id = await world.start('transfer', ONE_FILE)
      faults.push((await world.finish(id, { stepMs: 1000 })).faults)
    }
    expect(faults.some((count) => count > 0)).toBe(true)
    expect(faults).toContain(0)
  })
})

test('in a storm every file arrives whole in the end, and the faults are those that were made', async () => {
  const world = await open({ preset: 'storm' })
  const names = Array.from({ length: 60 }, (_, index) => `/d/${index % 5}/${index}`)
  await fill(world.source, Object.fromEntries(names.map((name) => [name, `this is ${name}`])))
  const id = await world.start('transfer', { verify_checksum: true, DATA: [item('/d', '/d')] })
  const task = await world.finish(id, { stepMs: 5000 })
  expect(task).toMatchObject({ status: 'SUCCEEDED', files_transferred: 60, subtasks_pending: 0 })
  expect(await contents(world.destination)).toEqual(await contents(world.source))
  expect(task.faults).toBe(world.faultsOf(id).length)
  expect(new Set(world.faultsOf(id))).toEqual(
    new Set(['CONNECTION_RESET', 'TIMEOUT', 'ENDPOINT_TOO_BUSY', 'VERIFY_CHECKSUM', 'FILE_SIZE_CHANGED']),
  )
})

describe('events', () => {
  test('the next file meets a fault, once', async () => {
    const world = await open({})
    await world.controls.happen({ kind: 'connection_reset' })
    await fill(world.source, { '/a': 'A', '/b': 'B' })
    const id = await world.start('transfer', { DATA: [item('/a', '/a'), item('/b', '/b')] })
    expect(await world.finish(id, { stepMs: 1000 })).toMatchObject({ status: 'SUCCEEDED', faults: 1 })
  })

  test('a collection is cut off at once, for a time', async () => {
    const clock = createManualClock(START_MS)
    const world = await open({}, { clock, rate: MEGABYTE })
    await fill(world.source, { '/a': someBytes(3 * MEGABYTE) })
    const id = await world.start('transfer', ONE_FILE)
    await clock.advance(1000)
    await world.controls.happen({ kind: 'offline', collection: DESTINATION, for_seconds: 5 })
    await clock.advance(1000)
    expect(world.rowOf(id).document.nice_status).toBe('GC_NOT_CONNECTED')
    expect(await world.finish(id, { stepMs: 1000 })).toMatchObject({ status: 'SUCCEEDED' })
  })

  test('of no kind are refused', async () => {
    const { controls } = await open({})
    await expect(controls.happen({ kind: 'hail' } as never)).rejects.toThrow(
      '"kind" must be one of expire_tokens',
    )
    await expect(controls.happen({ kind: 'offline' } as never)).rejects.toThrow('"collection" is missing')
    await expect(controls.happen({ kind: 'expire_tokens', who: 'x' } as never)).rejects.toThrow(
      '"who" is not a',
    )
  })
})
