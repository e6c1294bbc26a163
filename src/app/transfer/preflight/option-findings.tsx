import { barePath } from '../../shared/file-path'
import { formatDateTime, plural } from '../../../components/format'
import { withOptions } from '../../shared/draft/draft'
import { changeDraft } from '../../shared/draft/draft-store'
import { taskTitle } from '../../shared/task-words'
import type { Facts, KnownTask } from './facts'
import type { Finding } from './finding'
import type { PlacedItem } from './placed-items'
import { Names } from './Names'
import { holdsOnWindows, mayBeWindows } from './windows-names'

/** Transfers that Globus works on at the same time for one person, and tasks it keeps waiting. */
const ACTIVE_TRANSFERS = 3
const PENDING_TASKS = 100
const HOUR_MS = 3_600_000
/** Trouble of tasks that are older says little about today. */
const RECENT_MS = 7 * 24 * HOUR_MS

/** What follows from the chosen options, from the tasks there are and from the kind of the destination. */
export const optionFindings = (facts: Facts): Finding[] => [
  ...mirrorFindings(facts),
  ...deadlineFinding(facts),
  ...slotFinding(facts),
  ...recentFindings(facts),
  ...windowsFinding(facts),
]

function mirrorFindings({ draft: { options }, placed }: Facts): Finding[] {
  if (!options.delete_destination_extra || placed.length === 0) return []
  const findings: Finding[] = []
  const folders = placed.filter(({ item }) => item.kind === 'folder' || item.kind === 'unknown')
  const off = {
    label: 'Delete nothing',
    run: () => changeDraft((draft) => withOptions(draft, { delete_destination_extra: false })),
  }
  if (folders.length < placed.length)
    findings.push({
      id: 'mirror-files',
      tone: 'warns',
      title:
        folders.length === 0
          ? 'There is no folder to mirror: nothing is deleted.'
          : 'Only inside the folders is anything deleted.',
      text: 'Beside a single file, extra files stay where they are.',
      fixes: [off],
    })
  const meeting = insideMirrored(placed, folders)
  if (meeting.length > 0)
    findings.push({
      id: 'mirror-meeting',
      tone: 'warns',
      title: `${plural(meeting.length, 'item lands', 'items land')} where another folder is mirrored.`,
      text: (
        <>
          <Names names={meeting.map(({ to }) => to!)} />
          <p>
            The deletions are counted as if each mirror kept what the other items bring. Globus does not
            promise that: transfer them one after the other.
          </p>
        </>
      ),
      fixes: [off],
    })
  if (options.skip_source_errors && folders.length > 0)
    findings.push({
      id: 'mirror-skips',
      tone: 'warns',
      title: 'If anything is skipped, nothing is deleted.',
      text: 'Globus leaves the deletion out when it could not read everything at the source.',
      fixes: [
        {
          label: 'Do not skip',
          run: () => changeDraft((draft) => withOptions(draft, { skip_source_errors: false })),
        },
        off,
      ],
    })
  return findings
}

/** Items that land in, or as, a folder into which another one is mirrored. */
function insideMirrored(placed: readonly PlacedItem[], folders: readonly PlacedItem[]): PlacedItem[] {
  const mirrored = new Map<string, number>()
  for (const { to } of folders)
    if (to !== null) mirrored.set(barePath(to), (mirrored.get(barePath(to)) ?? 0) + 1)
  const own = new Set(folders)
  return placed.filter((one) => {
    if (one.to === null) return false
    let place = barePath(one.to)
    if ((mirrored.get(place) ?? 0) > Number(own.has(one))) return true
    while (place !== '') {
      place = place.slice(0, place.lastIndexOf('/'))
      if (mirrored.has(place)) return true
    }
    return false
  })
}

function deadlineFinding({ draft: { options }, nowMs }: Facts): Finding[] {
  if (options.deadline === '') return []
  const ms = Date.parse(options.deadline)
  const fixes = [
    {
      label: 'Use no deadline of mine',
      run: () => changeDraft((draft) => withOptions(draft, { deadline: '' })),
    },
  ]
  if (Number.isNaN(ms))
    return [{ id: 'deadline', tone: 'blocks', title: 'The deadline is not a date and time.', fixes }]
  if (ms <= nowMs)
    return [
      {
        id: 'deadline',
        tone: 'blocks',
        title: 'The deadline has passed.',
        text: `It was ${formatDateTime(ms)}.`,
        fixes,
      },
    ]
  if (ms - nowMs < HOUR_MS)
    return [
      {
        id: 'deadline',
        tone: 'warns',
        title: `The deadline is in ${plural(Math.ceil((ms - nowMs) / 60_000), 'minute')}.`,
        text: 'What has not been copied by then is not copied at all, also while the transfer waits for its turn.',
        fixes,
      },
    ]
  return []
}

const isPending = ({ status }: KnownTask) => status === 'ACTIVE' || status === 'INACTIVE'

function slotFinding({ tasks, parts }: Facts): Finding[] {
  const pending = tasks.filter(isPending)
  if (pending.length + parts > PENDING_TASKS)
    return [
      {
        id: 'tasks',
        tone: 'blocks',
        title: `${plural(pending.length, 'task')} of yours are not done: Globus keeps ${PENDING_TASKS} at most.`,
        text: 'Wait until some are, or cancel some.',
      },
    ]
  const free = ACTIVE_TRANSFERS - pending.filter(({ type }) => type === 'TRANSFER').length
  if (free <= 0)
    return [
      {
        id: 'tasks',
        tone: 'warns',
        title: `${ACTIVE_TRANSFERS} transfers of yours are under way: this one waits for its turn.`,
        text: 'It starts by itself when one of them is done.',
      },
    ]
  return [{ id: 'tasks', tone: 'fine', title: `${free} of ${ACTIVE_TRANSFERS} task slots are free.` }]
}

/** The newest task to this destination tells what the next one meets. */
function recentFindings({ draft, tasks, nowMs }: Facts): Finding[] {
  const [newest] = tasks.filter(
    (task) =>
      task.type === 'TRANSFER' &&
      task.destination_endpoint_id === draft.destination &&
      nowMs - Date.parse(task.request_time) < RECENT_MS &&
      (task.status === 'SUCCEEDED' || task.codes.length > 0),
  )
  if (!newest || newest.status === 'SUCCEEDED') return []
  const findings: Finding[] = []
  const has = (code: RegExp) => newest.codes.some((one) => code.test(one))
  if (has(/QUOTA|NO_SPACE/))
    findings.push({
      id: 'quota',
      tone: 'warns',
      title: 'The last transfer to this collection ran out of space.',
      text: <Names names={[taskTitle(newest)]} />,
      fixes: draft.options.fail_on_quota_errors
        ? []
        : [
            {
              label: 'Stop when the quota is full',
              run: () => changeDraft((now) => withOptions(now, { fail_on_quota_errors: true })),
            },
          ],
    })
  if (has(/^PERMISSION_DENIED$/))
    findings.push({
      id: 'denied-before',
      tone: 'warns',
      title: 'The last transfer to this collection was refused: permission denied.',
      text: <Names names={[taskTitle(newest)]} />,
    })
  return findings
}

/** Personal collections may be on Windows, which refuses names that are fine elsewhere. */
function windowsFinding({ placed, sides: { destination }, preview }: Facts): Finding[] {
  if (!destination.collection?.entity_type.startsWith('GCP_')) return []
  const paths = placed.flatMap(({ to }) => to ?? [])
  const real = Array.from(destination.looks.values(), ({ listing }) => listing?.absolutePath ?? '')
  if (!mayBeWindows([...paths, ...real])) return []
  const refused = paths.filter((path) => !holdsOnWindows(path))
  const below =
    preview.walk && preview.end && !preview.stale
      ? preview.walk.rows.filter(isNew).map(({ path }) => path)
      : []
  const all = [...refused, ...below.filter((path) => !holdsOnWindows(path))]
  if (all.length === 0) return []
  return [
    {
      id: 'windows-names',
      tone: 'warns',
      title: `A computer with Windows cannot hold ${plural(all.length, 'of these names', 'of these names')}.`,
      text: (
        <>
          <Names names={all} />
          <p>
            {
              'Windows has no < > : " \\ | ? * in names, none that end in a dot or a space, and paths of 260 characters at most.'
            }
          </p>
        </>
      ),
    },
  ]
}

const isNew = ({ what }: { what: string }) => what === 'copy'
