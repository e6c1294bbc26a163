import { appendFile, copyFile, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterEach, beforeEach, describe, expect, test } from 'vitest'

import { openDatabase } from '../../../src/emulator/database'
import { memoryStorage } from '../../../src/emulator/storage/memory'
import { nodeStorage } from '../../../src/emulator/storage/node'
import type { EmulatorStorage } from '../../../src/emulator/storage/storage'

let directory: string
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'towpath-database-'))
})
afterEach(() => rm(directory, { recursive: true }))

const reopen = async (storage: EmulatorStorage) => {
  const database = await openDatabase(storage)
  return { rows: database.table<unknown>('rows'), lists: database.listTable<unknown>('lists') }
}

test('what a full disk refused is written with the next change', async () => {
  const storage = memoryStorage()
  let isFull = true
  const database = await openDatabase({
    ...storage,
    appendJournal: (lines) => (isFull ? Promise.reject(new Error('ENOSPC')) : storage.appendJournal(lines)),
  })
  const rows = database.table<string>('rows')
  const lists = database.listTable<string>('lists')
  rows.put('a', 'first')
  lists.append('l', 'first')
  await expect(database.flush()).rejects.toThrow('ENOSPC')
  rows.put('a', 'second')
  rows.put('b', 'other')
  lists.append('l', 'second')
  isFull = false
  await database.flush()

  const again = await reopen(storage)
  expect([again.rows.get('a'), again.rows.get('b'), again.lists.get('l')]).toEqual([
    'second',
    'other',
    ['first', 'second'],
  ])
})

test('what a crash cut short is left out as a whole, and the next is whole', async () => {
  const first = await openDatabase(nodeStorage(directory))
  first.table('rows').put('a', 1)
  await first.flush()
  await appendFile(join(directory, 'state.jsonl'), '["rows","x",9]\n["rows","b",')

  const second = await openDatabase(nodeStorage(directory))
  second.table('rows').put('c', 3)
  await second.flush()
  const { rows } = await reopen(nodeStorage(directory))
  expect(['a', 'x', 'b', 'c'].map((id) => rows.get(id))).toEqual([1, undefined, undefined, 3])
})

test.each([
  ['an older version, whose last line is not followed by an empty one', '["rows","a",1]\n["rows","b",2]\n'],
  ['an older version, cut short', '["rows","a",1]\n["ro'],
  ['a newer version', '{"towpath_journal":3}\n["rows","a",1]\n\n'],
  ['somebody else', 'a'],
])('a journal of %s is refused and left as it is', async (_, text) => {
  const path = join(directory, 'state.jsonl')
  await writeFile(path, text)
  await expect(openDatabase(nodeStorage(directory))).rejects.toThrow(
    /state\.jsonl was written by another version .* --data, or delete/,
  )
  expect(await readFile(path, 'utf8')).toBe(text)
})

test('a journal that a crash cut in its first line or its first change begins anew', async () => {
  const path = join(directory, 'state.jsonl')
  for (const text of [
    '',
    '{"tow',
    '{"towpath_journal":2}\n',
    '{"towpath_journal":2}\n["rows","b",2]\n["ro',
  ]) {
    await writeFile(path, text)
    const database = await openDatabase(nodeStorage(directory))
    database.table('rows').put('a', 1)
    await database.flush()
    const { rows } = await reopen(nodeStorage(directory))
    expect([rows.get('a'), rows.get('b')]).toEqual([1, undefined])
  }
})

describe('a list', () => {
  test('comes back as it was, whatever was done to it between two flushes', async () => {
    const storage = nodeStorage(directory)
    const database = await openDatabase(storage)
    const lists = database.listTable<unknown>('lists')
    const steps: (() => void)[] = [
      () => [1, 'two\n', { three: [3, '"]'] }].forEach((item) => lists.append('a', item)),
      () => lists.truncate('a', 1),
      () => lists.append('a', 'ü'),
      () => ['x', 'y'].forEach((item) => lists.append('odd "id", 1', item)),
      () => lists.keepLast('a', 1),
      () => (lists.delete('a'), lists.append('a', 'new'), lists.append('a', 'and more')),
      () => (lists.append('a', 'gone'), lists.truncate('a', 2)),
      () => lists.truncate('a', 9),
      () => lists.delete('a'),
    ]
    for (const step of steps) {
      step()
      await database.flush()
      const again = await reopen(storage)
      for (const id of ['a', 'odd "id", 1']) {
        expect(again.lists.get(id)).toEqual(lists.get(id))
        expect(again.lists.length(id)).toBe(lists.get(id).length)
      }
      expect(again.lists.size()).toBe(lists.size())
    }
    expect(lists.get('odd "id", 1', 1)).toEqual(['y'])
  })

  test('costs the journal what is appended, not what it holds', async () => {
    const database = await openDatabase(nodeStorage(directory))
    const lists = database.listTable<number>('lists')
    for (let index = 0; index < 100; index += 1) {
      lists.append('l', index)
      await database.flush()
    }
    expect((await stat(join(directory, 'state.jsonl'))).size).toBeLessThan(100 * 30)
  })
})

describe('an index', () => {
  type Row = { name: string; owner: string | null; at: number }
  const openIndexed = async () => {
    const rows = (await openDatabase(memoryStorage())).table<Row>('rows')
    rows.put('early', { name: 'early', owner: 'a', at: 1 })
    const byOwner = rows.index({ keysOf: ({ owner }) => (owner ? [owner] : []), placeOf: ({ at }) => at })
    const names = (owner: string) => Array.from(byOwner.ascending(owner), ({ name }) => name)
    return { rows, byOwner, names }
  }

  test('is in order whatever comes when, and knows what was there before it', async () => {
    const { rows, byOwner, names } = await openIndexed()
    for (const [name, at] of [
      ['d', 4],
      ['b', 2],
      ['b2', 2],
      ['c', 3],
      ['z', 0],
    ] as const)
      rows.put(name, { name, owner: 'a', at })
    expect(names('a')).toEqual(['z', 'early', 'b', 'b2', 'c', 'd'])
    expect(Array.from(byOwner.descending('a'), ({ name }) => name)).toEqual(names('a').reverse())
    expect([byOwner.count('a'), byOwner.count('b')]).toEqual([6, 0])
  })

  test('follows a row that was changed in place, replaced or deleted', async () => {
    const { rows, byOwner, names } = await openIndexed()
    const row: Row = { name: 'x', owner: 'a', at: 2 }
    rows.put('x', row)
    row.owner = 'b'
    rows.put('x', row)
    expect([names('a'), names('b')]).toEqual([['early'], ['x']])
    rows.put('x', { name: 'other', owner: 'b', at: 2 })
    expect(names('b')).toEqual(['other'])
    rows.put('x', { name: 'nobody', owner: null, at: 2 })
    expect(names('b')).toEqual([])
    rows.put('x', { name: 'back', owner: 'a', at: 0 })
    rows.delete('early')
    rows.delete('never')
    expect([names('a'), byOwner.count('a')]).toEqual([['back'], 1])
  })
})

describe('a journal that has grown out of proportion', () => {
  const SMALL = { compactAfterLines: 100 }

  test('is written anew while calls go on, without losing what they write', async () => {
    const storage = nodeStorage(directory)
    const database = await openDatabase(storage, SMALL)
    const rows = database.table<number>('rows')
    const lists = database.listTable<number>('lists')
    for (let round = 0; round < 40; round += 1) {
      for (let id = 0; id < 1000; id += 1) {
        rows.put(String(id), round * 1000 + id)
        // Little at a time: a slow machine too gets on with writing it anew between two calls.
        if (id % 100 === 99) await database.flush()
      }
      for (let list = 0; list < 50; list += 1) lists.append(String(list), round)
      lists.truncate(String(round), 5)
      rows.delete(String(round))
      await database.flush()
    }
    const expected = Array.from({ length: 1000 }, (_, id) => rows.get(String(id)))
    await database.close()

    expect((await readFile(join(directory, 'state.jsonl'), 'utf8')).split('\n').length).toBeLessThan(12_000)
    const again = await reopen(storage)
    expect(Array.from({ length: 1000 }, (_, id) => again.rows.get(String(id)))).toEqual(expected)
    for (let list = 0; list < 50; list += 1)
      expect(again.lists.get(String(list))).toEqual(lists.get(String(list)))
  })

  test('is whole at every moment at which the process might be killed', async () => {
    const storage = nodeStorage(directory)
    const moments: string[] = []
    /** What a kill leaves behind, and what had been answered for by then. */
    const remember = async () => {
      const copy = join(directory, `killed-${moments.length}`)
      moments.push(copy)
      await mkdir(copy)
      for (const name of ['state.jsonl', 'state.jsonl.next'])
        await copyFile(join(directory, name), join(copy, name)).catch(() => undefined)
    }
    const database = await openDatabase(
      {
        ...storage,
        nextJournal: () => {
          const next = storage.nextJournal()
          return {
            append: async (lines) => {
              await next.append(lines)
              await remember()
            },
            sync: async () => {
              await next.sync()
              await remember()
            },
            commit: async () => {
              await remember()
              await next.commit()
              await remember()
            },
            discard: next.discard,
          }
        },
      },
      SMALL,
    )
    const rows = database.table<number>('rows')
    const answered: number[] = []
    for (let round = 0; round < 12; round += 1) {
      for (let id = 0; id < 300; id += 1) rows.put(String(id), round)
      await database.flush()
      for (let moment = answered.length; moment < moments.length; moment += 1) answered[moment] = round
      await new Promise((resolve) => setTimeout(resolve, 5))
    }
    await database.close()
    expect(moments.length).toBeGreaterThan(4)
    for (const copy of moments) {
      const { rows: found } = await reopen(nodeStorage(copy))
      expect(found.size()).toBe(300)
      const values = new Set(found.values())
      // All of one flush or none of it.
      expect(values.size).toBe(1)
    }
  })

  test('stays as it is when there is no room for another', async () => {
    const storage = memoryStorage()
    let isFull = true
    const database = await openDatabase(
      {
        ...storage,
        nextJournal: () => {
          const next = storage.nextJournal()
          return {
            ...next,
            append: (lines) => (isFull ? Promise.reject(new Error('ENOSPC')) : next.append(lines)),
          }
        },
      },
      SMALL,
    )
    const rows = database.table<number>('rows')
    const put = async (value: number) => {
      for (let id = 0; id < 200; id += 1) rows.put(String(id), value)
      await database.flush()
    }
    for (let value = 0; value < 5; value += 1) await put(value)
    expect((await reopen(storage)).rows.get('7')).toBe(4)
    isFull = false
    for (let value = 5; value < 9; value += 1) await put(value)
    await database.close()
    expect((await reopen(storage)).rows.get('7')).toBe(8)
  })
})
