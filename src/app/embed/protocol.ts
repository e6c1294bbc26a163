import * as v from 'valibot'
import type { HostMistake, PickWish } from '../shared/host'

/*
 * What the page around this one may say (docs/embedding.md). Every message carries `towpath`, the number of the
 * protocol; a key that nobody knows is an error, because it is most likely a misspelt one.
 */

export const PROTOCOL = 1

/** Names that one message may hold; a message may have 64 kB besides (checklist E5). */
const MOST_ITEMS = 1_000
const MOST_COLLECTIONS = 20

const text = (most: number) => v.pipe(v.string(), v.maxLength(most))
const uuid = v.pipe(v.string(), v.uuid())
const path = text(4_096)

/** Of the options of a transfer, those that a link may set too. What deletes is not among them (checklist E7, H8). */
const FLAGS = [
  'verify_checksum',
  'encrypt_data',
  'preserve_timestamp',
  'skip_source_errors',
  'fail_on_quota_errors',
  'notify_on_succeeded',
  'notify_on_failed',
  'notify_on_inactive',
] as const

const transfer = v.strictObject({
  source: v.optional(uuid),
  destination: v.optional(uuid),
  /** The folder at the destination. */
  folder: v.optional(path),
  label: v.optional(text(512)),
  sync_level: v.optional(v.picklist(['none', 'exists', 'size', 'mtime', 'checksum'])),
  ...(Object.fromEntries(FLAGS.map((flag) => [flag, v.optional(v.boolean())])) as Record<
    (typeof FLAGS)[number],
    v.OptionalSchema<v.BooleanSchema<undefined>, undefined>
  >),
  items: v.optional(
    v.pipe(
      v.array(
        v.strictObject({
          path,
          /** Where it lands, from the folder at the destination. */
          as: v.optional(path),
          kind: v.optional(v.picklist(['file', 'folder', 'link', 'unknown'])),
        }),
      ),
      v.maxLength(MOST_ITEMS),
    ),
  ),
})

const place = v.strictObject({ collection: uuid, path: v.optional(path) })

const hostMessage = v.variant('type', [
  v.strictObject({ towpath: v.literal(PROTOCOL), type: v.literal('prefill'), transfer }),
  v.strictObject({
    towpath: v.literal(PROTOCOL),
    type: v.literal('show'),
    screen: v.picklist(['files', 'transfer', 'tasks']),
    left: v.optional(place),
    right: v.optional(place),
  }),
])

export type HostMessage = v.InferOutput<typeof hostMessage>
export type Prefill = v.InferOutput<typeof transfer>

const connectMessage = v.strictObject({
  towpath: v.literal(PROTOCOL),
  type: v.literal('connect'),
  mode: v.optional(v.picklist(['page', 'picker']), 'page'),
  pick: v.optional(
    v.strictObject({
      kinds: v.optional(v.picklist(['files', 'folders', 'both']), 'both'),
      most: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(MOST_ITEMS)), MOST_ITEMS),
      collections: v.optional(v.pipe(v.array(uuid), v.maxLength(MOST_COLLECTIONS)), []),
    }),
    {},
  ),
})

type Read<Message> = { message: Message } | { mistake: HostMistake; at: string }

/** Reads what came through the port. Never throws. */
export const readHostMessage = (data: unknown): Read<HostMessage> => read(hostMessage, data)

/** Reads what begins a connection: null in place of limits means that nothing is to be picked. Never throws. */
export function readConnect(data: unknown): Read<{ pick: PickWish | null }> {
  const result = read(connectMessage, data)
  if ('mistake' in result) return result
  const { mode, pick } = result.message
  const collections = pick.collections.map((id) => id.toLowerCase())
  return { message: { pick: mode === 'picker' ? { ...pick, collections } : null } }
}

function read<Schema extends v.GenericSchema>(schema: Schema, data: unknown): Read<v.InferOutput<Schema>> {
  const result = v.safeParse(schema, data, { abortEarly: true })
  if (result.success) return { message: result.output }
  const at = v.getDotPath(result.issues[0]) ?? ''
  const own = typeof data === 'object' && data !== null ? (data as Record<string, unknown>) : null
  if (own?.towpath !== PROTOCOL) return { mistake: own ? 'version' : 'malformed', at: '' }
  return { mistake: at === 'type' ? 'unknown' : 'malformed', at }
}

/** The search part of an address that fills the form so: from there on it is a link like any other (checklist E7, H8). */
export function prefillSearch({ items = [], ...form }: Prefill): string {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(form))
    if (value !== undefined) search.append(name, typeof value === 'boolean' ? String(value) : value)
  for (const { path, as, kind } of items) {
    search.append('item', path)
    if (as !== undefined) search.append('as', as)
    if (kind !== undefined) search.append('kind', kind)
  }
  return search.toString()
}
