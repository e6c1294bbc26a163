import type { Page } from '@playwright/test'
import { expect, list, pane, row, signIn, test } from '../support/browser'
import { treeOf, writeFiles } from '../support/file-trees'

const selected = (page: Page, name: 'Left pane' | 'Right pane') =>
  list(page, name).getByRole('row', { selected: true })

/** What the focus is on, as a screen reader names it. */
const focusName = (page: Page) =>
  page.evaluate(() => {
    const { activeElement } = document
    return activeElement?.getAttribute('aria-label') ?? activeElement?.textContent ?? ''
  })

test.beforeEach(async ({ page, world }) => {
  await writeFiles(world.left.directory, {
    'folder/inside.txt': 'x\n',
    'a.txt': 'a\n',
    'b.txt': 'b\n',
    'c.txt': 'c\n',
    'd.txt': 'd\n',
  })
  await page.goto(world.url)
})

test('signs in, selects, opens, goes back and copies without a mouse', async ({ page, world }) => {
  await expect(page.getByRole('button', { name: 'Sign in with Globus' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible()
  await page.getByRole('button', { name: 'Allow' }).press('Enter')
  const left = pane(page, 'Left pane')
  await expect(row(left, 'd.txt')).toBeVisible()
  await expect(list(page, 'Left pane')).toBeFocused()

  await test.step('arrows move and select, Shift extends, Ctrl moves alone', async () => {
    for (const key of ['ArrowDown', 'ArrowDown', 'Shift+ArrowDown', 'Shift+ArrowDown'])
      await page.keyboard.press(key)
    await expect(left.getByText('3 selected')).toBeVisible()
    await page.keyboard.press('Control+ArrowDown')
    await page.keyboard.press('Control+ArrowUp')
    await expect(left.getByText('3 selected')).toBeVisible()
    await page.keyboard.press('Space')
    await expect(selected(page, 'Left pane')).toHaveText([/a\.txt/, /b\.txt/])
    await page.keyboard.press('Control+a')
    await expect(left.getByText('5 selected')).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(selected(page, 'Left pane')).toHaveCount(0)
  })

  await test.step('Enter opens a folder, Backspace leaves it, and the cursor is where it was', async () => {
    await page.keyboard.press('Home')
    await page.keyboard.press('Enter')
    await expect(row(left, 'inside.txt')).toBeVisible()
    await page.keyboard.press('Backspace')
    await expect(row(left, 'a.txt')).toBeVisible()
    const active = await list(page, 'Left pane').getAttribute('aria-activedescendant')
    await expect(page.locator(`[id="${active}"]`)).toContainText('folder')
  })

  await test.step('F7 makes a folder, and F5 copies what is selected', async () => {
    await page.keyboard.press('F7')
    await expect(page.getByRole('textbox', { name: 'Name' })).toBeFocused()
    await page.keyboard.type('new one')
    await page.keyboard.press('Enter')
    await expect(page.getByRole('dialog')).toHaveCount(0)
    await expect(row(left, 'new one')).toHaveAttribute('aria-selected', 'true')
    await expect(list(page, 'Left pane')).toBeFocused()
    await page.keyboard.press('F5')
    await expect(row(pane(page, 'Right pane'), 'new one')).toBeVisible()
    expect(await treeOf(world.right.directory)).toEqual({ 'new one': 'folder' })
  })
})

test('Escape closes what is open and gives the keyboard back', async ({ page }) => {
  await signIn(page)
  const left = pane(page, 'Left pane')
  await expect(row(left, 'a.txt')).toBeVisible()
  await expect(list(page, 'Left pane')).toBeFocused()

  await test.step('the dialog for a new folder', async () => {
    await page.keyboard.press('F7')
    await expect(page.getByRole('dialog', { name: 'New folder' })).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(page.getByRole('dialog')).toHaveCount(0)
    await expect(list(page, 'Left pane')).toBeFocused()
  })
  await test.step('the filter, which Escape empties', async () => {
    await page.keyboard.press('/')
    await page.keyboard.type('b.t')
    await expect(row(left, 'a.txt')).toHaveCount(0)
    await page.keyboard.press('Escape')
    await expect(row(left, 'a.txt')).toBeVisible()
    await expect(list(page, 'Left pane')).toBeFocused()
  })
  for (const [what, name, opened] of [
    ['the picker', /^Left pane: /, 'listbox'],
    ['the person’s menu', 'ada@example.edu', 'menu'],
  ] as const)
    await test.step(what, async () => {
      const button = page.getByRole('button', { name }).or(page.getByRole('combobox', { name }))
      await button.focus()
      await page.keyboard.press('Enter')
      await expect(page.getByRole(opened)).toBeVisible()
      await page.keyboard.press('Escape')
      await expect(page.getByRole(opened)).toHaveCount(0)
      await expect(button).toBeFocused()
    })
})

test('Tab walks through the page in the order it is read, and never gets stuck', async ({ page }) => {
  await signIn(page)
  await expect(row(pane(page, 'Left pane'), 'a.txt')).toBeVisible()
  await page.getByRole('link', { name: 'Skip to the content' }).focus()
  const stops: string[] = []
  for (let stop = 0; stop < 60; stop += 1) {
    await page.keyboard.press('Tab')
    const name = await focusName(page)
    stops.push(name)
    if (name.startsWith('Right pane: /')) break
    // By itself Tab would go from one list to the other.
    if (name.startsWith('Left pane: /')) await page.keyboard.press('Escape')
  }
  const order = [
    'Files',
    'Tasks',
    'Left pane: Left shelf, personal collection',
    'Filter this folder',
    'Left pane: /',
    'Right pane: Right shelf, personal collection',
    'Right pane: /',
  ]
  const places = order.map((name) => stops.indexOf(name))
  expect(places, stops.join(' | ')).not.toContain(-1)
  expect(places).toEqual(places.toSorted((a, b) => a - b))

  await page.keyboard.press('Shift+Tab')
  expect(await focusName(page)).toBe(stops.at(-2))

  await list(page, 'Left pane').focus()
  await page.keyboard.press('Tab')
  await expect(list(page, 'Right pane')).toBeFocused()
  await page.keyboard.press('Tab')
  await expect(list(page, 'Left pane')).toBeFocused()
})
