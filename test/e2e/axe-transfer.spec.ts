import type { Page } from '@playwright/test'
import { runAxe } from '../support/axe'
import { expect, list, pane, row, signIn, test } from '../support/browser'
import { writeFiles } from '../support/file-trees'

const check = (page: Page, what: string) =>
  test.step(what, async () => expect(await runAxe(page), what).toEqual([]))

test.setTimeout(120_000)

test('axe finds nothing wrong with the transfer builder', async ({ page, world }) => {
  await writeFiles(world.left.directory, { 'folder/x.csv': 'x\n', 'a.txt': 'a\n', '.hidden': 'h\n' })
  await writeFiles(world.right.directory, { 'a.txt': 'another\n', 'folder/extra.csv': 'y\n' })
  await page.goto(`${world.url}#/transfer`)
  await signIn(page)
  await expect(page.getByRole('region', { name: 'What moves' })).toContainText('Nothing yet')
  await check(page, 'an empty builder')

  await page.getByRole('link', { name: 'Files', exact: true }).click()
  await expect(row(pane(page, 'Left pane'), 'a.txt')).toBeVisible()
  await list(page, 'Left pane').focus()
  await page.keyboard.press('Control+a')
  await page.keyboard.press('Shift+F5')
  await expect(page.getByText('1 file would be overwritten')).toBeVisible()
  await check(page, 'a transfer with findings')

  const dialog = page.getByRole('dialog')
  for (const name of ['Add paths…', 'Import a list…', 'Presets…'])
    await test.step(name, async () => {
      await page.getByRole('button', { name }).click()
      await expect(dialog).toBeVisible()
      await check(page, name)
      await page.keyboard.press('Escape')
      await expect(dialog).toHaveCount(0)
    })
  for (const name of ['Python', 'JSON']) {
    await page.getByRole('tab', { name }).click()
    await expect(page.getByRole('tabpanel', { name })).toContainText('transfer')
    await check(page, `the same as ${name}`)
  }

  await page.getByText('Delete extra files at destination').click()
  await page.getByRole('button', { name: 'Count what would be deleted' }).click()
  await expect(dialog).toContainText('extra.csv')
  await check(page, 'what a mirror would delete')
  await page.keyboard.press('Escape')
  await expect(dialog).toHaveCount(0)
  await check(page, 'a mirror whose deletions are counted')
  await page.getByRole('button', { name: 'Start transfer' }).click()
  await expect(dialog).toContainText('extra.csv')
  await check(page, 'the last look before it is sent')
  await page.keyboard.press('Escape')
  await page.getByText('Delete extra files at destination').click()

  await page.getByRole('button', { name: 'Start transfer' }).click()
  await dialog.getByRole('button', { name: /^Start/ }).click()
  await expect(page.getByText('Globus has accepted it')).toBeVisible()
  await check(page, 'a transfer that was accepted')
})
