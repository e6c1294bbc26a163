import type { FileDocument } from '../../../api/wire'
import { parseFileTime } from '../../../api/listing'
import { formatBytes, plural } from '../../../components/format'
import { each, type Steps } from '../../shared/derived'
import { outcomeOf } from '../preview/outcome'
import { type Acts, entryAt, type Facts } from './facts'
import { changeItems, keepBoth, landsAt, leaveOut, onlyIfMissing } from './fixes'
import type { Finding } from './finding'
import { Names } from './Names'
import type { PlacedItem } from './placed-items'

type Meeting = { placed: PlacedItem; there: FileDocument; here: FileDocument | null }

/** What stands already where the items land. */
export function* meetingFindings(facts: Facts, acts: Acts): Steps<Finding[]> {
  const { draft, placed, sides } = facts
  const kinds: Record<'overwritten' | 'unsure' | 'clash' | 'merged', Meeting[]> = {
    overwritten: [],
    unsure: [],
    clash: [],
    merged: [],
  }
  let known = 0
  const filled = new Set<string>()
  yield* each(placed, (one) => {
    const { item, into, toName, from, name } = one
    if (into === null) return
    if (toName === '') {
      const listing = sides.destination.looks.get(into)?.listing
      if (listing && listing.entries.length > 0) filled.add(into)
      return
    }
    const there = entryAt(sides.destination, into, toName)
    if (there !== undefined) known += 1
    if (!there) return
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
  })
  // Of a folder that was not seen whole it cannot be known: there would be no end of names to try.
  const isTaken = (folder: string, name: string) => Boolean(entryAt(sides.destination, folder, name))
  const findings = [
    ...clashFinding(kinds.clash, isTaken),
    ...overwriteFinding(kinds.overwritten, isTaken),
    ...unsureFinding(kinds.unsure),
    ...mergeFinding(kinds.merged, facts, acts, isTaken),
    ...filledFinding(Array.from(filled), acts),
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

/** What becomes of files inside that have the same name, by sync level. */
const MERGE_WORDS: Record<string, string> = {
  null: 'What is copied lands inside, over what has the same name.',
  0: 'What is missing inside is copied; nothing is overwritten.',
  1: 'What is copied lands inside, over files of the same name that have another size.',
  2: 'What is copied lands inside, over older files of the same name.',
  3: 'What is copied lands inside, over files of the same name that differ.',
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
      tone: draft.options.sync_level === 0 ? 'fine' : 'warns',
      title:
        meetings.length === 1
          ? '1 folder is there already.'
          : `${plural(meetings.length, 'folder')} are there already.`,
      text: (
        <>
          <Names names={namesOf(meetings)} />
          <p>{MERGE_WORDS[String(draft.options.sync_level)]}</p>
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
