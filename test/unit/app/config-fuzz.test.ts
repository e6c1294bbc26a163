import {
  anything,
  assert,
  constantFrom,
  dictionary,
  json,
  oneof,
  property,
  string,
  tuple,
  type Arbitrary,
} from 'fast-check'
import { expect, test } from 'vitest'
import { ConfigError, parseConfig } from '../../../src/app/config'

const CASES = Number(process.env.FUZZ_CASES ?? 10_000)
const ID = '6c54cade-bde5-45c1-bdea-f4bd71dba2cc'

/** Something for every key, so that each can be spoilt. */
const full = {
  clientId: ID,
  environment: 'production',
  redirectUri: 'https://transfer.example.org/tools/towpath/',
  title: 'Fenwick Light Source',
  accent: '#007A87',
  helpUrl: 'https://help.example.org/globus',
  signIn: 'popup',
  refreshTokens: true,
  tokenStorage: 'memory',
  pinned: [{ collection: ID, path: '/~/', advice: 'Not backed up' }],
  start: { left: { collection: ID, path: '/data/' }, right: { collection: ID } },
  explain: [{ code: 'QUOTA_EXCEEDED', collection: ID, text: 'Ask us.', link: 'https://help.example.org/' }],
  defaults: { sync_level: 3, filter_rules: [{ method: 'exclude', type: 'file', name: '.*' }] },
}

type Keys = readonly (string | number)[]
const placesIn = (value: unknown, at: Keys = []): Keys[] =>
  typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([key, inside]) => {
        const place = [...at, Array.isArray(value) ? Number(key) : key]
        return [place, ...placesIn(inside, place)]
      })
    : []
const PLACES = placesIn(full)

/** A copy of the document that says something else at one place. */
function spoil(document: unknown, [key, ...rest]: Keys, value: unknown): unknown {
  if (key === undefined) return value
  if (Array.isArray(document))
    return document.map((entry: unknown, index) => (index === key ? spoil(entry, rest, value) : entry))
  const entries = Object.entries(document as object)
  return Object.fromEntries(
    entries.map(([name, entry]) => [name, name === key ? spoil(entry, rest, value) : entry] as const),
  )
}

const value: Arbitrary<unknown> = oneof(
  anything({ maxDepth: 3, withNullPrototype: true }),
  string({ unit: 'binary' }),
  constantFrom(ID, 'https://x', 'http://127.0.0.1:4100', 'javascript:x', '__proto__', '#ffffff', ''),
  dictionary(
    constantFrom('__proto__', 'constructor', 'collection', 'toString', 'x'),
    anything({ maxDepth: 1 }),
  ),
)

/** What is wrong with it; none when it is taken. Anything thrown but that is a mistake of ours. */
function problemsOf(text: string): string[] {
  try {
    return parseConfig(text).clientId.length === 36 ? [] : ['A config without a client.']
  } catch (error) {
    if (!(error instanceof ConfigError) || error.problems.length === 0) throw error
    return error.problems
  }
}

/** A sentence about the file, or about one of its keys. */
const SENTENCE = /^("[^]*" |The file |It is not JSON: )[^]+\.$/

test('D3: whatever one key says, the config is taken, or the message names that key', () => {
  let refused = 0
  assert(
    property(tuple(constantFrom(...PLACES), value), ([place, spoilt]) => {
      const problems = problemsOf(JSON.stringify(spoil(full, place, spoilt)))
      if (problems.length > 0) refused += 1
      const key = `"${place[0]}`
      expect(problems.filter((problem) => !SENTENCE.test(problem) || !problem.startsWith(key))).toEqual([])
    }),
    { numRuns: CASES / 2 },
  )
  expect(refused).toBeGreaterThan(CASES / 4)
})

test('D3: whatever stands in the file, it is taken, or the message says what is wrong', () => {
  assert(
    property(
      oneof(
        json(),
        string({ unit: 'binary' }),
        dictionary(
          oneof(constantFrom(...Object.keys(full), '__proto__', 'constructor'), string()),
          value,
        ).map((document) => JSON.stringify(document)),
        // Cut off in the middle, as when it is being written.
        tuple(constantFrom(JSON.stringify(full)), constantFrom(0, 1, 20, 100, 300)).map(([text, at]) =>
          text.slice(0, at),
        ),
      ),
      (text) => {
        expect(problemsOf(text).filter((problem) => !SENTENCE.test(problem))).toEqual([])
      },
    ),
    { numRuns: CASES / 2 },
  )
})
