/**
 * What the page's main thread did, by the browser's own trace. Each task is told by the processor time that it took, so
 * that a busy machine tells the same, and by the clock.
 */
export async function traceTasks(browser, page) {
  await browser.startTracing(page, { categories: ['toplevel', 'v8', 'blink.user_timing', '__metadata'] })
  let steps = 0
  return {
    /** Does something and waits until the page has nothing more to do for it. */
    step: async (act, settle) => {
      const name = `bench-${(steps += 1)}`
      await page.evaluate((mark) => performance.mark(mark), `${name}-begin`)
      await act()
      await settle()
      await page.evaluate((mark) => performance.mark(mark), `${name}-end`)
      return name
    },
    /** Ends it. Answers, for a step, its longest task, all of them together, and the script in them, in milliseconds. */
    end: async () => {
      const { traceEvents } = JSON.parse(String(await browser.stopTracing()))
      const marks = new Map()
      for (const { cat, name, ts, pid, tid } of traceEvents)
        if (cat.includes('user_timing')) marks.set(name, { ts, pid, tid })
      return (name) => {
        const begin = marks.get(`${name}-begin`)
        const { ts: end } = marks.get(`${name}-end`)
        const all = traceEvents.filter(
          ({ ph, pid, tid, ts }) =>
            ph === 'X' && pid === begin.pid && tid === begin.tid && ts >= begin.ts && ts < end,
        )
        const tasks = all.filter(({ name }) => name === 'ThreadControllerImpl::RunTask')
        const most = (field) => tasks.reduce((most, event) => Math.max(most, event[field] ?? 0), 0) / 1000
        return {
          longest: most('dur'),
          longestBusy: most('tdur'),
          busy: tasks.reduce((sum, { tdur = 0 }) => sum + tdur, 0) / 1000,
          script: scriptTime(all) / 1000,
          took: (end - begin.ts) / 1000,
        }
      }
    },
  }
}

const SCRIPT = ['v8.callFunction', 'v8.run', 'BlinkScheduler_PerformMicrotaskCheckpoint']

/** Of what runs script, also what goes on in promises; what runs inside of another is counted once. */
function scriptTime(events) {
  let until = 0
  let time = 0
  for (const { ts, dur, tdur = 0 } of events
    .filter(({ name }) => SCRIPT.includes(name))
    .toSorted((a, b) => a.ts - b.ts || b.dur - a.dur)) {
    if (ts < until) continue
    until = ts + dur
    time += tdur
  }
  return time
}
