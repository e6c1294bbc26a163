import type { TaskEvent } from '../../api/wire'
import type { Told } from '../shared/records/curve'
import { parseTime } from '../shared/task-times'
import { documentOf } from './event-words'

/** What the events of a task tell of its pace. */
export const toldBy = (events: readonly TaskEvent[]): Told[] =>
  events.flatMap(({ code, time, details }) => {
    const atMs = parseTime(time)
    const { bytes_transferred: bytes, duration: seconds } = documentOf(details) ?? {}
    const isTold = code === 'PROGRESS' && atMs !== null
    return isTold && typeof bytes === 'number' && typeof seconds === 'number' && seconds > 0 && bytes >= 0
      ? [{ atMs, seconds, bytes }]
      : []
  })
