import type { Page } from '@playwright/test'
import { runAxe } from '../support/axe'
import { expect, list, pane, row, signIn, test } from '../support/browser'
import { writeFiles } from '../support/file-trees'

/** Every question and list that the palette can open over the panes, by its words and by what then stands there. */
const DIALOGS = [
  ['Add to the transfer', /added to the transfer/],
  ['Rename many', /^Rename 2 names/],
  ['Properties', 'Properties'],
  ['Move', /^Move /],
  ['New symbolic link', 'New symbolic link'],
  ['New folder', 'New folder'],
  ['Select by pattern', 'Select by pattern'],
  ['About this collection', 'Left shelf'],
  ['Bookmark this folder', 'Bookmark this folder'],
  ['Bookmarks and workspaces', 'Bookmarks and workspaces'],
  ['Save both panes as a workspace', 'Save both panes as a workspace'],
  ['Measure the open folder', 'Measure this folder'],
  ['Find below the open folder', 'Find below this folder'],
  ['what the other pane lacks', /^Transfer what the right pane lacks/],
  ['Show all keys', /^Keys/],
] as const

const openByPalette = async (page: Page, words: string) => {
  await page.keyboard.press('Control+k')
  await page.getByRole('combobox', { name: 'What do you want' }).fill(words)
  await expect(page.getByRole('option').first()).toBeVisible()
  await page.keyboard.press('Enter')
}

test.setTimeout(120_000)

test.beforeEach(async ({ page, world }) => {
  await writeFiles(world.left.directory, { 'folder/x.csv': 'x\n', 'a.txt': 'a\n', 'b.txt': 'b\n' })
  await writeFiles(world.right.directory, { 'a.txt': 'another\n', 'folder/y.csv': 'y\n' })
  await page.goto(world.url)
  await signIn(page)
  await expect(row(pane(page, 'Left pane'), 'b.txt')).toBeVisible()
})

test('axe finds nothing wrong with any question over the panes', async ({ page }) => {
  const left = pane(page, 'Left pane')
  for (const [words, name] of DIALOGS)
    await test.step(words, async () => {
      await list(page, 'Left pane').focus()
      const many = words === 'Rename many'
      await row(left, 'a.txt').click()
      if (many) await row(left, 'b.txt').click({ modifiers: ['ControlOrMeta'] })
      await openByPalette(page, words)
      await expect(page.getByRole('dialog', { name }).first()).toBeVisible()
      expect(await runAxe(page), words).toEqual([])
      await page.keyboard.press('Escape')
      await expect(page.getByRole('dialog', { name })).toHaveCount(0)
    })
})

test('axe finds nothing wrong with a comparison and with what was found', async ({ page }) => {
  await openByPalette(page, 'Compare the panes')
  const bar = page.getByRole('region', { name: 'Comparison' })
  await expect(bar.getByRole('button', { name: /^only left/ })).toBeVisible()
  expect(await runAxe(page), 'a comparison').toEqual([])
  await openByPalette(page, 'Compare with everything below')
  await expect(bar.getByText('compared with everything below')).toBeVisible()
  expect(await runAxe(page), 'a comparison of what is below').toEqual([])

  await openByPalette(page, 'Find below the open folder')
  const find = page.getByRole('dialog', { name: 'Find below this folder' })
  await find.getByRole('textbox', { name: 'Name' }).fill('*.csv')
  await find.getByRole('button', { name: 'Find', exact: true }).click()
  await expect(find.getByText('Done.')).toBeVisible()
  expect(await runAxe(page), 'what was found').toEqual([])
})
