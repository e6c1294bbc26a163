import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { expect, list, pane, row, shownNames, signIn, test } from '../support/browser'
import { treeOf, writeFiles } from '../support/file-trees'

/*
 * One day's work with the panes, once by mouse and once by keyboard alone. Both must end with the same files on the disk.
 */

test.use({ contextOptions: { reducedMotion: 'reduce' } })

test.beforeEach(async ({ page, world }) => {
  await writeFiles(world.left.directory, {
    'runs/2026/a.csv': '1\n',
    'runs/2026/b.csv': '22\n',
    'runs/2026/deep/c.csv': '333\n',
    'runs/2026/.hidden': 'h\n',
    'notes.txt': 'notes\n',
  })
  await writeFiles(world.right.directory, { 'runs/2026/a.csv': '1\n', 'runs/2026/old.csv': 'old\n' })
  await page.goto(world.url)
  await signIn(page)
  await expect(row(pane(page, 'Left pane'), 'notes.txt')).toBeVisible()
})

test('on a narrow phone nothing of the page stands outside the window', async ({ page }) => {
  for (const width of [390, 320]) {
    await page.setViewportSize({ width, height: 844 })
    for (const name of ['Tasks', 'Transfer', 'Files']) {
      await page.getByRole('navigation', { name: 'Screens' }).getByRole('link', { name }).click()
      await expect(page.getByRole('heading', { level: 1, name })).toBeAttached()
      await expect(page.getByRole('button', { name: 'ada@example.edu' })).toBeInViewport({ ratio: 1 })
      expect(await page.evaluate(() => document.documentElement.scrollWidth), name).toBe(width)
    }
  }
})

/** What both journeys come to. */
const theRightSideIsWhole = async (directory: string) => {
  await expect
    .poll(() => treeOf(directory))
    .toMatchObject({
      'runs/2026/b.csv': expect.anything() as unknown,
      'runs/2026/deep/c.csv': expect.anything() as unknown,
      'runs/2026/old.csv': expect.anything() as unknown,
    })
  expect(await readFile(join(directory, 'runs/2026/deep/c.csv'), 'utf8')).toBe('333\n')
}

test('by mouse', async ({ page, world }) => {
  const left = pane(page, 'Left pane')
  const right = pane(page, 'Right pane')

  await test.step('both panes step together, and back again', async () => {
    await page.getByRole('button', { name: /^Link the panes/ }).click()
    await row(left, 'runs').dblclick()
    await expect(row(right, '2026')).toBeVisible()
    await row(left, '2026').dblclick()
    await expect(row(right, 'old.csv')).toBeVisible()
    await page.getByRole('button', { name: /go their own ways|^Link the panes/ }).click()
  })
  await test.step('columns, sort and hidden files', async () => {
    await left.getByRole('columnheader', { name: 'Size' }).getByRole('button').click()
    await expect(left.getByRole('columnheader', { name: 'Size' })).toHaveAttribute('aria-sort', 'descending')
    expect(await shownNames(page, 'Left pane')).toEqual(['deep', 'b.csv', 'a.csv'])
    await left.getByRole('button', { name: /names that begin with a dot/ }).click()
    await expect(row(left, '.hidden')).toBeVisible()
    await left.getByRole('button', { name: /names that begin with a dot/ }).click()
    await expect(row(left, '.hidden')).toHaveCount(0)
  })
  await test.step('the differences, with everything below, become one transfer', async () => {
    await page.getByRole('button', { name: 'Compare the panes' }).click()
    const bar = page.getByRole('region', { name: 'Comparison' })
    await bar.getByRole('button', { name: /Transfer with all below/ }).click()
    const dialog = page.getByRole('dialog', { name: 'Transfer what the right pane lacks' })
    await expect(dialog.getByText('Compared.')).toBeVisible()
    await dialog.getByRole('button', { name: /^Add \d+ to the transfer$/ }).click()
    await page.getByRole('button', { name: 'Open the transfer' }).click()
    await expect(page.getByRole('region', { name: 'What moves' })).toContainText('b.csv')
  })
  await test.step('which is started', async () => {
    await page.getByRole('button', { name: /^Start/ }).click()
    await theRightSideIsWhole(world.right.directory)
  })
})

test('by keyboard alone', async ({ page, world }) => {
  const left = pane(page, 'Left pane')
  const right = pane(page, 'Right pane')
  const keys = page.keyboard
  const palette = async (words: string) => {
    await keys.press('Control+k')
    await page.getByRole('combobox', { name: 'What do you want' }).fill(words)
    await expect(page.getByRole('option').first()).toBeVisible()
    await keys.press('Enter')
  }

  await test.step('a path that completes itself, in both panes', async () => {
    await list(page, 'Left pane').focus()
    await keys.press('Control+l')
    await keys.press('Control+a')
    await keys.type('/ru')
    await expect(page.getByRole('option', { name: '/runs/' })).toBeVisible()
    await keys.press('Tab')
    await expect(page.getByRole('option', { name: '/runs/2026/' })).toBeVisible()
    await keys.press('Tab')
    await keys.press('Enter')
    await expect(row(left, 'a.csv')).toBeVisible()
    await palette('Go to the other pane')
    await expect(list(page, 'Right pane')).toBeFocused()
    await keys.press('Control+l')
    await keys.press('Control+a')
    await keys.type('/runs/2026')
    await keys.press('Enter')
    await expect(row(right, 'old.csv')).toBeVisible()
    await palette('Go to the other pane')
    await expect(list(page, 'Left pane')).toBeFocused()
  })
  await test.step('back, forward, up and swap', async () => {
    await keys.press('Alt+ArrowLeft')
    await expect(row(left, 'notes.txt')).toBeVisible()
    await keys.press('Alt+ArrowRight')
    await expect(row(left, 'a.csv')).toBeVisible()
    await keys.press('Control+u')
    await expect(row(left, 'old.csv')).toBeVisible()
    await keys.press('Control+u')
    await expect(row(right, 'old.csv')).toBeVisible()
  })
  await test.step('filter, select by pattern, select the rest, select nothing', async () => {
    await list(page, 'Left pane').focus()
    await keys.press('/')
    await keys.type('*.csv')
    await expect(row(left, 'deep')).toHaveCount(0)
    await keys.press('Escape')
    await expect(row(left, 'deep')).toBeVisible()
    await keys.press('+')
    await page.getByRole('textbox', { name: 'Pattern' }).fill('?.csv')
    await keys.press('Enter')
    await expect(left.getByText('2 selected')).toBeVisible()
    await expect(list(page, 'Left pane')).toBeFocused()
    await keys.press('*')
    await expect(left.getByText('1 selected')).toBeVisible()
    await keys.press('Escape')
  })
  await test.step('the differences by the palette, and the list of keys', async () => {
    await keys.press('?')
    await expect(page.getByRole('dialog', { name: /^Keys/ })).toBeVisible()
    await keys.press('Escape')
    await expect(page.getByRole('dialog')).toHaveCount(0)
    await palette('what the other pane lacks')
    const dialog = page.getByRole('dialog', { name: 'Transfer what the right pane lacks' })
    await expect(dialog.getByText('Compared.')).toBeVisible()
    await tabTo(page, /^Add \d+ to the transfer$/)
    await keys.press('Enter')
    await expect(dialog).toHaveCount(0)
    await palette('Go to the transfer')
    await expect(page.getByRole('region', { name: 'What moves' })).toContainText('b.csv')
  })
  await test.step('which is started', async () => {
    await tabTo(page, /^Start/)
    await keys.press('Enter')
    await theRightSideIsWhole(world.right.directory)
  })
})

/** Tab until a control of this name has the keyboard; whoever cannot get there fails. */
async function tabTo(page: Page, name: RegExp) {
  const button = page.getByRole('button', { name })
  for (let stop = 0; stop < 80; stop += 1) {
    if (await button.evaluate((element) => element === document.activeElement)) return
    await page.keyboard.press('Tab')
  }
  await expect(button).toBeFocused()
}
