import { each, type Steps } from '../../shared/derived'
import { barePath } from '../../shared/file-path'
import { formatZonedDateTime, plural } from '../../../components/format'
import { mayBeFolder, withOptions } from '../../shared/draft/draft'
import { changeDraft } from '../../shared/draft/draft-store'
import { taskTitle } from '../../shared/task-words'
import type { Facts, KnownTask } from './facts'
import type { Finding } from './finding'
import { type PlacedItem, sumsOf } from './placed-items'
import { Names } from './Names'
import { isOutOfSpace, tellingTask } from './telling-task'

/** Transfers that Globus works on at the same time for one person, and tasks it keeps waiting. */
const ACTIVE_TRANSFERS = 3
const PENDING_TASKS = 100
const HOUR_MS = 3_600_000

/** What follows from the deadline and from the tasks there are. */
export const optionFindings = (facts: Facts): Finding[] => [
  ...deadlineFinding(facts),
  ...slotFinding(facts),
  ...recentFindings(facts),
]

/** What a mirror means for the items that there are. */
export function* mirrorFindings({ draft: { options }, placed }: Facts): Steps<Finding[]> {
  if (!options.delete_destination_extra || placed.length === 0) return []
  const findings: Finding[] = []
  const { folders } = sumsOf(placed)
  const off = {
    label: 'Delete nothing',
    run: () => changeDraft((draft) => withOptions(draft, { delete_destination_extra: false })),
  }
  if (folders < placed.length)
    findings.push({
      id: 'mirror-files',
      tone: 'warns',
      title:
        folders === 0
          ? 'There is no folder to mirror: nothing is deleted.'
          : 'Only inside the folders is anything deleted.',
      text: 'Beside a single file, extra files stay where they are.',
      fixes: [off],
    })
  const meeting = yield* insideMirrored(placed)
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
  if (options.skip_source_errors && folders > 0)
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
function* insideMirrored(placed: readonly PlacedItem[]): Steps<PlacedItem[]> {
  const mirrored = new Map<string, number>()
  yield* each(placed, (one) => {
    if (one.to !== null && isMirrored(one))
      mirrored.set(barePath(one.to), (mirrored.get(barePath(one.to)) ?? 0) + 1)
  })
  const isInside = (one: PlacedItem) => {
    if (one.to === null) return false
    let place = barePath(one.to)
    if ((mirrored.get(place) ?? 0) > Number(isMirrored(one))) return true
    while (place !== '') {
      place = place.slice(0, place.lastIndexOf('/'))
      if (mirrored.has(place)) return true
    }
    return false
  }
  const inside: PlacedItem[] = []
  yield* each(placed, (one) => isInside(one) && inside.push(one))
  return inside
}

const isMirrored = ({ item: { kind } }: PlacedItem) => mayBeFolder(kind)

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
        text: `It was ${formatZonedDateTime(ms)}.`,
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
  const newest = tellingTask(tasks, draft.destination, nowMs)
  if (!newest) return []
  const findings: Finding[] = []
  if (isOutOfSpace(newest.codes))
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
  if (newest.codes.includes('PERMISSION_DENIED'))
    findings.push({
      id: 'denied-before',
      tone: 'warns',
      title: 'The last transfer to this collection was refused: permission denied.',
      text: <Names names={[taskTitle(newest)]} />,
    })
  return findings
}
