import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { watchPaint } from './in-page.mjs'
import { collectionDocument, listDocument, openStage, setStage } from './stage.mjs'
import { median, milliseconds, percentile } from './table.mjs'

const DIST = fileURLToPath(new URL('../../dist', import.meta.url))
const COLLECTION = '4d907e76-c3f0-4558-9124-91b32688fd0d'
const RUNS = 3

/** Milliseconds from the answer to painted rows, by number of entries. */
const PAINT_TARGETS = { 1_000: 100, 10_000: 200, 100_000: 700 }
const LARGEST = 100_000
const ARROWS = 60

/** Measures the built page alone: Globus is answered from memory, at the browser's network layer. */
export async function benchPage() {
  const { browser, site, close } = await setStage()
  try {
    const rows = [
      ...(await firstLoad(browser, site.url, 'sign-in', { signedIn: false, limit: 130 })),
      ...(await firstLoad(browser, site.url, 'files', { signedIn: true, limit: 220 })),
    ]
    for (const [count, limit] of Object.entries(PAINT_TARGETS))
      rows.push(...(await listing(browser, site.url, Number(count), limit)))
    rows.push(...(await handling(browser, site.url)))
    return rows
  } finally {
    await close()
  }
}

/** What a screen fetches before anybody has touched it: scripts and styles as gzip, fonts as they are. */
async function firstLoad(browser, url, screen, { signedIn, limit }) {
  const { page, close } = await openPage(browser, url, { signedIn, entries: 0 })
  const files = new Set()
  page.on('response', (response) => {
    const { href, pathname } = new URL(response.url())
    if (href.startsWith(url)) files.add(pathname)
  })
  // What the idle page fetches ahead comes after the first load; here there are no idle moments.
  await page.addInitScript(() => {
    window.requestIdleCallback = () => 0
  })
  await page.goto(`${url}#/files`)
  await page.waitForLoadState('networkidle')
  await close()
  const kilobytes = (suffix, pack = (bytes) => bytes) =>
    Array.from(files)
      .filter((path) => path.endsWith(suffix))
      .reduce((sum, path) => sum + pack(readFileSync(join(DIST, path))).length, 0) / 1000
  const row = (name, value, most) => ({
    name: `${screen} screen, first load: ${name}`,
    value: `${value.toFixed(1)} kB`,
    ...(most && { target: `≤ ${most} kB`, met: value <= most }),
  })
  return [
    row('JavaScript, gzip', kilobytes('.js', gzipSync), limit),
    row('CSS, gzip', kilobytes('.css', gzipSync)),
    row('fonts', kilobytes('.woff2')),
  ]
}

/** From the answer of ls to rows on the screen. */
async function listing(browser, url, entries, limit) {
  const runs = []
  for (let run = 0; run < RUNS; run += 1) {
    const opened = await openPage(browser, url, { signedIn: true, entries })
    const processor = await watchProcessor(opened.page)
    const shown = await openFolder(opened.page, url, processor.reset)
    const busy = await processor.ms()
    runs.push({ ...shown, busy, nodes: await countNodes(opened.page), heap: await usedHeap(opened.page) })
    await opened.close()
  }
  const of = (name) => median(runs.map((run) => run[name]))
  const title = `${entries.toLocaleString('en')} entries`
  const megabytes = of('heap') / 1e6
  return [
    milliseconds(`${title}: answer → first row painted`, of('first'), limit),
    milliseconds('  → rows settled', of('settled')),
    milliseconds('  processor time of the page', of('busy')),
    milliseconds('  longest block (50 ms and more are seen)', of('longest'), 250),
    {
      name: '  DOM nodes, both panes',
      value: String(of('nodes')),
      target: '< 2000',
      met: of('nodes') < 2000,
    },
    {
      name: '  heap after collection',
      value: `${megabytes.toFixed(0)} MB`,
      ...(entries === LARGEST && { target: '< 60 MB', met: megabytes < 60 }),
    },
  ]
}

/** Keys and clicks in the largest folder, each from the event to the frame that shows its effect. */
async function handling(browser, url) {
  const { page, close } = await openPage(browser, url, { signedIn: true, entries: LARGEST })
  const processor = await watchProcessor(page)
  await openFolder(page, url)
  const pane = page.getByRole('region', { name: 'Left pane' })
  const take = (name) => page.evaluate((kind) => globalThis.bench.take(kind), name)

  await pane.getByRole('textbox', { name: 'Filter this folder' }).focus()
  const filtered = []
  await take('keydown')
  for (const key of [
    '1',
    '2',
    '3',
    '4',
    '5',
    ...Array(5).fill('Backspace'),
    '9',
    '8',
    '7',
    '6',
    ...Array(4).fill('Backspace'),
  ]) {
    await page.keyboard.press(key)
    filtered.push(await page.evaluate(() => globalThis.bench.rowsSettled()))
  }
  const keys = await take('keydown')

  await pane.getByRole('grid').focus()
  await page.keyboard.press('Home')
  await page.waitForTimeout(200)
  await take('keydown')
  await processor.reset()
  for (let press = 0; press < ARROWS; press += 1) {
    await page.keyboard.press('ArrowDown')
    await page.waitForTimeout(30)
  }
  const arrows = await take('keydown')
  const arrowMs = (await processor.ms()) / ARROWS

  const sorts = []
  await processor.reset()
  for (const column of ['Size', 'Size', 'Modified', 'Modified', 'Name', 'Name']) {
    await pane.getByRole('columnheader', { name: column }).getByRole('button').click()
    sorts.push(await page.evaluate(() => globalThis.bench.rowsSettled()))
  }
  const sortMs = (await processor.ms()) / sorts.length
  await close()
  return [
    milliseconds('Filter key at 100,000, 95 of 100: key → painted', percentile(keys, 95), 50),
    milliseconds('  → rows, with the 120 ms the field waits', percentile(filtered, 95)),
    milliseconds('Sort click at 100,000, slowest: click → rows', Math.max(...sorts), 150),
    milliseconds('  processor time of the page', sortMs),
    milliseconds('Arrow key at 100,000, 95 of 100: key → painted', percentile(arrows, 95), 20),
    milliseconds('  processor time of the page', arrowMs),
  ]
}

const openPage = (browser, url, { signedIn, entries }) =>
  openStage(browser, url, {
    signedIn,
    answers: {
      [`/v0.10/endpoint/${COLLECTION}`]: collectionDocument(COLLECTION, 'Detector frames'),
      [`/v0.10/operation/endpoint/${COLLECTION}/ls`]: fileList(entries),
    },
    initScript: watchPaint,
  })

/** Opens the folder; `onStart` is called when the page stands ready and nothing but the folder is still to come. */
async function openFolder(page, url, onStart = async () => {}) {
  await page.goto(`${url}#/files`)
  await page.getByRole('region', { name: 'Left pane' }).waitFor()
  await page.waitForLoadState('networkidle')
  await onStart()
  await page.evaluate((hash) => {
    globalThis.location.hash = hash
  }, `/files?left=${COLLECTION}&left_path=/`)
  return page.evaluate(() => globalThis.bench.rowsShown('/ls'))
}

/** What the page's main thread has worked since `reset`: unlike the times of a clock, the same on a busy machine. */
async function watchProcessor(page) {
  const session = await page.context().newCDPSession(page)
  await session.send('Performance.enable', { timeDomain: 'threadTicks' })
  const now = async () => {
    const { metrics } = await session.send('Performance.getMetrics')
    return metrics.find(({ name }) => name === 'TaskDuration').value * 1000
  }
  let from = await now()
  return {
    reset: async () => {
      from = await now()
    },
    ms: async () => (await now()) - from,
  }
}

const countNodes = (page) => page.evaluate(() => document.querySelectorAll('*').length)

async function usedHeap(page) {
  const session = await page.context().newCDPSession(page)
  await session.send('HeapProfiler.collectGarbage')
  return (await session.send('Runtime.getHeapUsage')).usedSize
}

/** A listing with the fields the page asks for, every tenth a folder, in the service's order: by name, byte for byte. */
function fileList(count) {
  const DATA = Array.from({ length: count }, (_, number) => {
    return {
      DATA_TYPE: 'file',
      name: `scan_${number}_${(number * 2_654_435_761) % 9973}.h5`,
      type: number % 10 === 0 ? 'dir' : 'file',
      size: (number * 2_654_435_761) % 4_000_000_000,
      last_modified: new Date(1.77e12 + number * 61_000)
        .toISOString()
        .replace('T', ' ')
        .replace(/\..*/, '+00:00'),
      permissions: '0644',
      user: 'detector',
      group: 'detector',
      link_target: null,
    }
  })
  DATA.sort((a, b) => (a.name < b.name ? -1 : 1))
  return listDocument(COLLECTION, '/', DATA)
}
