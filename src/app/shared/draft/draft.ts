import type { SubmissionCommon, TransferDocument } from '../../../api/wire'

/**
 * A transfer that is being put together. Everything in it is what the person chose; what follows from it (where an item
 * lands, what is sent) is worked out, never stored.
 */
export type Draft = {
  /** Collection ids. */
  source: string | null
  destination: string | null
  /** Where things land: a folder of the destination, with its trailing slash. */
  folder: string | null
  landing: Landing
  items: readonly DraftItem[]
  options: DraftOptions
  origin: DraftOrigin
  /** Whether the originals are to be deleted once it is proven that all has arrived. */
  move: boolean
}

/** How a folder lands: into the destination folder under its own name, or as it (its contents go right there). */
export type Landing = 'into' | 'as'

/** What made the draft. One that came from outside says so until somebody has looked (checklist H8). */
export type DraftOrigin = 'person' | 'link' | 'task'

/** `unknown`: a typed path without a trailing slash, of which the service finds out what it is. */
export type ItemKind = 'file' | 'folder' | 'link' | 'unknown'

/** Whether what concerns folders may concern an item of this kind. */
export const mayBeFolder = (kind: ItemKind) => kind === 'folder' || kind === 'unknown'

export type DraftItem = {
  /** Tells the items of a basket apart; never sent. */
  key: number
  /** As it is sent: a folder with its trailing slash. */
  source_path: string
  kind: ItemKind
  /**
   * Where it lands: null by the rule, otherwise a path below the destination folder (`sub/name`), or an absolute one
   * (`/x/name`). Without the trailing slash, whichever the kind.
   */
  lands: string | null
  /** Bytes of a file; null where it is not known. */
  size: number | null
  external_checksum?: string
  checksum_algorithm?: string
}

/** What an item is before it has a place in a basket. */
export type NewItem = Omit<DraftItem, 'key'>

/**
 * The options as the wire names them, each always there, so that nothing depends on a default of the service.
 * https://docs.globus.org/api/transfer/task_submit/#transfer_specific_fields
 */
export type DraftOptions = Required<
  Pick<
    TransferDocument,
    | 'sync_level'
    | 'verify_checksum'
    | 'encrypt_data'
    | 'preserve_timestamp'
    | 'delete_destination_extra'
    | 'skip_source_errors'
    | 'fail_on_quota_errors'
    | 'recursive_symlinks'
  > &
    Pick<SubmissionCommon, 'notify_on_succeeded' | 'notify_on_failed' | 'notify_on_inactive'>
> & {
  /** Empty: made from the names. */
  label: string
  filter_rules: readonly DraftRule[]
  /** As `<input type="datetime-local">` writes it, in the person's own time zone; empty for the service's default. */
  deadline: string
  /** Empty: the account that Globus maps the person to. */
  source_local_user: string
  destination_local_user: string
  /** For the items that do not name their own; empty for the service's choice. */
  checksum_algorithm: '' | ChecksumAlgorithm
}

/** https://docs.globus.org/api/transfer/task_submit/#transfer_item_fields */
export const CHECKSUM_ALGORITHMS = ['MD5', 'SHA1', 'SHA256', 'SHA512'] as const
export type ChecksumAlgorithm = (typeof CHECKSUM_ALGORITHMS)[number]

/** A filter rule as the builder edits it. Tested in order; the first that matches decides, and what none matches goes. */
export type DraftRule = { method: 'include' | 'exclude'; type: 'file' | 'dir' | null; name: string }

/** What people expect who copy: verified, times kept, nothing deleted. A host may choose otherwise. */
export const USUAL_OPTIONS: DraftOptions = {
  label: '',
  sync_level: null,
  verify_checksum: true,
  encrypt_data: false,
  preserve_timestamp: true,
  delete_destination_extra: false,
  skip_source_errors: false,
  fail_on_quota_errors: false,
  recursive_symlinks: 'ignore',
  filter_rules: [],
  deadline: '',
  notify_on_succeeded: true,
  notify_on_failed: true,
  notify_on_inactive: true,
  source_local_user: '',
  destination_local_user: '',
  checksum_algorithm: '',
}

/** A draft without anything in it. */
export const emptyDraft = (options: DraftOptions = USUAL_OPTIONS): Draft => ({
  source: null,
  destination: null,
  folder: null,
  landing: 'into',
  items: [],
  options,
  origin: 'person',
  move: false,
})

/** The draft with further items; one that names the same source and lands at the same place is there only once. */
export function withItems(draft: Draft, added: readonly NewItem[]): Draft {
  const isNew = newcomers()
  for (const item of draft.items) isNew(item)
  return withOtherItems(draft, added.filter(isNew))
}

/** The same for items of which it is known that none of them is there yet. */
export function withOtherItems(draft: Draft, added: readonly NewItem[]): Draft {
  if (added.length === 0) return draft
  const highest = draft.items.reduce((most, { key }) => Math.max(most, key), 0)
  const items = draft.items.concat(added.map((item, index) => ({ ...item, key: highest + index + 1 })))
  return { ...draft, items }
}

/** Tells of each item whether it is the first that comes from there and lands there: two that do both are the same. */
export function newcomers(): (item: Pick<NewItem, 'source_path' | 'lands'>) => boolean {
  // Most come from somewhere else than all others; to put words together for each of 100,000 takes longer than the rest.
  const known = new Map<string, NewItem['lands'] | Set<NewItem['lands']>>()
  return ({ source_path, lands }) => {
    const there = known.get(source_path)
    if (there === undefined) known.set(source_path, lands)
    else if (there instanceof Set ? there.has(lands) : there === lands) return false
    else if (there instanceof Set) there.add(lands)
    else known.set(source_path, new Set([there, lands]))
    return true
  }
}

export const withoutItems = (draft: Draft, keys: ReadonlySet<number>): Draft => ({
  ...draft,
  items: draft.items.filter(({ key }) => !keys.has(key)),
})

/** The draft with items put back where they were taken from; the places are those they had then, in order. */
export function withItemsBack(draft: Draft, gone: readonly { at: number; item: DraftItem }[]): Draft {
  const items = draft.items.slice()
  const keys = new Set(items.map(({ key }) => key))
  let highest = items.reduce((most, { key }) => Math.max(most, key), 0)
  for (const { item } of gone) highest = Math.max(highest, item.key)
  const back = new Map(
    gone.map(({ at, item }) => [at, keys.has(item.key) ? { ...item, key: (highest += 1) } : item]),
  )
  const all: DraftItem[] = []
  for (const item of items) {
    for (let there = back.get(all.length); there; there = back.get(all.length)) {
      back.delete(all.length)
      all.push(there)
    }
    all.push(item)
  }
  return { ...draft, items: [...all, ...back.values()] }
}

export const withItem = (draft: Draft, key: number, change: Partial<NewItem>): Draft => ({
  ...draft,
  items: draft.items.map((item) => (item.key === key ? { ...item, ...change } : item)),
})

export const withOptions = (draft: Draft, change: Partial<DraftOptions>): Draft => ({
  ...draft,
  options: { ...draft.options, ...change },
})

/** Whether anything would be lost with it. */
export const isEmptyDraft = ({ source, destination, items }: Draft) =>
  source === null && destination === null && items.length === 0
