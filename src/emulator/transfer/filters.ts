import { isoSeconds } from '../clock'
import { badRequest } from '../http'

/**
 * The query language that all lists share: `filter`, `orderby`, `fields`, `limit` and `offset` over plain documents.
 * https://docs.globus.org/api/transfer/overview/#filtering_and_ordering
 */
export type FieldKind = 'text' | 'number' | 'date' | 'boolean'
export type FieldKinds = Readonly<Record<string, FieldKind>>

type Test = (value: unknown) => boolean
type Predicate = (document: object) => boolean
type Values = Readonly<Record<string, unknown>>

/** Only fields of the lists that requests are held against get here, so none is called `constructor`. */
const read = (document: object, field: string): unknown => (document as Values)[field]

/** The test that all `filter` parameters of a request make together: one of them must hold, all clauses of it. */
export function parseFilter(values: readonly string[], kinds: FieldKinds): Predicate {
  const alternatives = values.filter((value) => value !== '').map((value) => parseClauses(value, kinds))
  if (alternatives.length === 0) return () => true
  return (document) => alternatives.some((clauses) => clauses.every((clause) => clause(document)))
}

function parseClauses(value: string, kinds: FieldKinds): Predicate[] {
  // Official clients end every clause with a slash, the last one too.
  const clauses = value.split('/').filter((clause) => clause !== '')
  return clauses.map((clause) => {
    const colon = clause.indexOf(':')
    if (colon < 0) throw badRequest(`filter: "${clause}" is not of the form field:value`)
    const field = clause.slice(0, colon)
    const kind = Object.hasOwn(kinds, field) ? kinds[field] : undefined
    if (!kind) throw badRequest(`filter: there is no field "${field}" to filter by`)
    const test = TESTS[kind](clause.slice(colon + 1), field)
    return (document) => test(read(document, field))
  })
}

const TESTS: Record<FieldKind, (text: string, field: string) => Test> = {
  text: (text) => anyOf(text.split(',').map(textTest)),
  number: (text, field) => anyOf(text.split(',').map((item) => numberTest(item, field))),
  boolean: (text, field) => {
    const wanted = parseBoolean(text)
    if (wanted === null) throw badRequest(`filter: ${field} takes 1 or 0`)
    return (value) => value === wanted
  },
  date: dateRange,
}

type Item = { negative: boolean; test: Test }

/** A comma means "any of"; an excluding item must hold in any case. */
function anyOf(items: Item[]): Test {
  const positives = items.filter(({ negative }) => !negative)
  const negatives = items.filter(({ negative }) => negative)
  return (value) =>
    (positives.length === 0 || positives.some(({ test }) => test(value))) &&
    negatives.every(({ test }) => !test(value))
}

function textTest(item: string): Item {
  const negative = item.startsWith('!')
  const rest = negative ? item.slice(1) : item
  if (rest.startsWith('~')) {
    const matches = globTest(rest.slice(1))
    return { negative, test: (value) => typeof value === 'string' && matches(value) }
  }
  const wanted = !negative && rest.startsWith('=') ? rest.slice(1) : rest
  return { negative, test: (value) => value === wanted }
}

function numberTest(item: string, field: string): Item {
  const [, operator, digits] = /^([<>=!]?)(-?\d+(?:\.\d+)?)$/.exec(item) ?? []
  if (digits === undefined) throw badRequest(`filter: ${field} takes numbers, not "${item}"`)
  const wanted = Number(digits)
  const test: Test = (value) => {
    if (typeof value !== 'number') return false
    if (operator === '<') return value < wanted
    if (operator === '>') return value > wanted
    return value === wanted
  }
  return { negative: operator === '!', test }
}

/** `from,until`, both included, either may be empty. */
function dateRange(text: string, field: string): Test {
  const ends = text.split(',')
  const [from, until] = ends.map((end) => (end.trim() === '' ? null : parseTime(end)))
  if (
    ends.length !== 2 ||
    from === undefined ||
    until === undefined ||
    ends.every((end) => end.trim() === '')
  )
    throw badRequest(`filter: ${field} takes a range of two dates with a comma between them`)
  if (Number.isNaN(from) || Number.isNaN(until)) throw badRequest(`filter: ${field} has a date that is none`)
  const first = from === null ? '' : wholeSecond(Math.ceil(from / 1000))
  const last = until === null ? '~' : wholeSecond(Math.floor(until / 1000))
  const [firstSpaced, lastSpaced] = [first.replace('T', ' '), last.replace('T', ' ')]
  return (value) => {
    // Documents write times in two forms, which compare as they stand; to read a hundred thousand takes far longer.
    if (typeof value !== 'string') return false
    if (value[10] === ' ') return firstSpaced <= value && value <= lastSpaced
    return first <= value && value <= last
  }
}

const FIRST_MS = Date.parse('0000-01-01T00:00:00Z')
const LAST_MS = Date.parse('9999-12-31T23:59:59.999Z')
const LAST_SECOND = Math.floor(LAST_MS / 1000)

/** Half a second before the year 10000 counts as the last second: what comes after does not compare. */
const wholeSecond = (seconds: number) => isoSeconds(1000 * Math.min(seconds, LAST_SECOND))

const TIME = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?))?(Z|[+-]\d{2}:?\d{2})?$/

/** Milliseconds since 1970 of a date as requests and documents write it, UTC when it names no zone; NaN when it is none. */
export function parseTime(text: string): number {
  const [, date, time = '00:00:00', zone = 'Z'] = TIME.exec(text.trim()) ?? []
  if (date === undefined) return Number.NaN
  const ms = Date.parse(`${date}T${time}${zone.replace(/^([+-]\d{2})(\d{2})$/, '$1:$2')}`)
  // `2026-02-31` is read as 3 March by some engines.
  const isReal =
    !Number.isNaN(Date.parse(date)) && new Date(`${date}T00:00:00Z`).toISOString().startsWith(date)
  // A zone can carry the first and the last day into years whose form is longer, which no document has.
  return isReal && FIRST_MS <= ms && ms <= LAST_MS ? ms : Number.NaN
}

/** Clients write booleans in either form. */
export function parseBoolean(text: string): boolean | null {
  if (text === '1' || text.toLowerCase() === 'true') return true
  if (text === '0' || text.toLowerCase() === 'false') return false
  return null
}

/** `*` stands for any text; case does not matter. Takes at most pattern × name steps, unlike a regular expression. */
function globTest(pattern: string): (text: string) => boolean {
  const [head = '', ...parts] = pattern.toLowerCase().split('*')
  const tail = parts.pop()
  return (text) => {
    const lower = text.toLowerCase()
    if (tail === undefined) return lower === head
    if (!lower.startsWith(head) || lower.length < head.length + tail.length || !lower.endsWith(tail))
      return false
    let at = head.length
    const end = lower.length - tail.length
    for (const part of parts) {
      const found = lower.indexOf(part, at)
      if (found < 0 || found + part.length > end) return false
      at = found + part.length
    }
    return true
  }
}

/** The same documents in another order; with `first`, no more than so many of them. */
export type Order = <Document extends object>(documents: readonly Document[], first?: number) => Document[]

/** `name ASC,size DESC`; null when the request names no order. */
export function parseOrderBy(orderBy: string | null, fields: readonly string[]): Order | null {
  if (orderBy === null || orderBy.trim() === '') return null
  const keys = orderBy.split(',').map((key) => {
    const [, field, direction = 'asc'] = /^\s*(\w+)(?:\s+(asc|desc))?\s*$/i.exec(key) ?? []
    if (field === undefined || !fields.includes(field))
      throw badRequest(`orderby: "${key.trim()}" is not a field, or a field followed by ASC or DESC`)
    return { field, sign: direction.toLowerCase() === 'desc' ? -1 : 1 }
  })
  return (documents, first = documents.length) => {
    // Each field is read once: reading it at every comparison would take twice the time of a large listing.
    const columns = keys.map(({ field, sign }) => ({
      sign,
      values: documents.map((document) => read(document, field)),
    }))
    const compare = (a: number, b: number) => {
      for (const { sign, values } of columns) {
        const order = compareValues(values[a], values[b])
        if (order !== 0) return sign * order
      }
      return a - b
    }
    return firstInOrder(documents.length, first, compare).map((place) => documents[place]!)
  }
}

/** Up to so many places are put in order one by one; it is of no use for more. */
const FEW = 1000

/** The `first` of the places from 0 to `length`, in order. A page of a large listing needs no order of all of it. */
function firstInOrder(length: number, first: number, compare: (a: number, b: number) => number): number[] {
  if (first > FEW || first >= length)
    return Array.from({ length }, (_, place) => place)
      .sort(compare)
      .slice(0, first)
  const places: number[] = []
  for (let place = 0; place < length; place += 1) {
    if (places.length === first && compare(place, places[first - 1]!) > 0) continue
    let from = 0
    let until = places.length
    while (from < until) {
      const middle = (from + until) >> 1
      if (compare(places[middle]!, place) < 0) from = middle + 1
      else until = middle
    }
    places.splice(from, 0, place)
    if (places.length > first) places.pop()
  }
  return places
}

/** Code unit order; what is not there comes last. */
function compareValues(a: unknown, b: unknown): number {
  if (a === b) return 0
  if (a === null || a === undefined) return 1
  if (b === null || b === undefined) return -1
  return a < b ? -1 : 1
}

/** Cuts documents down to the `fields` of a request. `DATA_TYPE` stays, as clients tell documents apart by it. */
export function pickFields<Document extends object>(
  fields: string | null,
): (document: Document) => Partial<Document> {
  if (fields === null || fields === '') return (document) => document
  const wanted = new Set(['DATA_TYPE', ...fields.split(',').map((field) => field.trim())])
  return (document) => {
    const picked: Partial<Document> = {}
    // A loop, because lists have up to a hundred thousand documents.
    for (const field in document)
      if (wanted.has(field) && Object.hasOwn(document, field)) picked[field] = document[field]
    return picked
  }
}

export type Paging = { limit: number; offset: number }

/** `limit` and `offset` of a request. */
export function parsePaging(url: URL, limits: { maximum: number; default: number }): Paging {
  const limit = readCount(url, 'limit') ?? limits.default
  const offset = readCount(url, 'offset') ?? 0
  if (limit < 1 || limit > limits.maximum) throw badRequest(`limit must be between 1 and ${limits.maximum}`)
  return { limit, offset }
}

/** A number of a query that is not negative; null when it is not there. */
export function readCount(url: URL, name: string): number | null {
  const text = url.searchParams.get(name)
  if (text === null) return null
  if (!/^\d{1,15}$/.test(text)) throw badRequest(`${name} must be a number that is not negative`)
  return Number(text)
}
