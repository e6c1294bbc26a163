import type { TaskEvent } from '../../api/wire'
import { badRequest, type Call, TransferError } from '../http'
import type { ListTable } from '../list-table'
import type { TaskRow } from '../world'
import { parsePaging, pickFields } from './filters'
import { MAX_EVENTS } from './task-events'

/** The page of a task's events that a call asks for, newest first. */
export function eventPage(
  { world, url }: Call,
  { document }: TaskRow,
  matches: (event: TaskEvent) => boolean,
) {
  const { limit, offset } = parsePaging(url, { maximum: MAX_EVENTS, default: 10 })
  const events = world.tables.events.get(document.task_id, -MAX_EVENTS).filter(matches).reverse()
  const page = events.slice(offset, offset + limit)
  return {
    DATA_TYPE: 'event_list',
    length: page.length,
    limit,
    offset,
    total: events.length,
    DATA: page.map(pickFields<TaskEvent>(url.searchParams.get('fields'))),
  }
}

/** The page of the files a finished transfer has copied. */
export function transferredPage({ world, url }: Call, { document, completed_ms }: TaskRow) {
  if (document.type !== 'TRANSFER') throw badRequest('Only transfer tasks have successful transfers')
  if (completed_ms === null)
    throw new TransferError(
      409,
      'ClientError.Conflict',
      'The task is running; its transfers are listed at its end',
    )
  return { DATA_TYPE: 'successful_transfers', ...markerPage(url, world.tables.transferred, document.task_id) }
}

/** The page of the paths a task has skipped so far. */
export function skippedPage({ world, url }: Call, { document }: TaskRow) {
  return {
    DATA_TYPE: 'skipped_errors',
    ...markerPage(url, world.tables.skipped, document.task_id),
  }
}

const MARKER_PAGE = 100

/** https://docs.globus.org/api/transfer/overview/#paging; a marker is the number of rows before the page. */
function markerPage<Row>(url: URL, rows: ListTable<Row>, taskId: string) {
  const text = url.searchParams.get('marker') ?? '0'
  if (!/^\d{1,15}$/.test(text)) throw badRequest('marker must be one that this list has answered with')
  const marker = Number(text)
  const end = marker + MARKER_PAGE
  return { marker, next_marker: end < rows.length(taskId) ? end : null, DATA: rows.get(taskId, marker, end) }
}

/** What managers say who hold this very task; null where nobody does. */
export const pauseMessages = ({ admin_pauses, completed_ms }: TaskRow) => ({
  source_pause_message: null,
  destination_pause_message: null,
  source_pause_message_share: null,
  destination_pause_message_share: null,
  ...(completed_ms === null && admin_pauses),
})

/** What a task is sorted and paged by: running tasks by their submission, the others by their end. */
export const taskKey = ({ requested_ms, completed_ms }: TaskRow) =>
  completed_ms === null ? `active,${microseconds(requested_ms)}` : `complete,${microseconds(completed_ms)}`

/** `2026-03-04T15:16:17.427000`: six digits, no zone. */
const microseconds = (ms: number) => new Date(ms).toISOString().replace('Z', '000')
