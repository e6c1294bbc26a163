import { describe, expect, test } from 'vitest'

import { createManualClock } from '../../../src/emulator/clock'
import { memoryStorage, memoryTree } from '../../../src/emulator/storage/memory'
import { type EmulatorStorage, type FileTree, TreeError } from '../../../src/emulator/storage/storage'
import {
  aCollection,
  aPauseRule,
  contents,
  DESTINATION,
  fill,
  item,
  openTransferWorld,
  someBytes,
  SOURCE,
  START_MS,
  type TransferWorld,
} from '../../support/emulator-world'

const HOUR_MS = 3_600_000

/** A world whose trees misbehave as a test says. */
function withFaultyTree(faulty: (tree: FileTree) => Partial<FileTree>, which = DESTINATION) {
  const clock = createManualClock(START_MS)
  const plain = memoryTree(clock)
  const memory = memoryStorage(clock)
  const storage: EmulatorStorage = {
    ...memory,
    openTree: async (name) =>
      name === which ? { tree: { ...plain, ...faulty(plain) }, isNew: true } : memory.openTree(name),
  }
  return openTransferWorld({ clock, storage })
}

const change = (world: TransferWorld, id: string, own: Parameters<typeof aCollection>[1], document = {}) =>
  world.world.tables.collections.put(id, aCollection(id, own, document))

const secondsOf = (world: TransferWorld, taskId: string, code: string) =>
  world
    .events(taskId)
    .filter((event) => event.code === code)
    .map(({ time }) => (Date.parse(time) - START_MS) / 1000)

describe('errors at the source', () => {
  test('a missing file ends the task', async () => {
    const { start, finish, events } = await openTransferWorld()
    const id = await start('transfer', { DATA: [item('/missing', '/m')] })
    expect(await finish(id)).toMatchObject({
      status: 'FAILED',
      fatal_error: { code: 'FILE_NOT_FOUND', description: 'file not found' },
      faults: 1,
      subtasks_failed: 1,
      subtasks_pending: 0,
    })
    const event = events(id).at(-1)
    expect(event).toMatchObject({ code: 'FILE_NOT_FOUND', is_error: true })
    expect(event?.details).toContain('File: /missing\nCommand: RETR /missing')
    expect(event?.details).toContain(String.raw`c=PATH_NOT_FOUND\r\n550 End.`)
  })

  test('skip_source_errors lists missing, forbidden and broken paths and copies the rest', async () => {
    const { source, destination, run, ask, world } = await withFaultyTree(
      (tree) => ({
        list: async (path) => {
          if (path === '/d/locked') throw new TreeError('PERMISSION_DENIED', path)
          return tree.list(path)
        },
        read: async (path, offset, length) => {
          if (path === '/d/secret') throw new TreeError('PERMISSION_DENIED', path)
          return tree.read(path, offset, length)
        },
      }),
      SOURCE,
    )
    await fill(source, {
      '/d/a': 'A',
      '/d/locked/x': 'X',
      '/d/secret': 'S',
      '/d/broken': { link: 'nowhere' },
    })
    const task = await run('transfer', {
      skip_source_errors: true,
      recursive_symlinks: 'copy',
      DATA: [item('/d', '/d'), item('/missing', '/m')],
    })
    expect(task).toMatchObject({
      status: 'SUCCEEDED',
      files_transferred: 1,
      subtasks_skipped_errors: 4,
      faults: 0,
    })
    expect(await contents(destination)).toEqual({ '/d/a': 'A' })
    const { body } = await ask('GET', `/task/${task.task_id}/skipped_errors`)
    expect(
      body.DATA.map((error) => [error.source_path, error.error_code, error.is_directory, error.is_symlink]),
    ).toEqual([
      ['/d/broken', 'FILE_NOT_FOUND', false, true],
      ['/d/locked', 'PERMISSION_DENIED', true, false],
      ['/missing', 'FILE_NOT_FOUND', false, false],
      ['/d/secret', 'PERMISSION_DENIED', false, false],
    ])
    expect(world.tables.events.get(task.task_id)?.map(({ code }) => code)).toContain('SKIPPED_ERRORS')
  })
})

describe('errors that may go away', () => {
  test('are tried again after 1, 2, 4 … 60 seconds', async () => {
    const world = await openTransferWorld()
    await fill(world.source, { '/a': 'A' })
    change(world, DESTINATION, { read_only: true })
    const id = await world.start('transfer', { DATA: [item('/a', '/a')] })
    await world.clock.advance(200_000)
    expect(world.rowOf(id).document).toMatchObject({
      status: 'ACTIVE',
      is_ok: false,
      nice_status: 'PERMISSION_DENIED',
      nice_status_short_description: 'permission denied',
      faults: 9,
      subtasks_retrying: 1,
    })
    expect(secondsOf(world, id, 'PERMISSION_DENIED')).toEqual([0, 1, 3, 7, 15, 31, 63, 123, 183])
    change(world, DESTINATION, {})
    expect(await world.finish(id, { stepMs: 10_000 })).toMatchObject({
      status: 'SUCCEEDED',
      faults: 9,
      subtasks_succeeded: 2,
    })
  })

  test('until the deadline, which ends the task', async () => {
    const world = await openTransferWorld()
    await fill(world.source, { '/a': 'A' })
    change(world, DESTINATION, { read_only: true })
    const deadline = new Date(START_MS + HOUR_MS).toISOString()
    const id = await world.start('transfer', { deadline, DATA: [item('/a', '/a')] })
    expect(await world.finish(id, { stepMs: 60_000 })).toMatchObject({
      status: 'FAILED',
      fatal_error: { code: 'EXPIRED', description: 'expired' },
      subtasks_expired: 1,
      completion_time: '2026-03-04T16:16:17+00:00',
    })
    expect(world.events(id).at(-1)).toMatchObject({ code: 'EXPIRED', is_error: true })
  })

  test('an exception nobody foresaw is reported as UNKNOWN and tried again', async () => {
    let failures = 2
    const world = await withFaultyTree((tree) => ({
      create: async (path) => {
        failures -= 1
        if (failures >= 0) throw new RangeError('the disk caught fire')
        return tree.create(path)
      },
    }))
    await fill(world.source, { '/a': 'A' })
    const id = await world.start('transfer', { DATA: [item('/a', '/a')] })
    expect(await world.finish(id, { stepMs: 1000 })).toMatchObject({ status: 'SUCCEEDED', faults: 2 })
    expect(world.events(id).find(({ is_error }) => is_error)).toMatchObject({
      code: 'UNKNOWN',
      details: 'the disk caught fire',
    })
  })

  test('a copy that differs is sent again', async () => {
    let isBroken = true
    const world = await withFaultyTree((tree) => ({
      write: async (path, offset, bytes) => {
        await tree.write(path, offset, isBroken ? bytes.map((byte) => byte ^ 1) : bytes)
        isBroken = false
      },
    }))
    await fill(world.source, { '/a': 'hello' })
    const id = await world.start('transfer', { verify_checksum: true, DATA: [item('/a', '/a')] })
    await world.clock.advance(0)
    expect(world.rowOf(id).document).toMatchObject({
      nice_status: 'VERIFY_CHECKSUM',
      nice_status_short_description: 'checksum verification failed',
    })
    expect(await world.finish(id, { stepMs: 1000 })).toMatchObject({
      status: 'SUCCEEDED',
      faults: 1,
      bytes_transferred: 10,
    })
    expect(await contents(world.destination)).toEqual({ '/a': 'hello' })
  })

  test.each([
    ['goes off', { gcp_connected: false }, 'GC_NOT_CONNECTED'],
    ['is paused by its owner', { gcp_paused: true }, 'GC_PAUSED'],
  ])('a personal endpoint that %s in the middle of a file goes on when it is back', async (_, off, code) => {
    const world = await openTransferWorld({ rate: 1_000_000 })
    const bytes = someBytes(5_000_000)
    await fill(world.source, { '/a': bytes })
    const id = await world.start('transfer', { DATA: [item('/a', '/a')] })
    await world.clock.advance(2000)
    change(world, DESTINATION, {}, off)
    await world.clock.advance(5000)
    expect(world.rowOf(id).document).toMatchObject({ nice_status: code, is_ok: false })
    change(world, DESTINATION, {})
    expect((await world.finish(id, { stepMs: 1000 })).status).toBe('SUCCEEDED')
    expect(Buffer.compare(await world.destination.read('/a', 0, 6_000_000), bytes)).toBe(0)
  })
})

describe('an external checksum', () => {
  test.each([
    ['MD5', undefined, '5d41402abc4b2a76b9719d911017c592', 'SUCCEEDED'],
    ['SHA256', 'SHA256', '2CF24DBA5FB0A30E26E83B2AC5B9E29E1B161E5C1FA7425E73043362938B9824', 'SUCCEEDED'],
    ['a wrong one', 'MD5', '00000000000000000000000000000000', 'FAILED'],
  ])('%s', async (_, checksum_algorithm, external_checksum, status) => {
    const { source, destination, run } = await openTransferWorld()
    await fill(source, { '/a': 'hello', '/b': 'B' })
    const task = await run('transfer', {
      DATA: [item('/a', '/a', { external_checksum, checksum_algorithm }), item('/b', '/b')],
    })
    // A mismatch ends the whole task at once: the second file is not even begun.
    const isWrong = status === 'FAILED'
    expect(task).toMatchObject({ status, fatal_error: isWrong ? { code: 'VERIFY_CHECKSUM' } : null })
    expect((await destination.lstat('/b')) === null).toBe(isWrong)
  })
})

describe('a destination that is full', () => {
  const open = async () => {
    const world = await openTransferWorld({
      collections: [aCollection(SOURCE), aCollection(DESTINATION, { quota_bytes: 10 })],
    })
    await fill(world.source, { '/a': '12345678' })
    await fill(world.destination, { '/old': '12345' })
    return world
  }

  test('is tried again until there is room', async () => {
    const world = await open()
    const id = await world.start('transfer', { DATA: [item('/a', '/a')] })
    await world.clock.advance(3000)
    expect(world.rowOf(id).document).toMatchObject({ status: 'ACTIVE', nice_status: 'QUOTA_EXCEEDED' })
    expect(await contents(world.destination)).toEqual({ '/old': '12345' })
    await world.destination.remove('/old')
    expect((await world.finish(id, { stepMs: 1000 })).status).toBe('SUCCEEDED')
  })

  test('ends the task with fail_on_quota_errors', async () => {
    const { run } = await open()
    const task = await run('transfer', { fail_on_quota_errors: true, DATA: [item('/a', '/a')] })
    expect(task).toMatchObject({ status: 'FAILED', fatal_error: { code: 'QUOTA_EXCEEDED' } })
  })
})

test('a pause rule holds a task until it goes away, and the deadline waits with it', async () => {
  const rule = aPauseRule()
  const world = await openTransferWorld({ pauseRules: [rule] })
  await fill(world.source, { '/a': 'A' })
  const id = await world.start('transfer', { DATA: [item('/a', '/a')] })
  await world.clock.advance(HOUR_MS / 6)
  expect(world.rowOf(id).document).toMatchObject({
    status: 'ACTIVE',
    is_paused: true,
    nice_status: 'PAUSED_BY_ADMIN',
    deadline: '2026-06-02T15:16:17+00:00',
    faults: 0,
  })
  const { body } = await world.ask('GET', `/task/${id}/pause_info`)
  expect(body.pause_rules).toMatchObject([{ message: 'Tape robot in repair', endpoint_id: SOURCE }])
  world.world.tables.pause_rules.delete(rule.id)
  expect(await world.finish(id, { stepMs: 1000 })).toMatchObject({ status: 'SUCCEEDED', is_paused: false })
  expect(world.events(id).map(({ code }) => code)).toEqual(expect.arrayContaining(['PAUSED', 'UNPAUSED']))
}, 20_000)

test('a tree that is deleted while it is copied ends in events, not in a crash', async () => {
  const world = await openTransferWorld({ rate: 100_000 })
  const { source, start, clock, finish, events } = world
  await fill(source, Object.fromEntries(Array.from({ length: 50 }, (_, n) => [`/d/${n}`, someBytes(20_000)])))
  const copy = await start('transfer', { DATA: [item('/d', '/d')] })
  await clock.advance(3000)
  const removal = await start('delete', { recursive: true, DATA: [{ DATA_TYPE: 'delete_item', path: '/d' }] })
  expect((await finish(removal, { stepMs: 100 })).status).toBe('SUCCEEDED')
  expect((await finish(copy, { stepMs: 100 })).fatal_error?.code).toBe('FILE_NOT_FOUND')
  expect(events(copy).at(-1)?.is_error).toBe(true)
})
