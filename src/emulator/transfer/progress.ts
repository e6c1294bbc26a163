import { addEvent, jsonDetails } from './task-events'
import { report, type Run } from './task-run'
import { measureSpeed } from './task-state'

const REPORT_EVERY_MS = 10_000

/** Counts the bytes of one run and reports them every ten seconds. */
export type Progress = {
  add: (bytes: number) => void
  /** The last report; a run that copied nothing makes none. */
  end: () => void
}

export function startProgress(run: Run): Progress {
  const { clock } = run.world
  let sinceMs = clock.now()
  let bytes = 0

  const tell = () => {
    const now = clock.now()
    const seconds = (now - sinceMs) / 1000
    const mbps = seconds > 0 ? (bytes * 8) / 1_000_000 / seconds : 0
    const details = { bytes_transferred: bytes, duration: round(seconds), mbps: round(mbps) }
    addEvent(run.world, run.taskId, 'PROGRESS', jsonDetails(details))
    sinceMs = now
    bytes = 0
  }

  return {
    add: (count) => {
      bytes += count
      run.row.document.bytes_transferred += count
      measureSpeed(run.row, clock.now())
      report(run)
      if (clock.now() - sinceMs >= REPORT_EVERY_MS) tell()
    },
    end: () => {
      if (bytes > 0) tell()
    },
  }
}

const round = (value: number) => Math.round(value * 100) / 100
