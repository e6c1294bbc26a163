import type { FileDocument } from '../../../api/wire'
import { isNotFound } from '../../../api/errors'
import { parseFileTime } from '../../../api/listing'
import { formatBytes, formatCount, plural } from '../../../components/format'
import { lastName } from '../../shared/file-path'
import { outcomeOf } from '../preview/outcome'
import { type Acts, entryAt, type Facts } from './facts'
import { changeItems, keepBoth, landsAt, leaveOut, onlyIfMissing } from './fixes'
import type { Finding } from './finding'
import { Names } from './Names'
import type { PlacedItem } from './placed-items'

/** What the items meet where they land. */
export function landingFindings(facts: Facts, acts: Acts): Finding[] {
  return [
    ...selfFindings(facts),
    ...togetherFindings(facts),
    ...nestingFindings(facts),
    ...meetingFindings(facts, acts),
    ...newFolderFinding(facts),
  ]
}

const sourcePaths = (items: readonly PlacedItem[]) => items.map(({ item }) => item.source_path)
const landingPaths = (items: readonly PlacedItem[]) => items.map(({ to }) => to ?? '')

/** A path from the storage's root where the listing of its folder tells; `/~/x` and `/home/ada/x` are the same place. */
function realPath(facts: Facts, which: 'source' | 'destination', folder: string, path: string): string {
  const absolute = facts.sides[which].looks.get(folder)?.listing?.absolutePath
  return absolute ? absolute + path.slice(folder.length) : path
}

/** Nothing can be copied onto itself, and no folder into itself. */
function selfFindings(facts: Facts): Finding[] {
  const { draft, placed } = facts
  if (draft.source === null || draft.source !== draft.destination) return []
  const own = placed.filter(({ item, from, to, into }) => {
    if (to === null || into === null) return false
    const isInside = (there: string, here: string) =>
      item.kind === 'folder' ? there.startsWith(here) : there === here
    return (
      isInside(to, item.source_path) ||
      isInside(realPath(facts, 'destination', into, to), realPath(facts, 'source', from, item.source_path))
    )
  })
  if (own.length === 0) return []
  const folders = own.some(({ item }) => item.kind === 'folder')
  return [
    {
      id: 'itself',
      tone: 'blocks',
      title: folders
        ? `${plural(own.length, 'item')} would be copied into ${own.length === 1 ? 'itself' : 'themselves'}.`
        : `${plural(own.length, 'file')} would be copied onto ${own.length === 1 ? 'itself' : 'themselves'}.`,
      text: <Names names={sourcePaths(own)} />,
      fixes: [leaveOut(own)],
    },
  ]
}

/** Several items at one place: of files only one would be left, folders run together. */
function togetherFindings({ placed, sides }: Facts): Finding[] {
  const byPlace = new Map<string, PlacedItem[]>()
  for (const one of placed) {
    if (one.to === null) continue
    const place = one.to.endsWith('/') ? one.to.slice(0, -1) : one.to
    const there = byPlace.get(place)
    if (there) there.push(one)
    else byPlace.set(place, [one])
  }
  const shared = Array.from(byPlace.values()).filter(({ length }) => length > 1)
  const isMerge = (items: readonly PlacedItem[]) => items.every(({ item }) => item.kind === 'folder')
  const clashes = shared.filter((items) => !isMerge(items))
  const merges = shared.filter(isMerge)
  const rest = (groups: readonly PlacedItem[][]) => groups.flatMap((items) => items.slice(1))
  const isTaken = (folder: string, name: string) => Boolean(entryAt(sides.destination, folder, name))
  const findings: Finding[] = []
  if (clashes.length > 0)
    findings.push({
      id: 'same-place',
      tone: 'blocks',
      title: `${plural(clashes.flat().length, 'item')} land at the same ${clashes.length === 1 ? 'place' : 'places'}: only one of them would be left.`,
      text: <Names names={clashes.map((items) => items[0]!.to!)} />,
      fixes: [keepBoth(rest(clashes), isTaken, 'Give them other names'), leaveOut(rest(clashes))],
    })
  if (merges.length > 0)
    findings.push({
      id: 'merged-folders',
      tone: 'warns',
      title: `${plural(merges.flat().length, 'folder')} run together into ${merges.length === 1 ? 'one' : formatCount(merges.length)}.`,
      text: (
        <>
          <Names names={merges.map((items) => items[0]!.to!)} />
          <p>Where they hold the same name, only one of the files would be left.</p>
        </>
      ),
      // What is poured into a folder has no name of its own to change.
      fixes: merges.some((items) => items.some(({ toName }) => toName === ''))
        ? []
        : [keepBoth(rest(merges), isTaken, 'Give them other names')],
    })
  return findings
}

/** `run` into `…/run/` by the rule: the usual way in which a second copy ends up inside the first. */
function nestingFindings({ draft, placed }: Facts): Finding[] {
  const { folder } = draft
  if (folder === null) return []
  const nested = placed.filter(
    ({ item, into, name, toName }) =>
      item.kind === 'folder' &&
      item.lands === null &&
      toName !== '' &&
      into === folder &&
      name === lastName(folder),
  )
  if (nested.length === 0) return []
  return [
    {
      id: 'nested',
      tone: 'warns',
      title: 'A folder lands inside one of the same name.',
      text: <Names names={landingPaths(nested)} />,
      fixes: [
        changeItems('Merge into it', nested, () => ({ lands: folder.slice(0, -1) })),
        // Said by the person it is no longer a surprise.
        changeItems('Put it inside', nested, ({ toName }) => ({ lands: toName })),
      ],
    },
  ]
}

type Meeting = { placed: PlacedItem; there: FileDocument; here: FileDocument | null }

/** What stands already where the items land. */
function meetingFindings(facts: Facts, acts: Acts): Finding[] {
  const { draft, placed, sides } = facts
  const kinds: Record<'overwritten' | 'unsure' | 'clash' | 'merged', Meeting[]> = {
    overwritten: [],
    unsure: [],
    clash: [],
    merged: [],
  }
  let known = 0
  const filled = new Map<string, PlacedItem>()
  for (const one of placed) {
    const { item, into, toName, from, name } = one
    if (into === null) continue
    if (toName === '') {
      const listing = sides.destination.looks.get(into)?.listing
      if (listing && listing.entries.length > 0) filled.set(into, one)
      continue
    }
    const there = entryAt(sides.destination, into, toName)
    if (there !== undefined) known += 1
    if (!there) continue
    const here = entryAt(sides.source, from, name) ?? null
    const isFolder = item.kind === 'folder' || (item.kind === 'unknown' && here?.type === 'dir')
    const meeting = { placed: one, there, here }
    if (isFolder !== (there.type === 'dir')) kinds.clash.push(meeting)
    else if (isFolder) kinds.merged.push(meeting)
    else {
      const outcome = outcomeOf(draft.options.sync_level, fileFacts(here, item.size), fileFacts(there, null))
      if (outcome === 'overwrite') kinds.overwritten.push(meeting)
      else if (outcome === 'unknown') kinds.unsure.push(meeting)
    }
  }
  const isTaken = (folder: string, name: string) => entryAt(sides.destination, folder, name) !== null
  const findings = [
    ...clashFinding(kinds.clash, isTaken),
    ...overwriteFinding(kinds.overwritten, isTaken),
    ...unsureFinding(kinds.unsure),
    ...mergeFinding(kinds.merged, facts, acts, isTaken),
    ...filledFinding(Array.from(filled.keys()), acts),
  ]
  if (findings.length === 0 && known > 0 && known === placed.length)
    findings.push({ id: 'nothing-overwritten', tone: 'fine', title: 'Nothing there is overwritten.' })
  return findings
}

const fileFacts = (entry: FileDocument | null, size: number | null) => ({
  size: entry?.size ?? size ?? Number.NaN,
  modifiedMs: parseFileTime(entry?.last_modified),
})

const namesOf = (meetings: readonly Meeting[]) => meetings.map(({ placed }) => placed.toName)
const itemsOf = (meetings: readonly Meeting[]) => meetings.map(({ placed }) => placed)
type IsTaken = (folder: string, name: string) => boolean

function clashFinding(meetings: readonly Meeting[], isTaken: IsTaken): Finding[] {
  if (meetings.length === 0) return []
  return [
    {
      id: 'kind-clash',
      tone: 'blocks',
      title:
        meetings.length === 1
          ? '1 name is taken there by something of another kind.'
          : `${plural(meetings.length, 'name')} are taken there by something of another kind.`,
      text: (
        <>
          <Names names={namesOf(meetings)} />
          <p>A file cannot take the place of a folder, nor a folder that of a file.</p>
        </>
      ),
      fixes: [keepBoth(itemsOf(meetings), isTaken, 'Use another name'), leaveOut(itemsOf(meetings))],
    },
  ]
}

function overwriteFinding(meetings: readonly Meeting[], isTaken: IsTaken): Finding[] {
  if (meetings.length === 0) return []
  const one = meetings.length === 1 ? meetings[0]! : null
  return [
    {
      id: 'overwritten',
      tone: 'warns',
      title: `${plural(meetings.length, 'file')} would be overwritten.`,
      text: (
        <>
          <Names names={namesOf(meetings)} />
          {one && <p>There: {thereWords(one)}.</p>}
        </>
      ),
      fixes: [keepBoth(itemsOf(meetings), isTaken), leaveOut(itemsOf(meetings)), onlyIfMissing],
    },
  ]
}

/** `1.6 MB, older than this one`. */
function thereWords({ here, there }: Meeting): string {
  const [mine, theirs] = [parseFileTime(here?.last_modified), parseFileTime(there.last_modified)]
  const age =
    mine === 0 || theirs === 0
      ? []
      : [mine === theirs ? 'of the same time' : theirs < mine ? 'older than this one' : 'newer than this one']
  return (
    [...(there.size === undefined ? [] : [formatBytes(there.size)]), ...age].join(', ') || 'of unknown age'
  )
}

function unsureFinding(meetings: readonly Meeting[]): Finding[] {
  if (meetings.length === 0) return []
  return [
    {
      id: 'maybe-overwritten',
      tone: 'warns',
      title: `${plural(meetings.length, 'file')} may be overwritten.`,
      text: (
        <>
          <Names names={namesOf(meetings)} />
          <p>Whether they differ is known only when both are read; they do not by their sizes.</p>
        </>
      ),
      fixes: [leaveOut(itemsOf(meetings))],
    },
  ]
}

function mergeFinding(
  meetings: readonly Meeting[],
  { draft }: Facts,
  acts: Acts,
  isTaken: IsTaken,
): Finding[] {
  if (meetings.length === 0) return []
  const items = itemsOf(meetings)
  return [
    {
      id: 'merged',
      tone: 'warns',
      title:
        meetings.length === 1
          ? '1 folder is there already.'
          : `${plural(meetings.length, 'folder')} are there already.`,
      text: (
        <>
          <Names names={namesOf(meetings)} />
          <p>What is copied lands inside, over what has the same name.</p>
        </>
      ),
      fixes: [
        { label: 'See what would change', run: acts.seePreview },
        keepBoth(items, isTaken),
        changeItems('Put inside', items, ({ to, name }) => ({ lands: landsAt(draft, `${to ?? ''}${name}`) })),
        leaveOut(items),
      ],
    },
  ]
}

function filledFinding(folders: readonly string[], acts: Acts): Finding[] {
  if (folders.length === 0) return []
  return [
    {
      id: 'filled',
      tone: 'warns',
      title: 'The contents land among what is there already.',
      text: <Names names={folders} />,
      fixes: [{ label: 'See what would change', run: acts.seePreview }],
    },
  ]
}

/** Folders that Globus makes on the way. */
function newFolderFinding({ sides, placed }: Facts): Finding[] {
  const made = new Set(
    placed.flatMap(({ into }) =>
      into !== null && isNotFound(sides.destination.looks.get(into)?.error) ? into : [],
    ),
  )
  if (made.size === 0) return []
  return [
    {
      id: 'new-folders',
      tone: 'fine',
      title: made.size === 1 ? 'A folder is made there:' : `${plural(made.size, 'folder')} are made there:`,
      text: <Names names={Array.from(made)} />,
    },
  ]
}
