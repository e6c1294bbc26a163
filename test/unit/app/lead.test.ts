import { describe, expect, test } from 'vitest'
import { readBoardMessage } from '../../../src/app/shared/board-channel'
import { createLead, type Locks } from '../../../src/app/shared/lead'

/** Locks as a browser gives them: to one at a time, in the order of asking. */
function fakeLocks(): Locks {
  const queues = new Map<string, Promise<unknown>>()
  const pending: { name: string }[] = []
  return {
    query: async () => ({ pending }),
    request: (name, { signal }, held) => {
      const before = queues.get(name) ?? Promise.resolve()
      const waiting = { name }
      pending.push(waiting)
      const turn = before.then(() => {
        pending.splice(pending.indexOf(waiting), 1)
        if (signal?.aborted) throw new DOMException('No longer wanted', 'AbortError')
        return held()
      })
      queues.set(
        name,
        turn.catch(() => undefined),
      )
      return turn
    },
  }
}

const settled = () => new Promise((done) => setTimeout(done))

describe('G6: of the tabs of one person', () => {
  const open = (locks: Locks | undefined, name = 'board') => createLead(locks, name, () => undefined)

  test('one leads, and when it is gone the next does', async () => {
    const locks = fakeLocks()
    const [first, second, third] = [open(locks), open(locks), open(locks)]
    for (const tab of [first, second, third]) tab.contend()
    await settled()
    const leaders = () => [first, second, third].map((tab) => tab.leads())
    expect(leaders()).toEqual([true, false, false])
    expect(await first.isAwaited()).toBe(true)
    first.resign()
    await settled()
    expect(leaders()).toEqual([false, true, false])
    // One that has given up waiting is passed over, and one that comes back stands at the end.
    third.resign()
    first.contend()
    second.resign()
    await settled()
    expect(leaders()).toEqual([true, false, false])
  })

  test('each hears when it begins and when it ceases to lead', async () => {
    const locks = fakeLocks()
    const heard: boolean[] = []
    const tab = createLead(locks, 'board', (leads) => heard.push(leads))
    tab.contend()
    tab.contend()
    await settled()
    tab.resign()
    tab.resign()
    await settled()
    expect(heard).toEqual([true, false])
  })

  test('B4: those of another deployment or person lead by themselves', async () => {
    const locks = fakeLocks()
    const [here, there] = [
      open(locks, 'towpath:/a/:client:board:ada'),
      open(locks, 'towpath:/b/:client:board:ada'),
    ]
    here.contend()
    there.contend()
    await settled()
    expect(await here.isAwaited()).toBe(false)
    expect([here.leads(), there.leads()]).toEqual([true, true])
  })

  test('each leads where the browser has no locks, or allows none', async () => {
    const refusal = () => Promise.reject(new Error('SecurityError'))
    const [without, refused] = [open(undefined), open({ request: () => refusal(), query: () => refusal() })]
    without.contend()
    refused.contend()
    await settled()
    expect([without.leads(), refused.leads()]).toEqual([true, true])
    // Nobody can tell who else is there, so what is known is told.
    expect([await without.isAwaited(), await refused.isAwaited()]).toEqual([true, true])
    without.resign()
    expect(without.leads()).toBe(false)
  })
})

const board = { DATA: [{ task_id: 'a', status: 'ACTIVE' }], total: 1, still: 0 }

test.each([
  ['nothing', null],
  ['a text', 'board'],
  ['a kind nobody knows', { kind: 'token' }],
  ['a board without a time', { kind: 'board', board }],
  ['a board without tasks', { kind: 'board', board: { ...board, DATA: null }, atMs: 1 }],
  ['a board of other tasks', { kind: 'board', board: { ...board, DATA: [null] }, atMs: 1 }],
  ['a failure without words', { kind: 'failed', failure: { status: 500 } }],
])('what another tab says is not taken when it is %s', (_what, data) => {
  expect(readBoardMessage(data)).toBeNull()
})

test('what another tab says is taken when it is understood, and nothing beside it', () => {
  expect(readBoardMessage({ kind: 'board', board, atMs: 1, token: 'x' })).toEqual({
    kind: 'board',
    board,
    atMs: 1,
  })
  expect(readBoardMessage({ kind: 'want', token: 'x' })).toEqual({ kind: 'want' })
})
