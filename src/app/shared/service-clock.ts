import { create } from 'zustand'
import { formatDuration } from '../../components/format'
import { onSignOut } from './on-sign-out'
import { useNow } from './use-now'

/**
 * The two clocks: Globus writes the times of tasks by its own, this page reads them by the computer's, and no answer says what
 * time it is. But what an answer says happened had happened when it came, and what it says for the first time happened after
 * the look before. Milliseconds throughout.
 */

/** How far Globus's clock is ahead of this computer's, between what and what; behind is below zero. */
export type Offset = { low: number; high: number; seenMs: number }

/** A time that Globus wrote, and between which two times of this computer that was. */
export type Stamp = { writtenMs: number; afterMs: number; byMs: number }

export const UNKNOWN: Offset = { low: -Infinity, high: Infinity, seenMs: -Infinity }

/** Globus writes whole seconds. */
const SECOND_MS = 1000
/** A clock that goes back further than this was set. */
const STEP_MS = 30_000

/** What is known of the offset once a time was seen. Where it cannot be so any more, a clock was set: the newer counts. */
export function narrowed(offset: Offset, { writtenMs, afterMs, byMs }: Stamp): Offset {
  const low = writtenMs - byMs
  const high = writtenMs + SECOND_MS - afterMs
  const before = byMs < offset.seenMs - STEP_MS ? UNKNOWN : offset
  const both = { low: Math.max(before.low, low), high: Math.min(before.high, high), seenMs: byMs }
  return both.low <= both.high ? both : { low, high, seenMs: byMs }
}

/** As far as the clocks surely differ, and no further. */
export const surely = ({ low, high }: Offset) => (low > 0 ? low : high < 0 ? high : 0)

/** An answer may have been made this long before it came, and may leave out what has only just happened. */
const LATE_MS = 10_000

/** Enough for the board and for what was opened lately. */
const MOST_SOURCES = 20

/** The newest times of one answer after the other, as stamps. */
export function createStampWatch() {
  /** The one that was heard last stands last. */
  const looks = new Map<string, { newestMs: number; atMs: number }>()
  return (source: string, newestMs: number, atMs: number): Stamp => {
    const before = looks.get(source)
    looks.delete(source)
    const [oldest] = looks.keys()
    if (oldest !== undefined && looks.size >= MOST_SOURCES) looks.delete(oldest)
    looks.set(source, { newestMs: Math.max(newestMs, before?.newestMs ?? newestMs), atMs })
    // Not earlier than the look before, unless the clock was set back in between.
    const isNews = before !== undefined && newestMs > before.newestMs && atMs >= before.atMs
    return { writtenMs: newestMs, afterMs: isNews ? before.atMs - LATE_MS : -Infinity, byMs: atMs }
  }
}

/** How long after its answer a time is taken for one of now. */
const YOUNG_MS = 5_000

/** Whether what came at a time has only just come: not heard late, not written again, and no clock set since. */
export const isYoung = (atMs: number, nowMs: number = Date.now(), forMs: number = YOUNG_MS) =>
  Math.abs(nowMs - atMs) <= forMs

const useStore = create<Offset>(() => UNKNOWN)
onSignOut(() => useStore.setState(UNKNOWN))

/** Takes down a time that Globus wrote. */
export const seeStamp = (stamp: Stamp) => useStore.setState((offset) => narrowed(offset, stamp))

/** The clock may have been set since a sign-in that is older. */
const SIGN_IN_MS = 600_000

/** The same of the sign-in, which is kept over a reload: while it is young, and where nothing newer is known. */
export const seeSignIn = (stamp: Stamp) =>
  useStore.setState((offset) =>
    stamp.byMs < offset.seenMs || !isYoung(stamp.byMs, Date.now(), SIGN_IN_MS)
      ? offset
      : narrowed(offset, stamp),
  )

/** What time it is at Globus, as far as anybody here can know. */
export const serviceNow = () => Date.now() + surely(useStore.getState())

/** The same, once a second while somebody looks at what goes by it. */
export const useServiceNow = (ticking: boolean) => useNow(ticking) + useStore(surely)

/** How far Globus's clock is surely ahead of this computer's, for who reckons with times of both. */
export const useClockOffset = () => useStore(surely)

/** Differences below this are nobody's trouble. */
const MINOR_MS = 120_000

/** `The clock of this computer is 1 h ahead of that of Globus.`; empty while they agree, as far as is known. */
export function clockWords(offsetMs: number): string {
  if (Math.abs(offsetMs) < MINOR_MS) return ''
  const far = formatDuration(Math.round(Math.abs(offsetMs) / 60_000) * 60)
  return `The clock of this computer is about ${far} ${offsetMs < 0 ? 'ahead of' : 'behind'} that of Globus, by which times are reckoned here.`
}

/** The same, of the clocks as they are. */
export const useClockWords = () => clockWords(useClockOffset())
