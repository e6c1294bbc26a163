import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { collectionDocument, listDocument, openStage, setStage } from './stage.mjs'
import { median, milliseconds, percentile } from './table.mjs'
import { traceTasks } from './task-trace.mjs'

const SOURCE = '4d907e76-c3f0-4558-9124-91b32688fd0d'
const DESTINATION = '0f2c91d8-5a0e-4c37-9e0f-6ad9a8e3b7c4'
const ITEMS = 10_000
const ROWS = 100_000
const RUNS = 7
/** Milliseconds that the longest task of a step may take with so many items, and while a list is read and added. */
const TASK_MS = 50
const BLOCK_MS = 100
/** Milliseconds from the choice of a list to its rows in the basket. */
const IMPORT_MS = 2_000
/** Milliseconds after which nothing follows from a step any more: half a second is waited before anything is asked for. */
const SETTLED_MS = 750

const nameOf = (number) => `frame_${String(number).padStart(6, '0')}.h5`
const pathOf = (number) => `/frames/${nameOf(number)}`
const numbers = (count, from = 0) => Array.from({ length: count }, (_, index) => from + index)

/**
 * The transfer builder with a full basket: for each step the longest of its tasks and all of them together, on the
 * page's main thread. Rows have medians and the 95th of 100. Targets are held against the median of the processor's time
 * of the longest task, which a busy machine changes least.
 */
export async function benchBuilder(directory) {
  const { browser, site, close } = await setStage(directory)
  try {
    return [...(await handling(browser, site.url)), ...(await importing(browser, site.url))]
  } finally {
    await close()
  }
}

/** Keys and buttons with 10,000 items. */
async function handling(browser, url) {
  const { page, close } = await openBuilder(browser, url)
  const { step, report } = await record(browser, page, TASK_MS)
  for (let run = 0; run < 3; run += 1) {
    await pastePaths(page, ITEMS)
    await step(`add ${ITEMS.toLocaleString('en')}`, () => pressAdd(page))
    if (run === 2) break
    await page.getByRole('grid', { name: 'What moves' }).focus()
    await page.keyboard.press('Control+a')
    await step(`remove ${ITEMS.toLocaleString('en')}`, () => page.keyboard.press('Delete'))
  }
  await pastePaths(page, 1, ITEMS)
  await step('add one more', () => pressAdd(page))

  const label = page.getByRole('textbox', { name: 'Label' })
  await label.focus()
  for (const key of 'Night run') await step('label, a key', () => label.press(key), 300)

  const grid = page.getByRole('grid', { name: 'What moves' })
  for (const run of numbers(RUNS)) {
    await grid.focus()
    await page.keyboard.press('Home')
    for (let down = 0; down <= run; down += 1) await page.keyboard.press('ArrowDown')
    await step('edit, F2', () => page.keyboard.press('F2'), 300)
    await page.keyboard.press('End')
    await step('edit, a key', () => page.keyboard.press('x'), 300)
    await step('edit, Enter', () => page.keyboard.press('Enter'))
    await step('arrow key', () => page.keyboard.press('ArrowDown'), 300)
    await step('remove one, Delete', () => page.keyboard.press('Delete'))
  }
  const levels = page.getByRole('radiogroup', { name: 'Copy' })
  for (const run of numbers(RUNS)) {
    const level = ['If missing', 'Everything', 'If newer'][run % 3]
    await step('an option', () => levels.getByText(level, { exact: true }).click())
  }
  for (const run of numbers(RUNS))
    await step('how folders land', () =>
      page.getByText(run % 2 ? 'Under its own name' : 'Only its contents').click(),
    )
  // Both sides are asked again, and every item is judged by the answers.
  for (const _run of numbers(RUNS))
    await step('check again', () => page.getByRole('button', { name: 'Check again' }).click(), 1_500)
  const rows = await report()
  await close()
  return rows
}

const READ = `import ${ROWS.toLocaleString('en')} rows: read`
const ADDED = '  add them, to the rows'
const CHECKED = '  then until all is quiet'

/** A list of 100,000 rows, and one key and one removal with so many. */
async function importing(browser, url) {
  const csv = ['source,destination,kind,size']
    .concat(numbers(ROWS).map((number) => `${pathOf(number)},run/${nameOf(number)},file,${number}`))
    .join('\n')
  // From the disk: handed over by itself the page would have to take it apart first.
  const directory = await mkdtemp(join(tmpdir(), 'towpath-bench-'))
  const file = join(directory, 'rows.csv')
  await writeFile(file, csv)
  const { page, close } = await openBuilder(browser, url)
  const { step, report } = await record(browser, page)
  for (const _run of numbers(3)) {
    await page.getByRole('button', { name: 'Import a list…' }).click()
    const dialog = page.getByRole('dialog', { name: 'Import a list' })
    const add = dialog.getByRole('button', { name: /^Add [\d,]+ items$/ })
    await step(
      READ,
      async () => {
        await dialog.getByLabel('Choose a file, or drop one here').setInputFiles(file)
        await add.waitFor()
      },
      0,
    )
    await step(
      ADDED,
      async () => {
        await add.click()
        await page.getByText(`${ROWS.toLocaleString('en')} items ·`).waitFor()
      },
      0,
    )
    await step(CHECKED, () => page.waitForTimeout(3_000))
    const label = page.getByRole('textbox', { name: 'Label' })
    await label.focus()
    for (const key of 'abc') await step('  label, a key', () => label.press(key), 500)
    const grid = page.getByRole('grid', { name: 'What moves' })
    await grid.focus()
    await page.keyboard.press('Home')
    await step('  remove one, Delete', () => page.keyboard.press('Delete'), 2_000)
    await page.keyboard.press('Control+a')
    await step('  remove all, Delete', () => page.keyboard.press('Delete'), 2_000)
  }
  const rows = await report(imported)
  await close()
  await rm(directory, { recursive: true })
  return rows
}

/** From the choice of the list to its rows in the basket, and the longest block until nothing follows any more. */
function imported(runs) {
  const together = numbers(3).map((run) => [READ, ADDED, CHECKED].map((name) => runs.get(name)[run]))
  const took = together.map(([read, added]) => read.took + added.took)
  const longest = together.map((steps) => Math.max(...steps.map(({ longestBusy }) => longestBusy)))
  return [
    milliseconds(`import ${ROWS.toLocaleString('en')} rows: chosen → in the basket`, median(took), IMPORT_MS),
    milliseconds('  longest block until all is checked', median(longest), BLOCK_MS),
  ]
}

async function openBuilder(browser, url) {
  const file = (number) => ({
    DATA_TYPE: 'file',
    name: nameOf(number),
    type: 'file',
    size: number,
    last_modified: '2026-02-01 10:00:00+00:00',
    permissions: '0644',
    user: 'detector',
    group: 'detector',
    link_target: null,
  })
  const entries = numbers(ITEMS).map(file)
  const { page, close } = await openStage(browser, url, {
    signedIn: true,
    answers: {
      [`/v0.10/endpoint/${SOURCE}`]: collectionDocument(SOURCE, 'Detector frames'),
      [`/v0.10/endpoint/${DESTINATION}`]: collectionDocument(DESTINATION, 'Archive'),
      [`/v0.10/operation/endpoint/${SOURCE}/ls`]: listDocument(SOURCE, '/frames/', entries),
      // A tenth is there already.
      [`/v0.10/operation/endpoint/${DESTINATION}/ls`]: listDocument(
        DESTINATION,
        '/out/',
        entries.filter((_, index) => index % 10 === 0),
      ),
    },
  })
  await page.goto(`${url}#/transfer?source=${SOURCE}&destination=${DESTINATION}&folder=/out/`)
  await page.getByRole('button', { name: 'I have looked at it' }).click()
  await page.waitForLoadState('networkidle')
  return { page, close }
}

async function pastePaths(page, count, from) {
  await page.getByRole('button', { name: 'Add paths…' }).click()
  // One folder among them, for what only folders have.
  const lines = ['/frames/calibration/', ...numbers(count, from).map(pathOf)].slice(0, count)
  const text = (count === 1 ? [pathOf(from)] : lines).join('\n')
  // Typed it would take the browser's editor half a minute.
  await page.getByRole('textbox', { name: 'Paths' }).evaluate((field, value) => {
    Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, 'value').set.call(field, value)
    field.dispatchEvent(new Event('input', { bubbles: true }))
  }, text)
  await page.getByRole('button', { name: /^Add [\d,]+ paths?$/ }).waitFor()
  await page.waitForTimeout(SETTLED_MS)
}

const pressAdd = (page) => page.getByRole('button', { name: /^Add [\d,]+ paths?$/ }).click()

/** Gathers the runs of each step, by its name. A limit is for the longest task of each. */
async function record(browser, page, limit) {
  const trace = await traceTasks(browser, page)
  const steps = new Map()
  return {
    step: async (name, act, settleMs = SETTLED_MS) => {
      const runs = steps.get(name) ?? []
      steps.set(name, runs)
      runs.push(await trace.step(act, () => page.waitForTimeout(settleMs)))
    },
    report: async (together = () => []) => {
      const look = await trace.end()
      const seen = new Map(Array.from(steps, ([name, runs]) => [name, runs.map(look)]))
      return [...Array.from(seen, ([name, runs]) => rowOf(name, runs, limit)), ...together(seen)]
    },
  }
}

/** The processor's time of the longest task, and of all; by the clock the longest, and from beginning to end. */
function rowOf(name, runs, limit) {
  const pair = (field) => {
    const values = runs.map((run) => run[field])
    return `${median(values).toFixed(0)} / ${percentile(values, 95).toFixed(0)}`.padStart(11)
  }
  const value = ['longestBusy', 'busy', 'longest', 'took'].map(pair).join(' ')
  const most = median(runs.map(({ longestBusy }) => longestBusy))
  return { name, value, ...(limit && { target: `< ${limit} ms`, met: most < limit }) }
}
