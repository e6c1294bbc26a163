import { describe, expect, test } from 'vitest'
import { createManualClock, type ManualClock } from '../../../src/emulator/clock'
import {
  aCollection,
  contents,
  DESTINATION,
  fill,
  item,
  openTransferWorld,
  someBytes,
  SOURCE,
  START_MS,
} from '../../support/emulator-world'

const HOUR_MS = 3_600_000

describe('a transfer copies what it is asked to', () => {
  test('a folder arrives byte for byte, with its empty folders and the parents above it', async () => {
    const { source, destination, run } = await openTransferWorld()
    await fill(source, {
      '/home/ada/run/a.txt': 'alpha',
      '/home/ada/run/deep/b.txt': '',
      '/home/ada/run/empty': null,
    })
    const task = await run('transfer', { DATA: [item('/~/run/', '/new/place/', { recursive: true })] })
    expect(task).toMatchObject({
      status: 'SUCCEEDED',
      files: 2,
      directories: 3,
      files_transferred: 2,
      bytes_transferred: 5,
      subtasks_total: 10,
      subtasks_succeeded: 10,
      subtasks_pending: 0,
      nice_status: null,
      is_ok: null,
      faults: 0,
    })
    expect(await contents(destination)).toEqual({
      '/new/place/a.txt': 'alpha',
      '/new/place/deep/b.txt': '',
      '/new/place/empty': null,
    })
  })

  test('a file of several chunks arrives byte for byte and replaces a longer one', async () => {
    const { source, destination, run } = await openTransferWorld()
    const bytes = someBytes(2_500_000)
    await fill(source, { '/big.bin': bytes })
    await fill(destination, { '/big.bin': someBytes(2_600_000).reverse() })
    const task = await run('transfer', { verify_checksum: true, DATA: [item('/big.bin', '/big.bin')] })
    expect(task).toMatchObject({ status: 'SUCCEEDED', bytes_transferred: 2_500_000 })
    expect((await destination.stat('/big.bin'))?.size).toBe(2_500_000)
    // Comparing element by element takes vitest ten seconds.
    expect(Buffer.compare(await destination.read('/big.bin', 0, 3_000_000), bytes)).toBe(0)
  })

  test('the successful transfers name every file with its checksum', async () => {
    const { source, start, finish, ask } = await openTransferWorld()
    await fill(source, { '/a.txt': 'hello' })
    const id = await start('transfer', { verify_checksum: true, DATA: [item('/a.txt', '/in/a.txt')] })
    await finish(id)
    const { body } = await ask('GET', `/task/${id}/successful_transfers`)
    expect(body).toEqual({
      DATA_TYPE: 'successful_transfers',
      marker: 0,
      next_marker: null,
      DATA: [
        {
          DATA_TYPE: 'successful_transfer',
          source_path: '/a.txt',
          destination_path: '/in/a.txt',
          size: 5,
          checksum: '5d41402abc4b2a76b9719d911017c592',
          checksum_algorithm: 'MD5',
          dynamic: false,
        },
      ],
    })
  })

  test('times are preserved on request only', async () => {
    const { source, destination, run } = await openTransferWorld()
    await fill(source, { '/a.txt': 'a' })
    await run('transfer', { DATA: [item('/a.txt', '/now.txt')] })
    await run('transfer', { preserve_timestamp: true, DATA: [item('/a.txt', '/then.txt')] })
    expect((await destination.stat('/now.txt'))?.modifiedMs).toBe(START_MS)
    expect((await destination.stat('/then.txt'))?.modifiedMs).toBe(START_MS - 24 * HOUR_MS)
  })

  test('the events tell of the scan, the copy and the end', async () => {
    const { source, start, finish, events } = await openTransferWorld()
    await fill(source, { '/a.txt': 'hello' })
    const id = await start('transfer', { DATA: [item('/a.txt', '/a.txt')] })
    await finish(id)
    expect(events(id).map(({ code, details }) => [code, details.replaceAll(/\s+/g, ' ')])).toEqual([
      ['STARTED', 'Starting sync scan'],
      ['SUCCEEDED', 'Scanned 1 file(s)'],
      ['STARTED', '{ "type": "GridFTP Transfer", "concurrency": 2, "parallelism": 4, "pipelining": 20 }'],
      ['PROGRESS', '{ "bytes_transferred": 5, "duration": 0, "mbps": 0 }'],
      ['SUCCEEDED', '{ "files_succeeded": 1 }'],
    ])
  })
})

test('a page that nobody looks at, whose timers come once a second, copies at its rate all the same', async () => {
  const clock = createManualClock(START_MS)
  const slow: ManualClock = {
    ...clock,
    sleep: (ms, signal) => clock.sleep(Math.ceil((clock.now() + ms) / 1000) * 1000 - clock.now(), signal),
  }
  const world = await openTransferWorld({ clock: slow, rate: 1_000_000 })
  await fill(world.source, { '/a.h5': someBytes(5_000_000) })
  const taskId = await world.start('transfer', { DATA: [item('/a.h5', '/copy.h5')], verify_checksum: false })
  await clock.advance(4000)
  expect(world.rowOf(taskId).document.status).toBe('ACTIVE')
  await clock.advance(4000)
  expect(world.rowOf(taskId).document.status).toBe('SUCCEEDED')
  await world.close()
})

describe('recursive says what the source must be', () => {
  test.each([
    ['a folder with true', '/folder', true, 'SUCCEEDED'],
    ['a folder with false', '/folder', false, 'FAILED'],
    ['a folder without it', '/folder', undefined, 'SUCCEEDED'],
    ['a file with true', '/file', true, 'FAILED'],
    ['a file with false', '/file', false, 'SUCCEEDED'],
    ['a file without it', '/file', undefined, 'SUCCEEDED'],
  ])('%s', async (_, path, recursive, status) => {
    const { source, run } = await openTransferWorld()
    await fill(source, { '/folder/a': 'a', '/file': 'f' })
    const task = await run('transfer', { DATA: [item(path, '/there', { recursive })] })
    expect(task).toMatchObject({
      status,
      fatal_error: status === 'FAILED' ? { code: 'ENDPOINT_ERROR' } : null,
      faults: status === 'FAILED' ? 1 : 0,
    })
  })
})

describe('the sync level decides what is copied', () => {
  const OLD_MS = START_MS - 48 * HOUR_MS
  const NEW_MS = START_MS - HOUR_MS
  // At the source; at the destination; the levels that copy.
  const cases: Record<string, [[string, number], [string, number] | null, (number | null)[]]> = {
    missing: [['abc', OLD_MS], null, [null, 0, 1, 2, 3]],
    same: [['abc', OLD_MS], ['abc', OLD_MS], [null]],
    'other size': [
      ['abc', OLD_MS],
      ['ab', OLD_MS],
      [null, 1, 3],
    ],
    newer: [
      ['abc', NEW_MS],
      ['abc', OLD_MS],
      [null, 2],
    ],
    'other content': [
      ['abc', OLD_MS],
      ['xyz', OLD_MS],
      [null, 3],
    ],
    'older with other content': [
      ['abc', OLD_MS],
      ['xyz', NEW_MS],
      [null, 3],
    ],
  }
  test.each(
    Object.entries(cases).flatMap(([name, [from, to, copying]]) =>
      [null, 0, 1, 2, 3].map((level) => [name, level, copying.includes(level), from, to] as const),
    ),
  )('%s, level %s: copied is %s', async (_, level, copied, from, to) => {
    const { source, destination, run } = await openTransferWorld()
    await fill(source, { '/f': from[0] }, from[1])
    if (to) await fill(destination, { '/f': to[0] }, to[1])
    const task = await run('transfer', { sync_level: level, DATA: [item('/f', '/f')] })
    expect(task).toMatchObject({
      status: 'SUCCEEDED',
      files: 1,
      files_transferred: copied ? 1 : 0,
      files_skipped: copied ? 0 : 1,
      subtasks_succeeded: 2,
    })
    expect(await contents(destination)).toEqual({ '/f': copied ? from[0] : to?.[0] })
  })

  test('level 3 counts the bytes it has checksummed', async () => {
    const { source, destination, run } = await openTransferWorld()
    for (const tree of [source, destination]) await fill(tree, { '/d/a': 'abc', '/d/b': 'defgh' })
    const task = await run('transfer', { sync_level: 3, DATA: [item('/d', '/d')] })
    expect(task).toMatchObject({ bytes_checksummed: 8, files_skipped: 2, bytes_transferred: 0 })
  })
})

test('filter rules leave out files and whole folders of a recursive item, not the item itself', async () => {
  const { source, destination, run } = await openTransferWorld()
  await fill(source, { '/raw/a.csv': '1', '/raw/a.tmp': '2', '/raw/skip/b.csv': '3', '/raw/sub/c.csv': '4' })
  const task = await run('transfer', {
    filter_rules: [
      { type: 'dir', name: 'skip' },
      { type: null, name: 'raw' },
      { method: 'include', type: 'file', name: '*.csv' },
      { type: 'file', name: '*' },
    ],
    DATA: [item('/raw', '/raw')],
  })
  expect(task).toMatchObject({ files: 2, directories: 2 })
  expect(await contents(destination)).toEqual({ '/raw/a.csv': '1', '/raw/sub/c.csv': '4' })
})

describe('links in a recursive item', () => {
  const entries = {
    '/d/a': 'A',
    '/d/to-file': { link: 'a' },
    '/d/to-dir': { link: '../other' },
    '/other/b': 'B',
  }

  test.each([
    ['ignore', { '/d/a': 'A' }, 0],
    ['keep', { '/d/a': 'A', '/d/to-file': { link: 'a' }, '/d/to-dir': { link: '../other' } }, 2],
    ['copy', { '/d/a': 'A', '/d/to-file': 'A', '/d/to-dir/b': 'B' }, 0],
  ])('%s', async (policy, expected, symlinks) => {
    const { source, destination, run } = await openTransferWorld()
    await fill(source, entries)
    const task = await run('transfer', { recursive_symlinks: policy, DATA: [item('/d', '/d')] })
    expect(task).toMatchObject({ status: 'SUCCEEDED', symlinks })
    expect(await contents(destination)).toEqual(expected)
  })

  test('a link that leads back up ends the task instead of turning for ever', async () => {
    const { source, run } = await openTransferWorld()
    await fill(source, { '/d/sub/up': { link: '..' } })
    const task = await run('transfer', { recursive_symlinks: 'copy', DATA: [item('/d', '/d')] })
    expect(task.fatal_error?.code).toBe('AMBIGUOUS_PATH')
  })

  test('a symlink item copies the link itself, again and again', async () => {
    const { source, destination, run } = await openTransferWorld()
    await fill(source, entries)
    await fill(destination, { '/l': 'in the way' })
    const link = { DATA_TYPE: 'transfer_symlink_item', source_path: '/d/to-file', destination_path: '/l' }
    expect((await run('transfer', { DATA: [link] })).status).toBe('SUCCEEDED')
    expect((await run('transfer', { DATA: [link] })).status).toBe('SUCCEEDED')
    expect(await contents(destination)).toEqual({ '/l': { link: 'a' } })
    const file = { ...link, source_path: '/d/a' }
    expect((await run('transfer', { DATA: [file] })).fatal_error?.code).toBe('ENDPOINT_ERROR')
  })
})

describe('nothing is copied onto itself', () => {
  const same = { destination_endpoint: SOURCE }

  test.each([
    ['a file', '/d/a', '/d/a'],
    ['a file through a link', '/d/a', '/link/a'],
    ['a folder', '/d', '/d/'],
    ['a folder into itself', '/d', '/d/sub/copy'],
    ['a folder into itself through a link', '/d', '/link/sub'],
  ])('%s', async (_, from, to) => {
    const { source, run } = await openTransferWorld()
    await fill(source, { '/d/a': 'precious', '/d/sub/b': 'B', '/link': { link: 'd' } })
    const before = await contents(source)
    expect((await run('transfer', { ...same, DATA: [item(from, to)] })).status).toBe('FAILED')
    expect(await contents(source)).toEqual(before)
  })

  test('a file reached through a guest collection of the same storage', async () => {
    const guest = aCollection('aaaaaaaa-0000-4000-8000-00000000000c', {
      tree: SOURCE,
      root: '/d',
      home: null,
    })
    const { source, run } = await openTransferWorld({ collections: [aCollection(SOURCE), guest] })
    await fill(source, { '/d/a': 'precious' })
    const task = await run('transfer', { destination_endpoint: guest.id, DATA: [item('/d/a', '/a')] })
    expect(task.status).toBe('FAILED')
    expect(await contents(source)).toEqual({ '/d/a': 'precious' })
  })

  test('a file that two trees share, as overlapping folders of a machine do', async () => {
    const { world, source, run } = await openTransferWorld()
    await fill(source, { '/a': 'precious' })
    world.trees.set(DESTINATION, source)
    expect((await run('transfer', { DATA: [item('/a', '/a')] })).status).toBe('FAILED')
    expect(await contents(source)).toEqual({ '/a': 'precious' })
  })

  test('but another file of the same size and time is copied', async () => {
    const { source, destination, run } = await openTransferWorld()
    await fill(source, { '/a': 'abc' })
    await fill(destination, { '/a': 'xyz' })
    expect((await run('transfer', { DATA: [item('/a', '/a')] })).status).toBe('SUCCEEDED')
    expect(await contents(destination)).toEqual({ '/a': 'abc' })
  })
})

describe('delete_destination_extra', () => {
  const extra = { delete_destination_extra: true }

  test('removes what is not at the source, and nothing else', async () => {
    const { source, destination, start, finish, events } = await openTransferWorld()
    await fill(source, { '/d/a': 'A', '/d/sub/b': 'B', '/notes.txt': 'N' })
    await fill(destination, {
      '/d/a': 'old',
      '/d/x/y/z': 'Z',
      '/d/sub/gone': '-',
      '/outside': 'O',
      '/d/kept.tmp': 'K',
    })
    const id = await start('transfer', {
      ...extra,
      filter_rules: [{ type: 'file', name: '*.tmp' }],
      DATA: [item('/d', '/d'), item('/notes.txt', '/d/notes.txt')],
    })
    expect(await finish(id)).toMatchObject({ status: 'SUCCEEDED', subtasks_pending: 0 })
    expect(await contents(destination)).toEqual({
      '/d/a': 'A',
      '/d/kept.tmp': 'K',
      '/d/notes.txt': 'N',
      '/d/sub/b': 'B',
      '/outside': 'O',
    })
    expect(events(id).map(({ details }) => details)).toContain('Starting sync delete')
  })

  test('two items with one destination do not delete each other', async () => {
    const { source, destination, run } = await openTransferWorld()
    await fill(source, { '/one/a': 'A', '/two/b': 'B' })
    await run('transfer', { ...extra, DATA: [item('/one', '/d'), item('/two', '/d')] })
    await run('transfer', { ...extra, sync_level: 3, DATA: [item('/one', '/d'), item('/two', '/d')] })
    expect(await contents(destination)).toEqual({ '/d/a': 'A', '/d/b': 'B' })
  })

  test('never removes the source itself, nor what a link leads to', async () => {
    const { source, run } = await openTransferWorld()
    await fill(source, {
      '/a/b/file': 'F',
      '/a/b/sub/g': 'G',
      '/safe/x': 'X',
      '/a/sub': { link: '../safe' },
      '/a/old': 'O',
    })
    const task = await run('transfer', { ...extra, destination_endpoint: SOURCE, DATA: [item('/a/b', '/a')] })
    expect(task.status).toBe('SUCCEEDED')
    expect(await contents(source)).toMatchObject({
      '/a/b/file': 'F',
      '/a/b/sub/g': 'G',
      '/safe/x': 'X',
      '/safe/g': 'G',
    })
    expect(await contents(source)).not.toHaveProperty('/a/old')
  })

  test('is left out when source paths were skipped', async () => {
    const { source, destination, start, finish, events } = await openTransferWorld()
    await fill(source, { '/d/a': 'A' })
    await fill(destination, { '/d/x': 'X' })
    const id = await start('transfer', {
      ...extra,
      skip_source_errors: true,
      DATA: [item('/d', '/d'), item('/missing', '/m')],
    })
    expect(await finish(id)).toMatchObject({ status: 'SUCCEEDED', subtasks_skipped_errors: 1 })
    expect(await contents(destination)).toEqual({ '/d/a': 'A', '/d/x': 'X' })
    expect(events(id).map(({ code }) => code)).toContain('DELETE_DESTINATION_EXTRA_SKIPPED')
  })
})
