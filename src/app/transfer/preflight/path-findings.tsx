import { isNotFound } from '../../../api/errors'
import { plural } from '../../../components/format'
import { each, type Steps } from '../../shared/derived'
import type { DraftItem, ItemKind } from '../../shared/draft/draft'
import { asFolder, barePath } from '../../shared/file-path'
import { entryAt, type Facts } from './facts'
import { changeItems, leaveOut } from './fixes'
import type { Finding, Fix } from './finding'
import { Names } from './Names'
import type { PlacedItem } from './placed-items'

/** How an item stands at the source, as far as its folder was listed. */
type Standing =
  'missing' | 'is-folder' | 'is-file' | 'no-link' | 'leads-nowhere' | 'special' | 'link' | 'unknown' | 'fine'

/** What is wrong with the items where they come from. */
export function* pathFindings(facts: Facts): Steps<Finding[]> {
  const byStanding = new Map<Standing, PlacedItem[]>()
  const broken: PlacedItem[] = []
  yield* each(facts.placed, (placed) => {
    if (placed.isUnsendable) {
      broken.push(placed)
      return
    }
    const standing = standingOf(facts, placed)
    const others = byStanding.get(standing)
    if (others) others.push(placed)
    else byStanding.set(standing, [placed])
  })
  const of = (standing: Standing) => byStanding.get(standing) ?? []
  return [
    ...unsendableFinding(broken),
    ...missingFinding(of('missing'), facts.draft.options.skip_source_errors),
    ...wrongKind('is-folder', of('is-folder'), 'folder', 'is a folder, not a file', 'are folders, not files'),
    ...wrongKind('is-file', of('is-file'), 'file', 'is a file, not a folder', 'are files, not folders'),
    ...wrongKind('no-link', of('no-link'), 'file', 'is not a link', 'are not links'),
    ...nowhereFinding(of('leads-nowhere')),
    ...specialFinding(of('special')),
    ...linkFinding(of('link')),
  ]
}

function standingOf({ sides: { source } }: Facts, { item, from, name }: PlacedItem): Standing {
  const look = source.looks.get(from)
  if (!look) return 'unknown'
  if (look.error !== null) return isNotFound(look.error) ? 'missing' : 'unknown'
  if (name === '') return 'fine'
  const entry = entryAt(source, from, name)
  if (entry === undefined) return 'unknown'
  if (entry === null) return 'missing'
  const isLink = Boolean(entry.link_target) || entry.type === 'invalid_symlink'
  if (item.kind === 'link') return isLink ? 'fine' : 'no-link'
  if (entry.type === 'invalid_symlink') return 'leads-nowhere'
  if (entry.type !== 'dir' && entry.type !== 'file') return 'special'
  if (item.kind === 'file' && entry.type === 'dir') return 'is-folder'
  if (item.kind === 'folder' && entry.type === 'file') return 'is-file'
  return isLink ? 'link' : 'fine'
}

const paths = (items: readonly PlacedItem[]) => items.map(({ item }) => item.source_path)

function finding(
  id: string,
  tone: Finding['tone'],
  items: readonly PlacedItem[],
  title: string,
  fixes: readonly Fix[],
  text?: string,
): Finding[] {
  if (items.length === 0) return []
  return [
    {
      id,
      tone,
      title,
      text: (
        <>
          <Names names={paths(items)} />
          {text !== undefined && <p>{text}</p>}
        </>
      ),
      fixes,
    },
  ]
}

const unsendableFinding = (items: readonly PlacedItem[]) =>
  finding(
    'unsendable',
    'blocks',
    items,
    `${plural(items.length, 'path has', 'paths have')} a name that Globus cannot transfer.`,
    [leaveOut(items)],
    'A name cannot contain a line break, and cannot be . or ..',
  )

const missingFinding = (items: readonly PlacedItem[], skips: boolean) =>
  finding(
    'missing',
    skips ? 'warns' : 'blocks',
    items,
    items.length === 1 ? '1 path does not exist.' : `${plural(items.length, 'path')} do not exist.`,
    [leaveOut(items)],
    missingWords(items.length === 1, skips),
  )

function missingWords(isOne: boolean, skips: boolean): string {
  if (skips) return isOne ? 'It is skipped, as you chose.' : 'They are skipped, as you chose.'
  return isOne
    ? 'It may have been moved or deleted, or is mistyped.'
    : 'They may have been moved or deleted, or are mistyped.'
}

const wrongKind = (id: string, items: readonly PlacedItem[], kind: ItemKind, one: string, many: string) =>
  finding(
    id,
    'blocks',
    items,
    items.length === 1 ? `1 item ${one}.` : `${plural(items.length, 'item')} ${many}.`,
    [
      changeItems(kind === 'folder' ? 'Take the whole folder' : 'Take the file', items, ({ item }) =>
        asKind(item, kind),
      ),
      leaveOut(items),
    ],
  )

/** The slash at the end says which it is. */
function asKind({ source_path: path }: DraftItem, kind: ItemKind): Partial<DraftItem> {
  return {
    kind,
    source_path: kind === 'folder' ? asFolder(path) : barePath(path),
    ...(kind === 'folder' && { size: null }),
  }
}

const nowhereFinding = (items: readonly PlacedItem[]) =>
  finding(
    'leads-nowhere',
    'blocks',
    items,
    `${plural(items.length, 'link leads', 'links lead')} nowhere.`,
    [
      leaveOut(items),
      changeItems(items.length === 1 ? 'Copy the link itself' : 'Copy the links themselves', items, () => ({
        kind: 'link',
      })),
    ],
    `There is nothing behind ${items.length === 1 ? 'it' : 'them'} to copy.`,
  )

const specialFinding = (items: readonly PlacedItem[]) =>
  finding(
    'special',
    'blocks',
    items,
    `${plural(items.length, 'item is', 'items are')} neither a file nor a folder.`,
    [leaveOut(items)],
    'Devices and pipes have no contents to copy.',
  )

const linkFinding = (items: readonly PlacedItem[]) =>
  finding(
    'links',
    'warns',
    items,
    items.length === 1 ? '1 item is a link.' : `${plural(items.length, 'item')} are links.`,
    [
      changeItems(
        items.length === 1 ? 'Copy the link itself' : 'Copy the links themselves',
        items,
        ({ item }) => ({
          ...asKind(item, 'file'),
          kind: 'link',
        }),
      ),
      leaveOut(items),
    ],
    items.length === 1
      ? 'What it leads to is copied under its name.'
      : 'What they lead to is copied under their names.',
  )
