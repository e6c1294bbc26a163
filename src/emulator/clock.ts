/** The emulator's only source of time, so that a test can move it. */
export type Clock = {
  /** Milliseconds since 1970 (UTC). */
  now: () => number
  /** Resolves after `ms` milliseconds, or at once when `signal` aborts. Never rejects. */
  sleep: (ms: number, signal?: AbortSignal) => Promise<void>
}

export const systemClock: Clock = {
  now: () => Date.now(),
  sleep: (ms, signal) =>
    new Promise((resolve) => {
      if (signal?.aborted) return resolve()
      const done = () => {
        clearTimeout(timer)
        signal?.removeEventListener('abort', done)
        resolve()
      }
      const timer = setTimeout(done, ms)
      signal?.addEventListener('abort', done)
    }),
}

export type ManualClock = Clock & {
  /** Moves time forward by `ms` milliseconds and runs, in order, everything that was asleep until then. */
  advance: (ms: number) => Promise<void>
}

/** A clock that stands still until it is told to move. `startMs` is milliseconds since 1970. */
export function createManualClock(startMs: number): ManualClock {
  type Sleeper = { dueMs: number; wake: () => void }
  let nowMs = startMs
  let sleepers: Sleeper[] = []

  const nextDue = (limitMs: number) =>
    sleepers
      .filter((sleeper) => sleeper.dueMs <= limitMs)
      .sort((a, b) => a.dueMs - b.dueMs)
      .at(0)

  // A macrotask lets every promise that the woken code started settle before time moves on.
  const settle = () => new Promise<void>((resolve) => setTimeout(resolve, 0))

  return {
    now: () => nowMs,
    sleep: (ms, signal) =>
      new Promise((resolve) => {
        if (signal?.aborted) return resolve()
        const sleeper: Sleeper = {
          dueMs: nowMs + ms,
          wake: () => {
            sleepers = sleepers.filter((other) => other !== sleeper)
            signal?.removeEventListener('abort', sleeper.wake)
            resolve()
          },
        }
        sleepers.push(sleeper)
        signal?.addEventListener('abort', sleeper.wake)
      }),
    advance: async (ms) => {
      const untilMs = nowMs + ms
      await settle()
      for (let due = nextDue(untilMs); due; due = nextDue(untilMs)) {
        nowMs = Math.max(nowMs, due.dueMs)
        due.wake()
        await settle()
      }
      nowMs = untilMs
      await settle()
    },
  }
}

/** Whole seconds, `T` form, always `+00:00`: tasks, rules and newer events (globus-api README, "Times"). */
export const isoSeconds = (ms: number) => `${new Date(ms).toISOString().slice(0, 19)}+00:00`

/** The same instant with a space instead of `T`: file times and `expire_time`. */
export const spacedSeconds = (ms: number) => isoSeconds(ms).replace('T', ' ')
