import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
// The example of src/emulator/README.md, from here …
import { expect, test, vi } from 'vitest'
import { TRANSFER_ALL, TRANSFER_SERVER } from '../../../src/emulator/auth/scopes'
import { createManualClock } from '../../../src/emulator/clock'
import { createEmulator } from '../../../src/emulator/emulator'
import { signIn } from '../../../src/emulator/sign-in'
import { memoryStorage } from '../../../src/emulator/storage/memory'

test('a folder that is made is listed', async () => {
  const clock = createManualClock(Date.UTC(2026, 10, 20))
  const emulator = await createEmulator({
    storage: memoryStorage(clock),
    clock,
    rateBytesPerSecond: Infinity,
  })
  vi.stubGlobal('fetch', (input: string, init: RequestInit) => emulator.fetch(new Request(input, init)))
  const token = signIn(emulator.world, { username: 'ada@example.edu', scope: TRANSFER_ALL })[TRANSFER_SERVER]

  const archive =
    'https://transfer.api.globus.org/v0.10/operation/endpoint/b226ba2f-d417-412f-82e6-46bd2077e059'
  const headers = { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' }
  const folder = JSON.stringify({ DATA_TYPE: 'mkdir', path: '/incoming/new' })
  await fetch(`${archive}/mkdir`, { method: 'POST', headers, body: folder })
  const listing = await fetch(`${archive}/ls?path=/incoming/`, { headers })
  expect(await listing.json()).toMatchObject({ DATA: [{ name: 'new', type: 'dir' }] })

  // A task copies as far as the clock moves.
  await clock.advance(60_000)
  await emulator.close()
})
// … to here.

test('the example in the documentation is the one that runs', async () => {
  const read = (path: string) => readFile(fileURLToPath(new URL(path, import.meta.url)), 'utf8')
  const [, example] = /from here …\n([^]*)\/\/ … to here/.exec(await read('library.test.ts'))!
  expect(await read('../../../src/emulator/README.md')).toContain(example)
})

test('whoever is signed in without the page has what the page would have given, and no more', async () => {
  const emulator = await createEmulator({ storage: memoryStorage() })
  const mapped = 'b8722e73-9227-4214-b2b2-b82392bc43cd'
  const ls = async (scope: string) => {
    const tokens = signIn(emulator.world, { username: 'ada@example.edu', scope })
    expect(Object.keys(tokens)).toEqual([TRANSFER_SERVER])
    const answer = await emulator.fetch(
      new Request(`https://transfer.api.globus.org/v0.10/operation/endpoint/${mapped}/ls`, {
        headers: { authorization: `Bearer ${tokens[TRANSFER_SERVER]}` },
      }),
    )
    return answer.status
  }
  expect(await ls(TRANSFER_ALL)).toBe(403)
  expect(await ls(`${TRANSFER_ALL}[*https://auth.globus.org/scopes/${mapped}/data_access]`)).toBe(200)
  const nobody = { username: 'nobody@example.edu', scope: TRANSFER_ALL }
  expect(() => signIn(emulator.world, nobody)).toThrow('nobody@example.edu')
  expect(() => signIn(emulator.world, { username: 'ada@example.edu', scope: 'urn:nothing' })).toThrow(
    'urn:nothing',
  )
  await emulator.close()
})
