import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { routeOf } from '../../../src/app/embed/connect'
import { possibleHosts } from '../../../src/app/embed/handshake'
import { createHeights, HEIGHTS } from '../../../src/app/embed/heights'
import { createInbox, isSmallJson } from '../../../src/app/embed/inbox'
import { readConnect, readHostMessage } from '../../../src/app/embed/protocol'
import { safeReturnPath } from '../../../src/app/paths'
import { USUAL_OPTIONS } from '../../../src/app/shared/draft/draft'
import { readDraftLink } from '../../../src/app/shared/draft/draft-link'

const ID = '6c54cade-bde5-45c1-bdea-f4bd71dba2cc'
const PORTAL = 'https://portal.example.org'

describe('E2: who may have this page in a frame', () => {
  const portal = { own: 'https://transfer.example.org', ancestors: [PORTAL], isParentTop: true }
  const allowed = [PORTAL, 'https://other.example.org']
  test.each<[who: string, surroundings: Parameters<typeof possibleHosts>[1], hosts: readonly string[]]>([
    ['a listed page', portal, [PORTAL]],
    [
      'one in another listed page',
      { ...portal, ancestors: [PORTAL, 'https://other.example.org'], isParentTop: false },
      [PORTAL],
    ],
    ['one that is not listed', { ...portal, ancestors: ['https://evil.example'] }, []],
    [
      'a listed one in one that is not',
      { ...portal, ancestors: [PORTAL, 'https://evil.example'], isParentTop: false },
      [],
    ],
    ['a listed host at another port', { ...portal, ancestors: [`${PORTAL}:8443`] }, []],
    ['a listed host without https', { ...portal, ancestors: ['http://portal.example.org'] }, []],
    ['a part of a listed host', { ...portal, ancestors: ['https://evil.portal.example.org'] }, []],
    ['one that hides itself', { ...portal, ancestors: ['null'] }, []],
    ['a frame that is shut in', { ...portal, own: 'null' }, []],
    ['any listed one, where the browser does not tell', { ...portal, ancestors: null }, allowed],
    [
      'nobody deeper down, where the browser does not tell',
      { ...portal, ancestors: null, isParentTop: false },
      [],
    ],
  ])('%s', (_who, surroundings, hosts) => {
    expect(possibleHosts(allowed, surroundings)).toEqual(hosts)
  })
})

const ODD = [
  null,
  undefined,
  7,
  -0.5,
  NaN,
  2n ** 70n,
  '',
  '//evil.example',
  '__proto__',
  [],
  [[[[[[[]]]]]]],
  {},
  new Map(),
  new Date(0),
  new Uint8Array(9),
  'x'.repeat(70_000),
]
const odd = fc.constantFrom<unknown>(...ODD)
const place = fc.record({ collection: fc.constant(ID), path: fc.string() }, { requiredKeys: ['collection'] })
const item = fc.record(
  { path: fc.string({ unit: 'binary' }), as: fc.string(), kind: fc.constantFrom('file', 'folder') },
  { requiredKeys: ['path'] },
)
const transfer = fc.record(
  {
    source: fc.constant(ID),
    folder: fc.string(),
    label: fc.string({ unit: 'binary' }),
    encrypt_data: fc.boolean(),
    items: fc.array(item, { maxLength: 4 }),
  },
  { requiredKeys: [] },
)
const wish = fc.record(
  {
    kinds: fc.constantFrom('files', 'both'),
    most: fc.integer({ min: 0, max: 9 }),
    collections: fc.constant([ID]),
  },
  { requiredKeys: [] },
)
const rightMessage: fc.Arbitrary<Record<string, unknown>> = fc.oneof(
  transfer.map((transfer) => ({ towpath: 1, type: 'prefill', transfer })),
  fc.record(
    {
      towpath: fc.constant(1),
      type: fc.constant('show'),
      screen: fc.constantFrom('files', 'tasks'),
      left: place,
    },
    { requiredKeys: ['towpath', 'type', 'screen'] },
  ),
  wish.map((pick) => ({ towpath: 1, type: 'connect', mode: 'picker', pick })),
)
/** One key of a message, or of what it holds, is another thing or one too many. */
const wrongMessage = fc
  .tuple(rightMessage, fc.nat(9), odd, fc.boolean())
  .map(([message, at, value, isDeep]) => {
    const spoil = (object: object) => {
      const keys = [...Object.keys(object), 'delete_destination_extra', '__proto__']
      return { ...object, [keys[at % keys.length]!]: value }
    }
    const inner = message.transfer ?? message.pick ?? message.left
    if (!isDeep || typeof inner !== 'object' || inner === null) return spoil(message)
    const key = Object.keys(message).find((name) => message[name] === inner)!
    return { ...message, [key]: spoil(inner) }
  })
const anyData = fc.oneof(
  { weight: 2, arbitrary: rightMessage },
  { weight: 5, arbitrary: wrongMessage },
  { weight: 2, arbitrary: odd },
  {
    weight: 1,
    arbitrary: fc.anything({ maxDepth: 2, withBigInt: true, withMap: true, withNullPrototype: true }),
  },
)

test('E5, E7: 10,000 messages of any kind are taken, answered or counted; none leads anywhere but to an own screen', () => {
  const met = new Set<string>()
  const inbox = createInbox()
  let nowMs = 0
  fc.assert(
    fc.property(anyData, fc.nat(200), (data, laterMs) => {
      const received = inbox.receive(data, (nowMs += laterMs))
      const begun = readConnect(data)
      met.add('message' in begun ? 'connect' : begun.mistake)
      if (received === null) return void met.add('counted')
      if ('answer' in received) {
        met.add(received.answer.code)
        return
      }
      met.add(received.message.type)
      const route = routeOf(received.message)
      expect(safeReturnPath(route)).toBe(route)
      const { draft } = readDraftLink(new URL(route, PORTAL).searchParams, USUAL_OPTIONS)
      expect(draft).toMatchObject({ origin: 'link', options: { delete_destination_extra: false } })
    }),
    { numRuns: 10_000 },
  )
  expect([...met].sort()).toEqual(
    [
      'connect',
      'counted',
      'malformed',
      'prefill',
      'show',
      'too-big',
      'too-many',
      'unknown',
      'version',
    ].sort(),
  )
})

describe('E5: a message', () => {
  const say = (data: unknown) => createInbox().receive(data, 0)
  const error = (code: string, message = expect.any(String) as string) => ({
    answer: { type: 'error', code, message, ignored: 1 },
  })
  test.each<[what: string, data: unknown, code: string]>([
    ['of another version', { towpath: 2, type: 'show', screen: 'files' }, 'version'],
    ['that nobody knows', { towpath: 1, type: 'submit' }, 'unknown'],
    [
      'with a key that nobody knows',
      { towpath: 1, type: 'show', screen: 'files', submit: true },
      'malformed',
    ],
    [
      'that would delete',
      { towpath: 1, type: 'prefill', transfer: { delete_destination_extra: true } },
      'malformed',
    ],
    ['that is a text', 'show', 'malformed'],
    ['that is nothing', undefined, 'malformed'],
    ['that is no JSON', { towpath: 1, type: 'show', screen: new Map() }, 'too-big'],
    ['that is too long', { towpath: 1, type: 'prefill', transfer: { label: 'x'.repeat(64_000) } }, 'too-big'],
    [
      'of too many keys',
      Object.fromEntries(Array.from({ length: 20_000 }, (_, at) => [at, null])),
      'too-big',
    ],
    ['that is a list, and an endless one', Object.assign([], { length: 4_000_000_000 }), 'version'],
  ])('%s is answered with an error', (_what, data, code) => {
    expect(say(data)).toEqual(error(code))
  })

  test('says at which key it is wrong', () => {
    const { answer } = say({
      towpath: 1,
      type: 'prefill',
      transfer: { items: [{ path: '/a' }, { path: 7 }] },
    }) as {
      answer: { message: string }
    }
    expect(answer.message).toContain('“transfer.items.1.path”')
  })

  test('that holds itself has an end', () => {
    const ring: Record<string, unknown> = { towpath: 1 }
    ring.ring = ring
    expect(isSmallJson(ring)).toBe(false)
  })

  test('comes too often: the flood is answered once, and the next that is heard says how much was not', () => {
    const { receive } = createInbox()
    const show = { towpath: 1, type: 'show', screen: 'tasks' }
    const flood = Array.from({ length: 100 }, () => receive(show, 1_000))
    expect(flood.filter((one) => one && 'message' in one)).toHaveLength(20)
    expect(flood.filter((one) => one && 'answer' in one)).toEqual([error('too-many')])
    expect(receive(show, 1_000 + 200)).toEqual({ message: show })
    expect(receive({ towpath: 1, type: 'x' }, 60_000)).toMatchObject({
      answer: { code: 'unknown', ignored: 81 },
    })
  })
})

test('E7: what a host fills in arrives in the form as it was said', () => {
  const read = readHostMessage({
    towpath: 1,
    type: 'prefill',
    transfer: {
      source: ID,
      destination: ID,
      folder: '/in & out/',
      label: 'a=b&c',
      sync_level: 'checksum',
      encrypt_data: true,
      verify_checksum: false,
      items: [
        { path: '/x/#1 100%.tif', as: 'one & only.tif', kind: 'file' },
        { path: '/folder/', kind: 'folder' },
      ],
    },
  })
  if (!('message' in read)) throw new Error(`It was not taken: ${read.mistake} at ${read.at}`)
  const { draft, problems } = readDraftLink(
    new URL(routeOf(read.message), PORTAL).searchParams,
    USUAL_OPTIONS,
  )
  expect(problems).toEqual([])
  expect(draft).toMatchObject({
    source: ID,
    destination: ID,
    folder: '/in & out/',
    options: { label: 'a=b&c', sync_level: 3, encrypt_data: true, verify_checksum: false },
    items: [
      { source_path: '/x/#1 100%.tif', lands: 'one & only.tif', kind: 'file' },
      { source_path: '/folder/', kind: 'folder' },
    ],
  })
})

describe('E8: heights', () => {
  /** Runs what was put off, until nothing is. */
  const world = () => {
    const told: number[] = []
    let later: (() => void)[] = []
    const heights = createHeights(
      (height) => told.push(height),
      (task) => later.push(task),
    )
    const settle = () => {
      for (let rounds = 0; later.length > 0; rounds += 1) {
        if (rounds > 1_000) throw new Error('It never ends')
        const now = later
        later = []
        for (const task of now) task()
      }
    }
    return { ...heights, told, settle }
  }

  test('are rounded and clamped, whatever is measured', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.double(), fc.integer({ min: -10, max: 3_000 })), { maxLength: 30 }),
        (measured) => {
          const { want, told, settle } = world()
          for (const height of measured) {
            want(height)
            settle()
          }
          for (const height of told) {
            expect(height % 8).toBe(0)
            expect(height).toBeGreaterThanOrEqual(HEIGHTS.least)
            expect(height).toBeLessThanOrEqual(HEIGHTS.most)
          }
        },
      ),
    )
  })

  test('that go up and down come to rest, high enough for both', () => {
    const { want, told, settle } = world()
    for (let round = 0; round < 500; round += 1) {
      want(round % 2 === 0 ? 500 : 600)
      settle()
    }
    expect(told.length).toBeLessThan(10)
    expect(told.at(-1)).toBe(600)
  })

  test('in a row are told once; another width lets them come down again', () => {
    const { want, begin, told, settle } = world()
    want(400)
    for (let height = 401; height < 900; height += 1) want(height)
    settle()
    expect(told).toEqual([400, 904])
    for (let round = 0; round < 4; round += 1) {
      want(400)
      settle()
      want(904)
      settle()
    }
    want(400)
    settle()
    expect(told.at(-1)).toBe(904)
    begin()
    want(400)
    settle()
    expect(told.at(-1)).toBe(400)
  })
})
