import * as v from 'valibot'
import { CHECKSUM_ALGORITHMS, type Draft, type DraftItem, USUAL_OPTIONS } from './draft'
import { makeLabel } from '../label'
import { ownName } from './landing'
import { type Run, runSchema } from './run'

/** Written by a newer page than this one, or not by one of ours: it is left where it is. */
const VERSION = 1

const flag = (usual: boolean) => v.optional(v.boolean(), usual)
const text = v.optional(v.string(), '')

const rule = v.object({
  method: v.picklist(['include', 'exclude']),
  type: v.nullable(v.picklist(['file', 'dir'])),
  name: v.string(),
})

/** An option that an older page did not know has its usual value. */
const options = v.object({
  label: text,
  sync_level: v.optional(v.nullable(v.picklist([0, 1, 2, 3])), USUAL_OPTIONS.sync_level),
  verify_checksum: flag(USUAL_OPTIONS.verify_checksum),
  encrypt_data: flag(USUAL_OPTIONS.encrypt_data),
  preserve_timestamp: flag(USUAL_OPTIONS.preserve_timestamp),
  delete_destination_extra: flag(USUAL_OPTIONS.delete_destination_extra),
  skip_source_errors: flag(USUAL_OPTIONS.skip_source_errors),
  fail_on_quota_errors: flag(USUAL_OPTIONS.fail_on_quota_errors),
  recursive_symlinks: v.optional(v.picklist(['ignore', 'keep', 'copy']), USUAL_OPTIONS.recursive_symlinks),
  filter_rules: v.optional(v.pipe(v.array(rule), v.readonly()), []),
  deadline: text,
  notify_on_succeeded: flag(USUAL_OPTIONS.notify_on_succeeded),
  notify_on_failed: flag(USUAL_OPTIONS.notify_on_failed),
  notify_on_inactive: flag(USUAL_OPTIONS.notify_on_inactive),
  source_local_user: text,
  destination_local_user: text,
  checksum_algorithm: v.optional(v.picklist(['', ...CHECKSUM_ALGORITHMS]), ''),
}) satisfies v.GenericSchema<unknown, Draft['options']>

const form = v.object({
  source: v.nullable(v.string()),
  destination: v.nullable(v.string()),
  folder: v.nullable(v.string()),
  landing: v.picklist(['into', 'as']),
  options,
  origin: v.picklist(['person', 'link', 'task']),
  move: v.optional(v.boolean(), false),
}) satisfies v.GenericSchema<unknown, Omit<Draft, 'items'>>

const head = v.object({
  version: v.literal(VERSION),
  /** Milliseconds since 1970. */
  savedAt: v.number(),
  /** What people know it by who gave it no label. */
  name: text,
  /** How many items belong to it; they are kept elsewhere. */
  items: v.pipe(v.number(), v.integer(), v.minValue(0)),
  form,
  run: v.nullable(runSchema),
})

/** A draft as it is kept, but for its items. */
export type DraftHead = v.InferOutput<typeof head>

const item = v.object({
  key: v.pipe(v.number(), v.integer()),
  source_path: v.pipe(v.string(), v.nonEmpty()),
  kind: v.picklist(['file', 'folder', 'link', 'unknown']),
  lands: v.nullable(v.string()),
  size: v.nullable(v.number()),
  external_checksum: v.exactOptional(v.string()),
  checksum_algorithm: v.exactOptional(v.string()),
}) satisfies v.GenericSchema<unknown, DraftItem>

const items = v.array(item)

/** What is kept of a draft at once, whenever it changes. */
export function writeHead({ items, ...form }: Draft, run: Run | null, savedAt: number): string {
  const [first] = items
  const name = first ? makeLabel(ownName(first.source_path) || '/', items.length) : ''
  const head: DraftHead = { version: VERSION, savedAt, name, items: items.length, form, run }
  return JSON.stringify(head)
}

/** A kept head; null when somebody spoilt it. */
export function readHead(text: string): DraftHead | null {
  try {
    const read = v.safeParse(head, JSON.parse(text))
    return read.success ? read.output : null
  } catch {
    return null
  }
}

/** Some of the items as they were kept; null when somebody spoilt them. */
export function readItems(kept: unknown): DraftItem[] | null {
  const read = v.safeParse(items, kept)
  return read.success ? read.output : null
}

/** Items that are kept together: changing one writes no more than these. */
const CHUNK = 1_000

/**
 * The items in chunks by their keys, which never change: one taken away moves none of the others to another chunk.
 */
export function* chunksOf(items: readonly DraftItem[]): Generator<[chunk: number, items: DraftItem[]]> {
  const chunks = new Map<number, DraftItem[]>()
  for (const item of items) {
    const number = Math.floor(item.key / CHUNK)
    const chunk = chunks.get(number)
    if (chunk) chunk.push(item)
    else chunks.set(number, [item])
  }
  yield* chunks
}
