import { appendFile, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterEach, beforeEach, expect, test } from 'vitest'

import { openDatabase } from '../../../src/emulator/database'
import { memoryStorage } from '../../../src/emulator/storage/memory'
import { nodeStorage } from '../../../src/emulator/storage/node'

let directory: string
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'towpath-database-'))
})
afterEach(() => rm(directory, { recursive: true }))

test('what a full disk refused is written with the next change', async () => {
  const storage = memoryStorage()
  let isFull = true
  const database = await openDatabase({
    ...storage,
    appendJournal: (lines) => (isFull ? Promise.reject(new Error('ENOSPC')) : storage.appendJournal(lines)),
  })
  const rows = database.table<string>('rows')
  rows.put('a', 'first')
  await expect(database.flush()).rejects.toThrow('ENOSPC')
  rows.put('a', 'second')
  rows.put('b', 'other')
  isFull = false
  await database.flush()

  const again = (await openDatabase(storage)).table<string>('rows')
  expect([again.get('a'), again.get('b')]).toEqual(['second', 'other'])
})

test('a line that a crash cut in half is left out, and the next one is whole', async () => {
  const first = await openDatabase(nodeStorage(directory))
  first.table('rows').put('a', 1)
  await first.flush()
  await appendFile(join(directory, 'state.jsonl'), '["rows","b",')

  const second = await openDatabase(nodeStorage(directory))
  second.table('rows').put('c', 3)
  await second.flush()
  const rows = (await openDatabase(nodeStorage(directory))).table('rows')
  expect([rows.get('a'), rows.get('b'), rows.get('c')]).toEqual([1, undefined, 3])
})

test('a journal that has grown out of proportion is written anew without losing anything', async () => {
  const storage = nodeStorage(directory)
  const database = await openDatabase(storage)
  const rows = database.table<number>('rows')
  for (let round = 0; round < 5; round += 1) {
    for (let id = 0; id < 5000; id += 1) rows.put(String(id), round)
    await database.flush()
  }
  rows.delete('7')
  await database.flush()
  expect((await storage.readJournal()).length).toBeLessThan(20_000)
  const again = (await openDatabase(storage)).table<number>('rows')
  expect([again.size(), again.get('8'), again.get('7')]).toEqual([4999, 4, undefined])
})
