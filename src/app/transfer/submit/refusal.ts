import { ApiError, requiredScopes } from '../../../api/errors'
import type { Draft, DraftOptions } from '../../shared/draft/draft'
import { barePathOrRoot } from '../../shared/file-path'
import type { TransferBody } from '../transfer-body'

/** What of the form a refusal is about: `collections` where it does not say which of the two. */
export type RefusedField = keyof DraftOptions | 'source' | 'destination' | 'collections' | 'items'

export type Refusal = {
  field: RefusedField
  /** The item it is about, counted from the first of the basket, or the rule, counted from the first that was sent. */
  at: number | null
  /** In the service's own words. */
  words: string
}

/** What people call the part of the form. */
export const FIELD_WORDS: Record<RefusedField, string> = {
  label: 'the label',
  deadline: 'the deadline',
  source: 'the collection it comes from',
  destination: 'the collection it goes to',
  collections: 'one of the two collections',
  items: 'what moves',
  filter_rules: 'the filter rules',
  source_local_user: 'the account at the source',
  destination_local_user: 'the account at the destination',
  sync_level: 'what is copied',
  verify_checksum: 'whether copies are verified',
  encrypt_data: 'whether it is encrypted on the way',
  preserve_timestamp: 'whether modification times are kept',
  delete_destination_extra: 'what is deleted at the destination',
  skip_source_errors: 'what is skipped',
  fail_on_quota_errors: 'what happens when the quota is full',
  recursive_symlinks: 'what becomes of links',
  checksum_algorithm: 'the checksums',
  notify_on_succeeded: 'the e-mails',
  notify_on_failed: 'the e-mails',
  notify_on_inactive: 'the e-mails',
}

/** Names on the wire that are not those of the form. */
const OTHER_NAMES: Record<string, RefusedField> = {
  source_endpoint: 'source',
  destination_endpoint: 'destination',
  source_path: 'items',
  destination_path: 'items',
  external_checksum: 'items',
  recursive: 'items',
  DATA: 'items',
}

/** `DATA[3].source_path`, or `DATA.3.source_path`. */
const PLACE = /\b(DATA|filter_rules)(?:\[(\d+)\]|\.(\d+))/

/** Refused because of a collection, whichever. */
const OF_A_COLLECTION = /^(EndpointNotFound|EndpointDeleted|GCDisconnectedException|NoCredException)$/

/**
 * Which part of the form a refusal is about; null when it is about none, or does not say. `offset`: how many items the
 * parts before this body hold.
 */
export function refusalOf(error: unknown, body: TransferBody, offset: number): Refusal | null {
  if (!(error instanceof ApiError) || error.status === 0 || error.status >= 500 || error.status === 429)
    return null
  const words = error.message
  const about = (field: RefusedField, at: number | null = null): Refusal => ({ field, at, words })
  if (error.code.endsWith('NoTransferItems')) return about('items')
  const [, list, one, other] = PLACE.exec(words) ?? []
  const number = Number(one ?? other)
  if (list === 'DATA') return about('items', offset + number)
  if (list) return about('filter_rules', number)
  const item = namedItem(words, body)
  if (item >= 0) return about('items', offset + item)
  const field = namedField(words)
  if (field) return about(field)
  const side = namedSide([words, ...requiredScopes(error)].join(' '), body)
  if (side) return about(side)
  return OF_A_COLLECTION.test(error.code) ? about('collections') : null
}

/** Whether the form still says what was refused. */
export function isStillSaid({ field }: Refusal, then: Draft, now: Draft): boolean {
  if (then === now) return true
  const isSame = (...keys: (keyof Draft)[]) => keys.every((key) => then[key] === now[key])
  if (field === 'source' || field === 'destination') return isSame(field)
  if (field === 'collections') return isSame('source', 'destination')
  if (field === 'items') return isSame('source', 'destination', 'items', 'folder', 'landing')
  return then.options[field] === now.options[field]
}

/** A field of the document that the words name, outside of what they quote. */
function namedField(words: string): RefusedField | undefined {
  const unquoted = words.replace(/'[^'\n]*'/g, (quoted) => (/^'\w+'$/.test(quoted) ? quoted : ''))
  const names = unquoted.match(/\w+/g)
  for (const name of names ?? []) {
    if (Object.hasOwn(OTHER_NAMES, name)) return OTHER_NAMES[name]
    // What the form knows is what people read words for.
    if (Object.hasOwn(FIELD_WORDS, name) && !SIDES.has(name)) return name as RefusedField
  }
  return undefined
}

/** Words of every sentence, which name no field of a document. */
const SIDES = new Set(['source', 'destination', 'collections', 'items'])

/** The item whose path is quoted; -1 when none is. */
function namedItem(words: string, { DATA }: TransferBody): number {
  const [, quoted] = /'([^'\n]+)'/.exec(words) ?? []
  if (quoted === undefined) return -1
  const named = barePathOrRoot(quoted)
  return DATA.findIndex(
    ({ source_path, destination_path }) =>
      barePathOrRoot(source_path) === named || barePathOrRoot(destination_path) === named,
  )
}

function namedSide(text: string, { source_endpoint, destination_endpoint }: TransferBody) {
  if (source_endpoint !== destination_endpoint && text.includes(destination_endpoint)) return 'destination'
  return text.includes(source_endpoint) ? 'source' : null
}
