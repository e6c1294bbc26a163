import { type Draft, type DraftItem, type DraftOptions, USUAL_OPTIONS } from './draft'
import { kindByPath } from './item-path'

/*
 * The form as the search part of an address. Everything is written that a reader could not guess; an item is `item=` and
 * what follows it until the next: `as` (where it lands), `kind`, `size`, `checksum`, `algorithm`.
 */

/** Browsers and mail programs begin to cut longer addresses. */
const MOST_CHARACTERS = 30_000

export const FLAGS = [
  'verify_checksum',
  'encrypt_data',
  'preserve_timestamp',
  'delete_destination_extra',
  'skip_source_errors',
  'fail_on_quota_errors',
  'notify_on_succeeded',
  'notify_on_failed',
  'notify_on_inactive',
] as const
const TEXTS = ['source_local_user', 'destination_local_user'] as const
export const SYNC_LEVELS = ['exists', 'size', 'mtime', 'checksum'] as const

/** The search part that refills the form, and how many of the items it has room for. */
export function draftSearch(draft: Draft, defaults: DraftOptions): { search: string; items: number } {
  const pairs: [string, string][] = []
  const { source, destination, folder, landing, options } = draft
  if (source) pairs.push(['source', source])
  if (destination) pairs.push(['destination', destination])
  if (folder) pairs.push(['folder', folder])
  if (landing !== 'into') pairs.push(['landing', landing])
  // What differs from what Towpath usually does or from what this host prefers: a reader may have either.
  const isOwn = (name: keyof DraftOptions) =>
    options[name] !== USUAL_OPTIONS[name] || options[name] !== defaults[name]
  if (options.label !== '') pairs.push(['label', options.label])
  if (isOwn('sync_level'))
    pairs.push(['sync_level', options.sync_level === null ? 'none' : SYNC_LEVELS[options.sync_level]])
  for (const name of FLAGS) if (isOwn(name)) pairs.push([name, options[name] ? '1' : '0'])
  if (isOwn('recursive_symlinks')) pairs.push(['recursive_symlinks', options.recursive_symlinks])
  if (isOwn('checksum_algorithm')) pairs.push(['checksum_algorithm', options.checksum_algorithm])
  for (const name of TEXTS) if (options[name] !== '') pairs.push([name, options[name]])
  if (options.deadline !== '') pairs.push(['deadline', new Date(options.deadline).toISOString()])
  if (options.filter_rules.length > 0 || defaults.filter_rules.length > 0) {
    if (options.filter_rules.length === 0) pairs.push(['rule', 'none'])
    for (const { method, type, name } of options.filter_rules)
      pairs.push(['rule', `${method}:${type ?? 'any'}:${name}`])
  }
  let search = write(pairs)
  let items = 0
  for (const item of draft.items) {
    // Half a character cannot be part of an address.
    if (/\p{Cs}/u.test(item.source_path + (item.lands ?? ''))) continue
    const more = `${search === '' ? '' : '&'}${write(itemPairs(item))}`
    if (search.length + more.length > MOST_CHARACTERS) break
    search += more
    items += 1
  }
  return { search, items }
}

function itemPairs({ source_path, kind, lands, size, ...checks }: DraftItem): [string, string][] {
  const pairs: [string, string][] = [['item', source_path]]
  if (lands !== null) pairs.push(['as', lands])
  if (kind !== kindByPath(source_path)) pairs.push(['kind', kind])
  if (size !== null) pairs.push(['size', String(size)])
  if (checks.external_checksum) pairs.push(['checksum', checks.external_checksum])
  if (checks.checksum_algorithm) pairs.push(['algorithm', checks.checksum_algorithm])
  return pairs
}

/** Slashes, colons and tildes stay readable; in a fragment they mean nothing. */
const write = (pairs: [string, string][]) =>
  new URLSearchParams(pairs).toString().replaceAll('%2F', '/').replaceAll('%3A', ':').replaceAll('%7E', '~')
