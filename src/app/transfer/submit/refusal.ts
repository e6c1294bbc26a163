import { ApiError, requiredScopes } from '../../../api/errors'
import type { TransferBody } from '../transfer-body'

/** What of the form a refusal is about; `item` with its place in the basket. */
export type RefusedField =
  | 'label'
  | 'deadline'
  | 'source'
  | 'destination'
  | 'items'
  | 'filter_rules'
  | 'source_local_user'
  | 'destination_local_user'
  | 'sync_level'
  | 'options'

export type Refusal = {
  field: RefusedField
  /** The item it is about, counted from the first of the basket. */
  item: number | null
  /** In the service's own words. */
  words: string
}

const FIELDS: Record<string, RefusedField> = {
  label: 'label',
  deadline: 'deadline',
  source_endpoint: 'source',
  destination_endpoint: 'destination',
  DATA: 'items',
  filter_rules: 'filter_rules',
  source_local_user: 'source_local_user',
  destination_local_user: 'destination_local_user',
  sync_level: 'sync_level',
}

/** What people call the part of the form. */
export const FIELD_WORDS: Record<RefusedField, string> = {
  label: 'the label',
  deadline: 'the deadline',
  source: 'the collection it comes from',
  destination: 'the collection it goes to',
  items: 'what moves',
  filter_rules: 'the filter rules',
  source_local_user: 'the account at the source',
  destination_local_user: 'the account at the destination',
  sync_level: 'what is copied',
  options: 'the options',
}

/** `DATA[3].source_path must not contain line breaks` */
const PLACED = /^(\w+)(?:\[(\d+)\])?(?:\.\w+)? (?=must|is|has|cannot|may|does)/

/**
 * Which part of the form a refusal is about; null when it is about none, or does not say. `offset`: how many items the
 * parts before this body hold.
 */
export function refusalOf(error: unknown, body: TransferBody, offset: number): Refusal | null {
  if (!(error instanceof ApiError) || error.status === 0 || error.status >= 500 || error.status === 429)
    return null
  const words = error.message
  const about = (field: RefusedField, index: number | null = null): Refusal => ({
    field,
    item: index === null ? null : offset + index,
    words,
  })
  if (error.code.endsWith('NoTransferItems')) return about('items')
  const [, name = '', number] = PLACED.exec(words) ?? []
  const field = FIELDS[name] ?? (Object.hasOwn(body, name) ? 'options' : undefined)
  if (field) return about(field, field === 'items' && number !== undefined ? Number(number) : null)
  const index = namedItem(words, body)
  if (index >= 0) return about('items', index)
  const side = namedSide([words, ...requiredScopes(error)].join(' '), body)
  return side && about(side)
}

/** The item whose path is quoted; -1 when none is. */
function namedItem(words: string, { DATA }: TransferBody): number {
  const [, quoted] = /'([^'\n]+)'/.exec(words) ?? []
  if (quoted === undefined) return -1
  const bare = (path: string) => (path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path)
  return DATA.findIndex(
    ({ source_path, destination_path }) =>
      bare(source_path) === bare(quoted) || bare(destination_path) === bare(quoted),
  )
}

function namedSide(text: string, { source_endpoint, destination_endpoint }: TransferBody) {
  if (source_endpoint !== destination_endpoint && text.includes(destination_endpoint)) return 'destination'
  return text.includes(source_endpoint) ? 'source' : null
}
