import { hostSince } from './host.mjs'
import { manyTasks } from './many-tasks.mjs'
import { openStage, setStage } from './stage.mjs'
import { median, milliseconds, percentile } from './table.mjs'
import { traceTasks } from './task-trace.mjs'

const RUNNING = 1_000
const OVER = 100_000
/** So long after an answer everything that follows from it is over. */
const SETTLED_MS = 900
/** Longer than a minute: until then the page still fills what it keeps of each task. */
const TICKS = 40
const HEAP_EVERY_MS = 10_000
/** Of each of three filters: enough that 95 of 100 is not the worst one. */
const FILTER_RUNS = 20

/** The board with 1,000 tasks that run, and with 100,000 that are over. `soakMinutes`: how long it is looked on. */
export async function benchBoard({ soakMinutes, directory }) {
  const { browser, site, close } = await setStage(directory)
  try {
    return [...(await ticking(browser, site.url, soakMinutes)), ...(await history(browser, site.url))]
  } finally {
    await close()
  }
}

/** What each answer costs the page while it is left alone, and what is left of it in memory. */
async function ticking(browser, url, soakMinutes) {
  const tasks = manyTasks({ running: RUNNING, over: 200 })
  const answers = waitable()
  const { page, close } = await openStage(browser, url, {
    signedIn: true,
    initScript: watchShifts,
    answers: {
      '/v0.10/task_list': (request) => {
        answers.note()
        return tasks(request)
      },
    },
  })
  await page.goto(`${url}#/tasks`)
  await page.getByRole('grid', { name: 'Running tasks' }).waitFor()
  // Its first answers are those of a page that opens.
  for (let answer = 0; answer < 3; answer += 1) await answers.next()
  await page.waitForTimeout(SETTLED_MS)
  await page.evaluate(() => globalThis.shifts.splice(0))

  const trace = await traceTasks(browser, page)
  const atFirst = answers.count()
  const host = hostSince()
  const ticksFrom = performance.now()
  const steps = []
  while (steps.length < TICKS)
    steps.push(await trace.step(answers.next, () => page.waitForTimeout(SETTLED_MS)))
  const requests = answers.count() - atFirst
  const hostRows = host()
  /** Once a minute what is over is asked for as well. */
  const allowed = TICKS + Math.ceil((performance.now() - ticksFrom) / 60_000)
  const costs = steps.map(await trace.end())
  const of = (name, percent) =>
    percentile(
      costs.map((cost) => cost[name]),
      percent,
    )

  const session = await page.context().newCDPSession(page)
  const heap = []
  const began = performance.now()
  const minutes = () => (performance.now() - began) / 60_000
  do {
    await page.waitForTimeout(HEAP_EVERY_MS)
    await session.send('HeapProfiler.collectGarbage')
    heap.push({ minutes: minutes(), bytes: (await session.send('Runtime.getHeapUsage')).usedSize })
  } while (minutes() < soakMinutes)
  const shifted = (await page.evaluate(() => globalThis.shifts)).reduce((sum, value) => sum + value, 0)
  const elements = await page.evaluate(() => document.querySelectorAll('*').length)
  await close()
  const perMinute = slope(heap) / 1000
  return [
    {
      name: `${RUNNING.toLocaleString('en')} tasks run: requests per tick, ${TICKS} ticks`,
      value: (requests / TICKS).toFixed(2),
      target: '1, and one a minute',
      met: requests >= TICKS && requests <= allowed,
    },
    milliseconds('  script per tick, by the processor, median', of('script', 50)),
    milliseconds('  the same, 95 of 100', of('script', 95), 8),
    milliseconds('  all work of the page per tick, median', of('busy', 50)),
    milliseconds('  the same, 95 of 100', of('busy', 95)),
    ...hostRows,
    { name: '  layout shift', value: shifted.toFixed(4), target: '0', met: shifted === 0 },
    { name: '  DOM nodes', value: String(elements), target: '< 1500', met: elements < 1500 },
    { name: '  heap in the end', value: `${(heap.at(-1).bytes / 1e6).toFixed(1)} MB` },
    {
      name: `  heap, slope over ${(heap.at(-1).minutes - heap[0].minutes).toFixed(1)} min`,
      value: `${perMinute.toFixed(0)} kB/min`,
      target: '< 50 kB/min',
      met: perMinute < 50,
    },
  ]
}

/** The history: from a filter's answer to its rows, and scrolling. */
async function history(browser, url) {
  const tasks = manyTasks({ running: 3, over: OVER })
  const { page, close } = await openStage(browser, url, {
    signedIn: true,
    initScript: watchRows,
    answers: { '/v0.10/task_list': tasks },
  })
  await page.goto(`${url}#/tasks`)
  const grid = page.getByRole('grid', { name: 'Finished tasks' })
  await grid
    .getByRole('row', { name: /nightly/ })
    .first()
    .waitFor()
  await page.waitForTimeout(SETTLED_MS)

  const processor = await watchProcessor(page)
  const filtered = []
  const host = hostSince()
  for (let run = 0; run < FILTER_RUNS; run += 1)
    for (const name of ['Failed', 'Succeeded', 'All']) {
      await page.evaluate(() => globalThis.bench.arm())
      const before = await processor()
      await page
        .getByRole('group', { name: 'Tasks to show' })
        .getByRole('button', { name, exact: true })
        .click()
      await page.waitForTimeout(700)
      filtered.push({
        ...(await page.evaluate(() => globalThis.bench.read())),
        busy: (await processor()) - before,
      })
    }

  const hostRows = host()
  const box = await grid.boundingBox()
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2)
  const before = await processor()
  await page.evaluate(() => globalThis.bench.countFrames())
  for (let turn = 0; turn < 120; turn += 1) {
    await page.mouse.wheel(0, 400)
    await page.waitForTimeout(16)
  }
  const frames = await page.evaluate(() => globalThis.bench.frames())
  const perFrame = ((await processor()) - before) / frames.count
  const reached = await grid.evaluate((element) => element.scrollTop)
  await close()
  const perSecond = frames.count / (frames.ms / 1000)
  return [
    milliseconds(
      `${OVER.toLocaleString('en')} tasks are over: a filter, without the service’s time, 95 of 100`,
      percentile(
        filtered.map(({ own }) => own),
        95,
      ),
      50,
    ),
    milliseconds('  the same, median', median(filtered.map(({ own }) => own))),
    milliseconds('  work of the page, by the processor, median', median(filtered.map(({ busy }) => busy))),
    milliseconds(
      '  work of the page, by the processor, 95 of 100',
      percentile(
        filtered.map(({ busy }) => busy),
        95,
      ),
    ),
    ...hostRows,
    {
      name: `  scrolling ${Math.round(reached).toLocaleString('en')} pixels: frames a second`,
      value: perSecond.toFixed(0),
      target: '≥ 55',
      met: perSecond >= 55,
    },
    milliseconds('  work of the page per frame, by the processor', perFrame, 16),
  ]
}

/** Least squares: what the bytes grow by in a minute. */
function slope(points) {
  if (points.length < 2) return 0
  const mean = (field) => points.reduce((sum, point) => sum + point[field], 0) / points.length
  const [minutes, bytes] = [mean('minutes'), mean('bytes')]
  const up = points.reduce((sum, point) => sum + (point.minutes - minutes) * (point.bytes - bytes), 0)
  return up / points.reduce((sum, point) => sum + (point.minutes - minutes) ** 2, 0)
}

/** Answers that can be counted and waited for. */
function waitable() {
  let count = 0
  let waiting = []
  return {
    count: () => count,
    note: () => {
      count += 1
      for (const resolve of waiting) resolve()
      waiting = []
    },
    next: () => new Promise((resolve) => waiting.push(resolve)),
  }
}

/** Milliseconds that the page's main thread has worked: unlike those of a clock, the same on a busy machine. */
async function watchProcessor(page) {
  const session = await page.context().newCDPSession(page)
  await session.send('Performance.enable', { timeDomain: 'threadTicks' })
  return async () => {
    const { metrics } = await session.send('Performance.getMetrics')
    return metrics.find(({ name }) => name === 'TaskDuration').value * 1000
  }
}

function watchShifts() {
  globalThis.shifts = []
  new PerformanceObserver((list) =>
    globalThis.shifts.push(...list.getEntries().map(({ value }) => value)),
  ).observe({ type: 'layout-shift', buffered: true })
}

/** Runs in the page: when a filter was chosen, when the service was asked and had answered, when its rows were painted. */
function watchRows() {
  let clicked = 0
  let painted = null
  const list = '[aria-label="Finished tasks"]'
  /** Rows that are there for whoever scrolls may come later; what is no row may be seen. */
  const isSeen = (element) => {
    const row = element.closest('[role=row]')
    if (!row) return true
    const { top, bottom } = element.closest(list).getBoundingClientRect()
    const box = row.getBoundingClientRect()
    return box.bottom > top && box.top < bottom
  }
  const changedBy = ({ type, target, addedNodes, removedNodes }) =>
    type === 'childList' && removedNodes.length === 0 ? Array.from(addedNodes) : [target]
  addEventListener('click', ({ timeStamp }) => (clicked = timeStamp), { capture: true })
  new MutationObserver((records) => {
    const changed = records
      .flatMap(changedBy)
      .map((node) => (node instanceof Element ? node : node.parentElement))
      .filter((element) => element?.closest(list))
    if (changed.length === 0) return
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel()
      port1.addEventListener('message', () => {
        const now = performance.now()
        if (changed.some((element) => element.isConnected && isSeen(element))) painted = now
      })
      port1.start()
      port2.postMessage(null)
    })
  }).observe(document, { subtree: true, childList: true, attributes: true, characterData: true })
  let frameCount = 0
  let framesFrom = 0
  globalThis.bench = {
    arm: () => {
      painted = null
      performance.clearResourceTimings()
    },
    read: () => {
      const call = performance
        .getEntriesByType('resource')
        .find(({ name, startTime }) => name.includes('task_list') && startTime >= clicked)
      const took = painted === null ? 0 : painted - clicked
      return { own: call ? took - call.duration : took }
    },
    countFrames: () => {
      framesFrom = performance.now()
      const count = () => {
        frameCount += 1
        requestAnimationFrame(count)
      }
      requestAnimationFrame(count)
    },
    frames: () => ({ count: frameCount, ms: performance.now() - framesFrom }),
  }
}
