import type { Task, TaskEvent } from '../../api/wire'
import { capital, plural } from '../../components/format'
import { codeWords, type Explain, troubleWords } from '../shared/task-errors'
import { parseTime } from '../shared/task-times'
import { MARK_WORDS, taskMark } from '../shared/task-words'
import { eventWords } from './event-words'

/** Something that began, happened or ended in the life of a task. */
export type Moment = {
  atMs: number
  /** Its end, of what takes a while; null while it goes on. */
  untilMs?: number | null
  title: string
  text: string
  tone: 'plain' | 'ok' | 'warn' | 'bad' | 'ahead'
}

/** What the end of the task says already. */
const ENDS = new Set(['CANCELED', 'EXPIRED'])

/** How far back the events reach: to the start, not so far, or Globus has forgotten them. */
export type Known = 'whole' | 'newest' | 'gone'

const AFTER_REQUEST: Record<Known, string> = {
  whole: '',
  newest: 'What came next is not among the newest events.',
  gone: 'What came next Globus tells for 30 days only.',
}

/** The life of a task, oldest first: from its document and its events, newest first as the service gives them. */
export function timeline(
  task: Task,
  events: readonly TaskEvent[],
  known: Known,
  explain: Explain = codeWords,
): Moment[] {
  const requestedMs = parseTime(task.request_time)
  const endedMs = parseTime(task.completion_time)
  const moments: Moment[] = []
  let pause: Moment | null = null
  let faults: Faults | null = null
  for (const event of events.toReversed()) {
    const atMs = parseTime(event.time)
    if (atMs === null || event.code === 'PROGRESS' || (endedMs !== null && ENDS.has(event.code))) continue
    if (event.is_error) {
      if (!faults) moments.push((faults = faultsFrom(atMs)).moment)
      addFault(faults, explain(event.code, event.description).what, atMs)
      continue
    }
    faults = null
    if (event.code === 'UNPAUSED' && pause) {
      pause.untilMs = atMs
      pause = null
      continue
    }
    const words = eventWords(event, explain)
    const moment: Moment = { atMs, ...words, tone: 'plain' }
    if (event.code === 'PAUSED') {
      // A second rule may pause what is paused already.
      if (pause) continue
      pause = { ...moment, untilMs: endedMs, tone: 'warn' }
      moments.push(pause)
    } else moments.push(moment)
  }
  return [
    ...(requestedMs === null
      ? []
      : [
          {
            atMs: requestedMs,
            title: 'Requested',
            text: AFTER_REQUEST[known],
            tone: 'plain' as const,
          },
        ]),
    ...moments,
    ...ending(task, endedMs, explain),
  ]
}

type Faults = { moment: Moment; counts: Map<string, number> }

const faultsFrom = (atMs: number): Faults => ({
  moment: { atMs, title: '', text: '', tone: 'warn' },
  counts: new Map(),
})

/** Faults are told together until something else happens: most repeat until the cause is gone. */
function addFault({ moment, counts }: Faults, what: string, atMs: number) {
  counts.set(what, (counts.get(what) ?? 0) + 1)
  const total = Array.from(counts.values()).reduce((sum, count) => sum + count, 0)
  if (total > 1) moment.untilMs = atMs
  moment.title = plural(total, 'fault')
  moment.text = capital(
    Array.from(counts, ([words, count]) => (count > 1 ? `${words} (${count} times)` : words)).join(', '),
  )
}

/** How it ended; of one that runs, when it will at the latest. */
function ending(task: Task, endedMs: number | null, explain: Explain): Moment[] {
  if (endedMs === null) {
    const deadlineMs = parseTime(task.deadline)
    return deadlineMs === null
      ? []
      : [{ atMs: deadlineMs, title: 'Deadline', text: 'Then Globus gives up.', tone: 'ahead' }]
  }
  const mark = taskMark(task)
  const why = mark === 'failed' ? (troubleWords(task, explain)?.what ?? '') : ''
  const tone = mark === 'succeeded' ? 'ok' : mark === 'failed' ? 'bad' : 'plain'
  return [{ atMs: endedMs, title: MARK_WORDS[mark], text: capital(why), tone }]
}

/** More moments than this are not taken in at a glance. */
const MOST = 12
const FIRST = 4

export type Told = { first: readonly Moment[]; between: number; last: readonly Moment[] }

/** The first and the last of many, and how many are left out between them. */
export function shortened(moments: readonly Moment[]): Told {
  const between = moments.length - MOST
  if (between < 2) return { first: moments, between: 0, last: [] }
  return { first: moments.slice(0, FIRST), between, last: moments.slice(FIRST - MOST) }
}
