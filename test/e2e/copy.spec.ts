import { expect, liveLine, list, pane, row, signIn, test } from '../support/browser'
import { patternedBytes, treeOf, writeFiles } from '../support/file-trees'

const RUN = {
  'run 0417/scans/scan_01.h5': patternedBytes(1_500_000),
  'run 0417/scans/scan_02.h5': patternedBytes(500_001),
  'run 0417/notes/Größe – Überblick.txt': 'ångström, 漢字, ñ\n',
  'run 0417/notes/日本語 メモ.md': '# 測定\n',
  'run 0417/empty folder': null,
  'run 0417/.settings.json': '{}\n',
  'run 0417/zero bytes.dat': '',
}

test.describe('with a copy slow enough to be watched', () => {
  test.use({ worldOptions: { rate: 1_000_000 } })

  test('copies a folder from left to right, shows it moving, and the bytes on disk are the same', async ({
    page,
    world,
  }) => {
    await writeFiles(world.left.directory, { ...RUN, 'stays behind.txt': 'here\n' })
    await page.goto(world.url)
    await signIn(page)

    await row(pane(page, 'Left pane'), 'run 0417').click()
    await expect(page.getByText('1 folder', { exact: true })).toBeVisible()
    await page.getByRole('button', { name: 'Copy to the right pane' }).click()

    await expect(page.getByText('Copying run 0417')).toBeVisible()
    await expect(liveLine(page)).toContainText('1 running')
    await expect(liveLine(page)).toContainText('run 0417')
    await expect(liveLine(page).getByRole('progressbar')).toBeVisible()
    // Nobody asks the right pane to look again.
    await expect(row(pane(page, 'Right pane'), 'run 0417')).toBeVisible()
    await expect(page.getByText('Copied: run 0417')).toBeVisible()
    await expect(page.getByText('6 files, 2.00 MB')).toBeVisible()
    await expect(liveLine(page)).toContainText('Nothing is running')

    const { 'stays behind.txt': _left, ...source } = await treeOf(world.left.directory)
    expect(await treeOf(world.right.directory)).toEqual(source)
    expect(Object.keys(source)).toHaveLength(10)
  })
})

test('copies a file with three keys, without the mouse', async ({ page, world }) => {
  await writeFiles(world.left.directory, { 'a.txt': 'first\n', 'b.txt': 'second\n' })
  await page.goto(world.url)
  await signIn(page)
  await expect(row(pane(page, 'Left pane'), 'b.txt')).toBeVisible()
  // Nobody copies to where nothing is shown yet.
  await expect(pane(page, 'Right pane').getByText('This folder is empty.')).toBeVisible()

  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('F5')

  await expect(page.getByText('Copied: b.txt')).toBeVisible()
  await expect(row(pane(page, 'Right pane'), 'b.txt')).toBeVisible()
  expect(await treeOf(world.right.directory)).toEqual({
    'b.txt': (await treeOf(world.left.directory))['b.txt'],
  })
})

test('copies from right to left, several at once', async ({ page, world }) => {
  await writeFiles(world.right.directory, {
    'one.csv': '1\n',
    'two.csv': '2\n',
    'three.csv': '3\n',
    'more/four.csv': '4\n',
  })
  await page.goto(world.url)
  await signIn(page)
  const right = pane(page, 'Right pane')

  await row(right, 'more').click()
  await row(right, 'one.csv').click({ modifiers: ['ControlOrMeta'] })
  await row(right, 'two.csv').click({ modifiers: ['ControlOrMeta'] })
  await expect(right.getByText('3 selected')).toBeVisible()
  await page.getByRole('button', { name: 'Copy to the left pane' }).click()

  await expect(row(pane(page, 'Left pane'), 'two.csv')).toBeVisible()
  await expect(row(pane(page, 'Left pane'), 'more')).toBeVisible()
  const { 'three.csv': _stays, ...rest } = await treeOf(world.right.directory)
  expect(await treeOf(world.left.directory)).toEqual(rest)
})

test.describe('when a name is already there', () => {
  test.beforeEach(async ({ page, world }) => {
    await writeFiles(world.left.directory, { 'report.txt': 'new\n', 'other.txt': 'other\n' })
    await writeFiles(world.right.directory, { 'report.txt': 'old\n' })
    await page.goto(world.url)
    await signIn(page)
    await expect(row(pane(page, 'Right pane'), 'report.txt')).toBeVisible()
    await row(pane(page, 'Left pane'), 'report.txt').click()
  })

  test('asks before anything is sent, names it, and cancelling leaves everything as it was', async ({
    page,
    world,
  }) => {
    const before = await treeOf(world.right.directory)
    await page.keyboard.press('F5')
    const question = page.getByRole('dialog', { name: '1 name is already there' })
    await expect(question).toContainText('report.txt')
    await expect(question).toContainText('Right shelf')

    await question.getByRole('button', { name: 'Cancel' }).click()
    await expect(question).toBeHidden()
    await expect(list(page, 'Left pane')).toBeFocused()
    await expect(row(pane(page, 'Left pane'), 'report.txt')).toHaveAttribute('aria-selected', 'true')
    expect(world.sentTo('POST /v0.10/transfer')).toEqual([])
    expect(await treeOf(world.right.directory)).toEqual(before)
  })

  test('overwrites once that is confirmed', async ({ page, world }) => {
    await page.keyboard.press('F5')
    await page.getByRole('button', { name: 'Copy and overwrite' }).click()
    await expect(page.getByText('Copied: report.txt')).toBeVisible()
    expect((await treeOf(world.right.directory))['report.txt']).toBe(
      (await treeOf(world.left.directory))['report.txt'],
    )
    expect(world.sentTo('POST /v0.10/transfer')).toHaveLength(1)
  })
})

test('starts one task however often and quickly copying is asked for (G3)', async ({ page, world }) => {
  await writeFiles(world.left.directory, { 'a.txt': 'first\n' })
  await page.goto(world.url)
  await signIn(page)
  await expect(pane(page, 'Right pane').getByText('This folder is empty.')).toBeVisible()
  await row(pane(page, 'Left pane'), 'a.txt').click()
  await page.evaluate(() => {
    for (let press = 0; press < 5; press += 1)
      document.activeElement!.dispatchEvent(
        new KeyboardEvent('keydown', { key: 'F5', bubbles: true, cancelable: true }),
      )
  })
  await expect(page.getByText('Copied: a.txt')).toBeVisible()
  expect(world.sentTo('POST /v0.10/transfer')).toHaveLength(1)
  expect(Array.from(world.emulator.world.tables.tasks.values())).toHaveLength(1)
})
