import * as v from 'valibot'

import { PRESETS } from './presets'

/**
 * How the emulated world misbehaves on purpose, as people write it: plain JSON, described in `docs/weather.md`. Every
 * key is checked, because a misspelt one would be fair weather that looks like a passed test.
 */
const between = (least: number, most: number, what: string) =>
  v.pipe(v.number(what), v.minValue(least, what), v.maxValue(most, what))
const wholeNumber = (least: number) => {
  const what = `must be a whole number from ${least} on`
  return v.pipe(v.number(what), v.safeInteger(what), v.minValue(least, what))
}
/** Longer than anybody waits, and short enough for a timer. */
const milliseconds = between(0, 600_000, 'must be a number of milliseconds from 0 to 600,000')
const seconds = between(0, 1e9, 'must be a number of seconds from 0 on')
const clockOffset = between(-1e9, 1e9, 'must be a number of seconds, at most 1e9 either way')
const PROBABILITY = 'must be a number above 0 and up to 1'
const probability = v.pipe(v.number(PROBABILITY), v.gtValue(0, PROBABILITY), v.maxValue(1, PROBABILITY))
const uuid = v.pipe(v.string('must be a text'), v.uuid('must be a UUID'))
const text = v.pipe(v.string('must be a text'), v.nonEmpty('must not be empty'))
const when = v.picklist(['before', 'after'], 'must be "before" or "after"')

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'] as const

/** Which calls a rule is for; what is left out does not matter. */
const callSelection = {
  service: v.optional(v.picklist(['auth', 'transfer'], 'must be "auth" or "transfer"')),
  method: v.optional(v.picklist(METHODS, `must be one of ${METHODS.join(', ')}`)),
  path: v.optional(v.pipe(text, v.startsWith('/', 'must start with /'))),
  collection: v.optional(uuid),
  probability: v.optional(probability),
  count: v.optional(wholeNumber(1)),
}

const requestKinds = [
  v.strictObject({
    kind: v.literal('latency'),
    ms: milliseconds,
    jitter_ms: v.optional(milliseconds),
    ...callSelection,
  }),
  v.strictObject({
    kind: v.literal('too_many_requests'),
    retry_after_seconds: v.optional(seconds),
    retry_after_form: v.optional(v.picklist(['seconds', 'date'], 'must be "seconds" or "date"')),
    ...callSelection,
  }),
  v.strictObject({
    kind: v.literal('server_error'),
    status: v.picklist([500, 502, 503, 504], 'must be 500, 502, 503 or 504'),
    body: v.optional(v.picklist(['document', 'gateway_page'], 'must be "document" or "gateway_page"')),
    retry_after_seconds: v.optional(seconds),
    when: v.optional(when),
    ...callSelection,
  }),
  v.strictObject({ kind: v.literal('dropped'), when: v.optional(when), ...callSelection }),
  v.strictObject({
    kind: v.literal('truncated'),
    after_bytes: v.optional(wholeNumber(0)),
    ending: v.optional(v.picklist(['broken', 'clean'], 'must be "broken" or "clean"')),
    ...callSelection,
  }),
  v.strictObject({ kind: v.literal('not_json'), ...callSelection }),
  v.strictObject({ kind: v.literal('slow_body'), bytes_per_second: wholeNumber(1), ...callSelection }),
  v.strictObject({ kind: v.literal('expired_token'), ...callSelection }),
  v.strictObject({ kind: v.literal('revoked_token'), ...callSelection }),
] as const

const side = v.optional(v.picklist(['source', 'destination'], 'must be "source" or "destination"'))

/** Which tasks a rule is for, and from when on. */
const taskSelection = {
  collection: v.optional(uuid),
  probability: v.optional(probability),
  count: v.optional(wholeNumber(1)),
  after_bytes: v.optional(wholeNumber(0)),
  after_files: v.optional(wholeNumber(0)),
}
const fileSelection = { ...taskSelection, path: v.optional(text), times: v.optional(wholeNumber(1)) }
const forSeconds = { for_seconds: v.optional(seconds) }

/** What befalls a whole collection. */
const TROUBLES = ['offline', 'paused_by_owner', 'out_of_quota', 'permission_lost'] as const
/** What a server does when it is asked for one file or folder. */
const SERVER_FAULTS = ['busy', 'connection_reset', 'timeout'] as const
/** What goes wrong with the copy of one file. */
const COPY_FAULTS = ['checksum', 'size_changed'] as const
const FAULTS = [...SERVER_FAULTS, ...COPY_FAULTS] as const

const trouble = v.picklist(TROUBLES, `must be one of ${TROUBLES.join(', ')}`)
const troubleMidway = v.strictObject({ kind: trouble, side, ...taskSelection, ...forSeconds })
const serverFault = v.strictObject({ kind: v.picklist(SERVER_FAULTS), side, ...fileSelection })
const copyFault = v.strictObject({ kind: v.picklist(COPY_FAULTS), ...fileSelection })

const collectionTrouble = v.strictObject(
  { kind: trouble, collection: uuid, ...forSeconds },
  'must be an object with "kind" and "collection"',
)

const REQUEST_KINDS = requestKinds.map(({ entries }) => entries.kind.literal)
const oneKindOf = (kinds: readonly string[]) => (issue: v.BaseIssue<unknown>) =>
  `must be ${issue.path?.at(-1)?.key === 'kind' ? '' : 'an object whose "kind" is '}one of ${kinds.join(', ')}`

const requestRule = v.variant('kind', requestKinds, oneKindOf(REQUEST_KINDS))
const taskRule = v.variant(
  'kind',
  [troubleMidway, serverFault, copyFault],
  oneKindOf([...TROUBLES, ...FAULTS]),
)

const weatherSchema = v.strictObject(
  {
    preset: v.optional(text),
    clock_offset_seconds: v.optional(clockOffset),
    requests: v.optional(v.array(requestRule, 'must be a list')),
    tasks: v.optional(v.array(taskRule, 'must be a list')),
    collections: v.optional(v.array(collectionTrouble, 'must be a list')),
  },
  'must be a JSON object',
)

const TOKEN_EVENTS = ['expire_tokens', 'revoke_tokens'] as const
const tokenEvent = v.strictObject({
  kind: v.picklist(TOKEN_EVENTS),
  identity: v.optional(uuid),
  client: v.optional(uuid),
  resource_server: v.optional(text),
  token_kind: v.optional(v.picklist(['access', 'refresh'], 'must be "access" or "refresh"')),
})
const backToNormal = v.strictObject({ kind: v.literal('recovered'), collection: uuid })

const happeningSchema = v.variant(
  'kind',
  [tokenEvent, collectionTrouble, backToNormal, serverFault, copyFault, ...requestKinds],
  oneKindOf([...TOKEN_EVENTS, ...TROUBLES, 'recovered', ...FAULTS, ...REQUEST_KINDS]),
)

export type RequestRule = v.InferOutput<typeof requestRule>
export type TaskRule = v.InferOutput<typeof taskRule>
export type CollectionTrouble = v.InferOutput<typeof collectionTrouble>
export type TokenEvent = v.InferOutput<typeof tokenEvent>
export type FileFault = v.InferOutput<typeof serverFault> | v.InferOutput<typeof copyFault>
export type WeatherDocument = v.InferOutput<typeof weatherSchema>
/** Something that happens once: at once, or to the next call or file it fits. */
export type Happening = v.InferOutput<typeof happeningSchema>
/** The weather as it is told: every key there, no preset any more. */
export type Weather = Required<Omit<WeatherDocument, 'preset'>>

/** Weather that cannot be had; the message names the key. */
export class WeatherError extends Error {
  override name = 'WeatherError'
}

export function checkWeather(input: unknown): WeatherDocument {
  const weather = check(weatherSchema, input, 'The weather')
  if (weather.preset !== undefined && !Object.hasOwn(PRESETS, weather.preset))
    throw new WeatherError(`"preset" must be one of ${Object.keys(PRESETS).join(', ')}.`)
  return weather
}
export const checkHappening = (input: unknown): Happening => check(happeningSchema, input, 'The event')

const isOneOf =
  <const Kind extends string>(kinds: readonly Kind[]) =>
  (kind: string): kind is Kind =>
    kinds.some((one) => one === kind)
export const isTrouble = isOneOf(TROUBLES)
export const isServerFault = isOneOf(SERVER_FAULTS)
export const isFault = isOneOf(FAULTS)
export const isRequestKind = isOneOf(REQUEST_KINDS)
export type ServerFault = (typeof SERVER_FAULTS)[number]

function check<Output>(
  schema: v.BaseSchema<unknown, Output, v.BaseIssue<unknown>>,
  input: unknown,
  whole: string,
): Output {
  // To Valibot a list is an object too.
  if (Array.isArray(input)) throw new WeatherError(`${whole} must be a JSON object.`)
  const result = v.safeParse(schema, input, { abortPipeEarly: true })
  if (result.success) return result.output
  throw new WeatherError(result.issues.map((issue) => describe(issue, whole)).join(' '))
}

function describe(issue: v.BaseIssue<unknown>, whole: string): string {
  const path = v.getDotPath(issue)
  if (issue.type === 'strict_object' && path !== null) {
    if (issue.expected === 'never') return `"${path}" is not a known key. Check its spelling, or remove it.`
    if (issue.received === 'undefined') return `"${path}" is missing.`
  }
  return `${path === null ? whole : `"${path}"`} ${issue.message}.`
}
