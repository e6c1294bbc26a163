import type { TaskEvent } from '../../api/wire'
import { capital, formatBytes, formatCount, formatDuration, plural } from '../../components/format'
import { visibleText } from '../../components/visible-name'
import { codeWords, type Explain } from '../shared/task-errors'
import { parseTime } from '../shared/task-times'

/** Details as they can be laid out: a document's fields, or text with its line breaks. */
export type EventDetails = { fields: [name: string, value: string][] } | { text: string } | null

/** The format is declared subject to change: what is not understood is shown as it came. */
export function readDetails(details: string | null | undefined): EventDetails {
  const text = (details ?? '').trim()
  if (text === '' || text === 'n/a') return null
  if (text.startsWith('{'))
    try {
      return { fields: fieldsOf(JSON.parse(text) as Record<string, unknown>) }
    } catch {
      // Text that only looks like a document.
    }
  // Servers' line breaks arrive as the characters \r\n, or percent-encoded.
  return { text: text.replaceAll(/\\r\\n|\\n|%0D%0A/g, '\n').trim() }
}

/** A document as one level of names: `error body`, `context 2 path`. */
function fieldsOf(value: unknown, name = ''): [string, string][] {
  if (typeof value !== 'object' || value === null)
    return [[name, typeof value === 'number' ? formatCount(value) : String(value)]]
  const isList = Array.isArray(value)
  return Object.entries(value).flatMap(([key, inner]) => {
    const own = isList ? String(Number(key) + 1) : key
    return fieldsOf(inner, name === '' ? own : `${name} ${own}`)
  })
}

export type EventWords = { title: string; text: string }

/** What an event says, in words. */
export function eventWords(
  event: Pick<TaskEvent, 'code' | 'description' | 'details' | 'is_error'>,
  explain: Explain = codeWords,
): EventWords {
  const details = readDetails(event.details)
  const document = documentOf(event.details)
  const plain = details && 'text' in details ? details.text : ''
  const oneLine = plain.includes('\n') ? '' : visibleText(plain)
  switch (event.code) {
    case 'STARTED':
      return document
        ? { title: 'Started to copy', text: connectionWords(document) }
        : { title: 'Started', text: oneLine }
    case 'CANCELED':
      return { title: 'Canceled', text: oneLine }
    case 'PROGRESS':
      return { title: 'Progress', text: document ? paceWords(document) : oneLine }
    case 'SUCCEEDED': {
      const files = document?.files_succeeded
      if (typeof files === 'number') return { title: 'Copied', text: plural(files, 'file') }
      const scanned = /^Scanned (\d+) file/.exec(oneLine)?.[1]
      return scanned
        ? { title: 'Scan finished', text: `${plural(Number(scanned), 'file')} found` }
        : { title: 'Step done', text: oneLine }
    }
  }
  const { what, why } = explain(event.code, event.description)
  // Of what the table has nothing to say, the service's own words.
  return { title: capital(what), text: why || oneLine }
}

type Document = Record<string, unknown>

/** The document that an event carries as text; null for plain words. */
export function documentOf(details: string): Document | null {
  try {
    const document: unknown = JSON.parse(details)
    return typeof document === 'object' && document !== null ? (document as Document) : null
  } catch {
    return null
  }
}

function connectionWords({ concurrency, parallelism }: Document): string {
  const parts = [
    typeof concurrency === 'number' ? `${plural(concurrency, 'file')} at a time` : null,
    typeof parallelism === 'number' ? `${plural(parallelism, 'stream')} each` : null,
  ]
  return parts.filter((part) => part !== null).join(', ')
}

function paceWords({ bytes_transferred: bytes, duration }: Document): string {
  if (typeof bytes !== 'number') return ''
  return typeof duration === 'number' && duration > 0
    ? `${formatBytes(bytes)} in ${formatDuration(Math.max(1, duration))}`
    : formatBytes(bytes)
}

export type EventGroup = {
  key: string
  /** The newest of them. */
  event: TaskEvent
  count: number
  firstMs: number | null
  lastMs: number | null
}

/** Events newest first, repeats of one code without another in between made one. */
export function groupEvents(events: readonly TaskEvent[]): EventGroup[] {
  const groups: EventGroup[] = []
  const same = new Map<string, number>()
  // From the oldest on: what a group began with stays, so what was opened in it stays open when newer events arrive.
  for (const event of events.toReversed()) {
    const atMs = parseTime(event.time)
    const last = groups.at(-1)
    // Starts and steps done tell different things under one code.
    if (last?.event.code === event.code && (event.is_error || event.code === 'PROGRESS')) {
      last.event = event
      last.count += 1
      last.lastMs = atMs
      continue
    }
    // Events have no id, and two may carry the same second.
    const name = `${event.time} ${event.code}`
    const seen = same.get(name) ?? 0
    same.set(name, seen + 1)
    groups.push({ key: `${name} ${seen}`, event, count: 1, firstMs: atMs, lastMs: atMs })
  }
  return groups.reverse()
}
