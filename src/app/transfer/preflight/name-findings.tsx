import type { Listing } from '../../../api/listing'
import { plural } from '../../../components/format'
import { each, type Steps } from '../../shared/derived'
import { barePath } from '../../shared/file-path'
import { entryAt, type Facts } from './facts'
import { keepBoth } from './fixes'
import type { Finding } from './finding'
import {
  type Alike,
  ALIKE,
  areAlike,
  folded,
  type Host,
  hostOf,
  keptApart,
  LONGEST_NAME_BYTES,
  LONGEST_PATH_BYTES,
  type NameTrouble,
  nameTrouble,
} from './held-names'
import { Names } from './Names'
import type { PlacedItem } from './placed-items'

/** Names that the other side cannot hold, or may not: what it is is known only in part, and the words say so. */
export function* nameFindings(facts: Facts): Steps<Finding[]> {
  const { collection, looks } = facts.sides.destination
  if (!collection) return []
  const places: string[] = []
  for (const { listing } of looks.values()) if (listing?.absolutePath) places.push(listing.absolutePath)
  const { draft, placed } = facts
  if (draft.folder !== null) places.push(draft.folder)
  for (const { to } of placed.slice(0, FEW)) if (to !== null) places.push(to)
  const host = hostOf(collection.entity_type, places)
  return [...(yield* troubleFindings(facts, host)), ...(yield* alikeFindings(facts, host))]
}

/** Paths that tell of the system they are on: the first do as well as all. */
const FEW = 100

function* troubleFindings({ draft, placed, sides, preview }: Facts, host: Host): Steps<Finding[]> {
  const of: Record<NameTrouble, Set<string>> = { windows: new Set(), long: new Set(), odd: new Set() }
  const folder = draft.folder ?? ''
  const there = sides.destination.looks.get(folder)?.listing
  const look = (path: string) => {
    const isBelow = there && path.startsWith(folder)
    const below = isBelow ? path.slice(folder.length) : path
    const trouble = nameTrouble(host, isBelow ? (there.absolutePath ?? folder) + below : path, below)
    if (trouble) of[trouble].add(path)
  }
  yield* each(placed, ({ to }) => to !== null && look(to))
  if (preview.walk && preview.end && !preview.stale)
    yield* each(preview.walk.rows, ({ what, path }) => what === 'copy' && look(path))
  return [
    ...troubleFinding(
      'windows-names',
      of.windows,
      `${host === 'windows' ? 'The computer with Windows' : 'A computer with Windows'} cannot hold ${plural(of.windows.size, 'of these names', 'of these names')}.`,
      'Windows has no < > : " \\ | ? * in names, none that end in a dot or a space, and paths of 260 characters at most.',
    ),
    ...troubleFinding(
      'long-names',
      of.long,
      `${plural(of.long.size, 'path is', 'paths are')} longer than most storages hold.`,
      `Nearly all file systems have room for ${LONGEST_NAME_BYTES} bytes in a name and ${LONGEST_PATH_BYTES} in a path; a letter with an accent takes two, others up to four.`,
    ),
    ...troubleFinding(
      'odd-names',
      of.odd,
      `${plural(of.odd.size, 'path has', 'paths have')} names that some storages refuse or change.`,
      'File systems of Linux hold a backslash, control characters and names that end in a dot or a space; Windows shares, clouds and object stores may not. Globus does not say what is behind this collection.',
    ),
  ]
}

const troubleFinding = (id: string, paths: ReadonlySet<string>, title: string, text: string): Finding[] =>
  paths.size === 0
    ? []
    : [
        {
          id,
          tone: 'warns',
          title,
          text: (
            <>
              <Names names={Array.from(paths)} />
              <p>{text}</p>
            </>
          ),
        },
      ]

/** Names that a storage may take for the same: of two items, or of one and of what is there. */
function* alikeFindings({ placed, sides: { destination }, preview }: Facts, host: Host): Steps<Finding[]> {
  let alike = ALIKE[host]
  const there = new Map<string, NamesByFold>()
  for (const [folder, { listing }] of destination.looks) {
    if (!listing) continue
    const { byFold, apart } = yield* namesByFold(listing)
    there.set(folder, byFold)
    for (const [a, b] of apart) alike = keptApart(alike, a, b)
  }
  if (!alike.byCase && !alike.byForm) return []

  const paths = new Set<string>()
  const items: PlacedItem[] = []
  const landing = new Map<string, string[]>()
  const land = (path: string): boolean => {
    const fold = folded(path)
    const others = landing.get(fold)
    if (others) others.push(path)
    else landing.set(fold, [path])
    return others?.some((other) => areAlike(other, path, alike)) ?? false
  }
  yield* each(placed, (one) => {
    const { to, into, toName } = one
    if (to === null || into === null || toName === '') return
    const names = there.get(into)?.get(folded(toName)) ?? []
    const isThere = names.some((name) => areAlike(name, toName, alike)) && !names.includes(toName)
    if (!land(barePath(to)) && !isThere) return
    paths.add(to)
    items.push(one)
  })
  if (preview.walk && preview.end && !preview.stale)
    yield* each(preview.walk.rows, ({ what, path }) => {
      if (what === 'copy' && land(barePath(path))) paths.add(path)
    })
  if (paths.size === 0) return []
  return [
    {
      id: 'alike-names',
      tone: 'warns',
      title: `${plural(paths.size, 'path differs', 'paths differ')} from another only in ${differenceWords(alike)}.`,
      text: (
        <>
          <Names names={Array.from(paths)} />
          <p>{ALIKE_WORDS[host]}</p>
        </>
      ),
      fixes:
        items.length === 0
          ? []
          : [
              keepBoth(
                items,
                (folder, name) => Boolean(entryAt(destination, folder, name)),
                'Give them other names',
              ),
            ],
    },
  ]
}

const differenceWords = ({ byCase, byForm }: Alike) =>
  [
    ...(byCase ? ['capital and small letters'] : []),
    ...(byForm ? ['how accents are stored (Unicode NFC or NFD)'] : []),
  ].join(' or in ')

/** Why that matters, as far as it is known of the place. */
const ALIKE_WORDS: Record<Host, string> = {
  windows: 'Windows takes them for the same, and only one of them would be left.',
  mac: 'Most disks of a Mac take them for the same, and only one of them would be left.',
  linux: '',
  personal:
    'If it is a computer with Windows or a Mac, it takes them for the same, and only one of them would be left.',
  server:
    'Most servers keep them apart. Some storages take them for the same, and only one of them would be left; Globus does not say what is behind this collection.',
}

type NamesByFold = ReadonlyMap<string, readonly string[]>

const foldedListings = new WeakMap<
  Listing,
  { byFold: NamesByFold; apart: readonly (readonly [string, string])[] }
>()

/** The names of a folder by what they may be taken for, and those pairs that its storage keeps apart. */
function* namesByFold(listing: Listing) {
  const known = foldedListings.get(listing)
  if (known) return known
  const byFold = new Map<string, string[]>()
  const apart: [string, string][] = []
  yield* each(listing.entries, ({ name }) => {
    const fold = folded(name)
    const others = byFold.get(fold)
    if (!others) return byFold.set(fold, [name])
    apart.push([others[0]!, name])
    others.push(name)
  })
  const result = { byFold, apart }
  foldedListings.set(listing, result)
  return result
}
