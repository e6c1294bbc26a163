import { formatBytes, formatCount, plural } from '../../../components/format'
import { keptFor } from '../../shared/derived'
import { areManySmall } from '../../shared/small-files'
import type { Acts, Facts, PreviewFacts } from './facts'
import type { PreviewRow } from '../preview/preview-step'
import type { Confirmation, Finding } from './finding'
import { Names } from './Names'
import { sumsOf } from './placed-items'

/** What is typed before anything is deleted. */
const CONFIRM_WORD = 'delete'

/** A walk of exactly this draft that has seen everything. */
export const isExact = ({ walk, end, stale }: PreviewFacts) =>
  walk !== null && !stale && end?.kind === 'finished' && walk.problems.length === 0

/** Whether the draft deletes anything where it lands: only folders are mirrored. */
const isMirror = ({ draft, placed }: Facts) =>
  draft.options.delete_destination_extra && sumsOf(placed).folders > 0

/** What the walk of both sides says, and that it has to be made where something would be deleted. */
export function previewFindings(facts: Facts, acts: Acts): Finding[] {
  return [...deletionFinding(facts, acts), ...smallFilesFinding(facts), ...failingFinding(facts, acts)]
}

function deletionFinding(facts: Facts, acts: Acts): Finding[] {
  if (!isMirror(facts)) return []
  const { walk, end, stale } = facts.preview
  const blocks = (title: string, text: string, label: string): Finding[] => [
    { id: 'deletions', tone: 'blocks', title, text, fixes: [{ label, run: acts.seePreview }] },
  ]
  if (walk === null)
    return blocks(
      'What the mirror deletes has to be counted first.',
      'Everything in the folders there that is not in those here is deleted for good.',
      'Count what would be deleted',
    )
  if (stale)
    return blocks(
      'What the mirror deletes has to be counted again.',
      'The transfer has changed since, or it was too long ago.',
      'Count them again',
    )
  if (end === null)
    return [
      {
        id: 'deletions',
        tone: 'checking',
        title: `Counting what would be deleted: ${formatCount(walk.deletedSoFar())} so far…`,
        fixes: [{ label: 'See', run: acts.seePreview }],
      },
    ]
  if (!isExact(facts.preview))
    return blocks(
      end.kind === 'finished'
        ? `${plural(walk.problems.length, 'folder')} could not be read in full, so the deletions are not known.`
        : 'The count of deletions is not complete.',
      'A mirror is only started when all it deletes is known.',
      'See',
    )
  const { tops, rows } = walk.deletions()
  if (rows.length === 0)
    return [{ id: 'deletions', tone: 'fine', title: 'The mirror deletes nothing there.' }]
  return [
    {
      id: 'deletions',
      tone: 'warns',
      title: `${plural(rows.length, 'file or folder', 'files and folders')} there would be deleted.`,
      text: <Names names={tops.map(({ path }) => path)} />,
      fixes: [{ label: 'See all of them', run: acts.seePreview }],
    },
  ]
}

/** Made once for each count: it may name a hundred thousand. */
const pathsOf = keptFor((rows: readonly PreviewRow[]) => rows.map(({ path }) => path))

/** What has to be typed before the transfer starts; null where nothing is deleted, or nobody knows yet. */
export function confirmationOf(facts: Facts): Confirmation | null {
  const { walk } = facts.preview
  if (!isMirror(facts) || walk === null || !isExact(facts.preview)) return null
  const { rows } = walk.deletions()
  return rows.length === 0 ? null : { word: CONFIRM_WORD, deletions: pathsOf(rows) }
}

/** From the walk where one was made, else from what the items say of themselves. */
function smallFilesFinding({ placed, preview: { walk, stale } }: Facts): Finding[] {
  const counted = walk && !stale ? walk.moving() : sumsOf(placed)
  if (!areManySmall(counted)) return []
  return [
    {
      id: 'small-files',
      tone: 'warns',
      title: 'Many small files travel slowly.',
      text: `${formatCount(counted.files)} files of ${formatBytes(counted.bytes / counted.files)} on average. Packed into a few archives (tar or zip) they travel much faster.`,
    },
  ]
}

function failingFinding({ draft, preview: { walk, stale } }: Facts, acts: Acts): Finding[] {
  const count = walk && !stale ? walk.failsInside() : 0
  if (count === 0) return []
  return [
    {
      id: 'fails',
      tone: 'warns',
      title: `${plural(count, 'entry', 'entries')} inside the folders cannot be copied.`,
      text: draft.options.skip_source_errors
        ? 'What cannot be read is skipped; what cannot be written stops the transfer.'
        : 'The transfer would fail there.',
      fixes: [{ label: 'See which', run: acts.seePreview }],
    },
  ]
}
