import type { TaskEvent } from '../../api/wire'
import { isoSeconds } from '../clock'
import type { World } from '../world'

/** How many of the newest events of a task people can reach. */
export const MAX_EVENTS = 1000

/** What nobody can reach is dropped now and then: to do so costs as much as writing all that stay. */
const MAX_KEPT_EVENTS = 2 * MAX_EVENTS

const DESCRIPTIONS: Record<string, string> = {
  GC_NOT_CONNECTED: 'Globus Connect not connected',
  GC_PAUSED: 'Globus Connect paused',
  VERIFY_CHECKSUM: 'checksum verification failed',
}

/** The words people read for a code: `FILE_NOT_FOUND` is "file not found". */
export const describeCode = (code: string) => DESCRIPTIONS[code] ?? code.toLowerCase().replaceAll('_', ' ')

/** Details that are a document travel as indented text. */
export const jsonDetails = (details: Record<string, unknown>) => JSON.stringify(details, null, 2)

/** https://docs.globus.org/api/transfer/task/#event_document */
export function addEvent(world: World, taskId: string, code: string, details: string, isError = false) {
  const event: TaskEvent = {
    DATA_TYPE: 'event',
    code,
    description: describeCode(code),
    details,
    is_error: isError,
    time: isoSeconds(world.clock.now()),
  }
  const { events } = world.tables
  events.append(taskId, event)
  if (events.length(taskId) >= MAX_KEPT_EVENTS) events.keepLast(taskId, MAX_EVENTS)
}

/** For what happens once in a task's life: nothing is added when a restart makes it happen again. */
export function addEventOnce(world: World, taskId: string, code: string, details: string) {
  const known = world.tables.events.get(taskId)
  if (!known.some((event) => event.code === code && event.details === details))
    addEvent(world, taskId, code, details)
}
