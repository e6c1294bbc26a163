/**
 * Runs in the page before its own scripts (Playwright sends the function as text, so it stands alone) and measures from
 * the page's own clock: when something was painted, and how long the page was blocked.
 */
export function watchPaint() {
  /** Resolves with the time at which the next frame has been handed to the screen. */
  const nextPaint = () =>
    new Promise((resolve) => {
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel()
        port1.addEventListener('message', () => resolve(performance.now()))
        port1.start()
        port2.postMessage(null)
      })
    })
  const QUIET_MS = 300
  const taken = { keydown: [] }
  const tasks = []
  new PerformanceObserver((list) => tasks.push(...list.getEntries())).observe({
    type: 'longtask',
    buffered: true,
  })

  let lastInput = 0
  const onInput = (event) => {
    lastInput = event.timeStamp
    if (event.type in taken) void nextPaint().then((at) => taken[event.type].push(at - event.timeStamp))
  }
  for (const type of ['keydown', 'click']) addEventListener(type, onInput, { capture: true })

  const rows = { first: 0, last: 0 }
  const paneRows = '[aria-label="Left pane"] [role=grid]'
  const onChange = async () => {
    const hasRows = document.querySelector(`${paneRows} [role=row][aria-rowindex="2"]`) !== null
    const at = await nextPaint()
    if (hasRows && rows.first === 0) rows.first = at
    rows.last = at
  }
  new MutationObserver((changes) => {
    if (changes.some(({ target }) => target instanceof Element && target.closest(paneRows))) void onChange()
  }).observe(document, { subtree: true, childList: true, attributes: true, characterData: true })

  const quiet = async (since) => {
    while (performance.now() - Math.max(since, rows.last) < QUIET_MS)
      await new Promise((done) => setTimeout(done, 20))
  }

  globalThis.bench = {
    /** Milliseconds from the answer of the call whose path ends so to the first row, and to the last change of rows. */
    rowsShown: async (path) => {
      rows.first = 0
      const answered = () =>
        performance.getEntriesByType('resource').find(({ name }) => new URL(name).pathname.endsWith(path))
          ?.responseEnd
      while (!answered() || rows.first === 0) await new Promise((done) => setTimeout(done, 20))
      await quiet(performance.now())
      const from = answered()
      const after = tasks.filter(({ startTime, duration }) => startTime + duration > from)
      const longest = after.reduce((most, { duration }) => Math.max(most, duration), 0)
      return { first: rows.first - from, settled: rows.last - from, longest }
    },
    /** Milliseconds from the last key or click to the last change of rows. */
    rowsSettled: async () => {
      await quiet(performance.now())
      return Math.max(0, rows.last - lastInput)
    },
    /** The times of all events of a kind since they were last asked for. */
    take: async (type) => {
      await nextPaint()
      return taken[type].splice(0)
    },
  }
}
