import { isNotFound } from '../../../api/errors'
import { formatCount, plural } from '../../../components/format'
import { each, type Steps } from '../../shared/derived'
import { asFolder, lastName } from '../../shared/file-path'
import { type Acts, entryAt, type Facts } from './facts'
import { changeItems, keepBoth, leaveOut } from './fixes'
import type { Finding } from './finding'
import { meetingFindings } from './meeting-findings'
import { Names } from './Names'
import { type PlacedItem, sharedPlaces } from './placed-items'

/** What the items meet where they land. */
export function* landingFindings(facts: Facts, acts: Acts): Steps<Finding[]> {
  return [
    ...(yield* selfFindings(facts)),
    ...togetherFindings(facts),
    ...(yield* nestingFindings(facts)),
    ...(yield* meetingFindings(facts, acts)),
    ...(yield* newFolderFinding(facts)),
  ]
}

const sourcePaths = (items: readonly PlacedItem[]) => items.map(({ item }) => item.source_path)
const landingPaths = (items: readonly PlacedItem[]) => items.map(({ to }) => to ?? '')

/** A path from the storage's root where the listing of its folder tells; `/~/x` and `/home/ada/x` are the same place. */
function realPath(facts: Facts, which: 'source' | 'destination', folder: string, path: string): string {
  const absolute = facts.sides[which].looks.get(folder)?.listing?.absolutePath
  return absolute ? absolute + path.slice(folder.length) : path
}

/** Also a path that was typed without a slash at its end, once its folder has been listed. */
const isFolder = ({ sides: { source } }: Facts, { item, from, name }: PlacedItem) =>
  item.kind === 'folder' || (item.kind === 'unknown' && entryAt(source, from, name)?.type === 'dir')

/** Nothing can be copied onto itself, and no folder into itself. */
function* selfFindings(facts: Facts): Steps<Finding[]> {
  const { draft, placed } = facts
  if (draft.source === null || draft.source !== draft.destination) return []
  const own: PlacedItem[] = []
  yield* each(placed, (one) => {
    const { item, from, to, into } = one
    if (to === null || into === null) return
    const isInside = (there: string, here: string) =>
      isFolder(facts, one) ? asFolder(there).startsWith(asFolder(here)) : there === here
    if (
      isInside(to, item.source_path) ||
      isInside(realPath(facts, 'destination', into, to), realPath(facts, 'source', from, item.source_path))
    )
      own.push(one)
  })
  if (own.length === 0) return []
  const folders = own.some((one) => isFolder(facts, one))
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
  const { clashes, merges } = sharedPlaces(placed)
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
function* nestingFindings(facts: Facts): Steps<Finding[]> {
  const { draft, placed } = facts
  const { folder } = draft
  if (folder === null) return []
  const own = lastName(folder)
  const nested: PlacedItem[] = []
  yield* each(placed, (one) => {
    const { item, into, name, toName } = one
    const isRule = item.lands === null && toName !== '' && into === folder
    if (isRule && name === own && isFolder(facts, one)) nested.push(one)
  })
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

/** Folders that Globus makes on the way. */
function* newFolderFinding({ sides, placed }: Facts): Steps<Finding[]> {
  const made = new Set<string>()
  yield* each(placed, ({ into }) => {
    if (into !== null && isNotFound(sides.destination.looks.get(into)?.error)) made.add(into)
  })
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
