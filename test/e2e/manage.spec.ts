import { access, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, list, pane, row, signIn, test } from '../support/browser'
import { writeFiles } from '../support/file-trees'

const exists = (path: string) =>
  access(path).then(
    () => true,
    () => false,
  )

test.beforeEach(async ({ page, world }) => {
  await writeFiles(world.left.directory, {
    'notes.txt': 'left\n',
    'runs/a.csv': '1\n',
    'scan_1.tif': 'one',
    'scan_2.tif': 'two',
  })
  await writeFiles(world.right.directory, { 'notes.txt': 'of the right\n' })
  // Before a move it is asked whether something is in the way, and nothing is.
  world.expectTrouble(/status of 404 .*\/stat\?/)
  await page.goto(world.url)
  await signIn(page)
  await expect(row(pane(page, 'Left pane'), 'scan_2.tif')).toBeVisible()
})

test('makes, renames, moves and deletes on the real disk by keyboard alone', async ({ page, world }) => {
  const left = pane(page, 'Left pane')
  const { directory } = world.left
  await list(page, 'Left pane').focus()
  await page.keyboard.press('F7')
  await page.getByRole('textbox', { name: 'Name' }).fill('kept')
  await page.keyboard.press('Enter')
  await expect(row(left, 'kept')).toBeVisible()
  await expect(page.getByRole('dialog')).toHaveCount(0)

  // By its first letters, to the file that is to get another name.
  await list(page, 'Left pane').focus()
  await page.keyboard.type('no')
  await page.keyboard.press('F2')
  await page.keyboard.type('readme')
  await page.keyboard.press('Enter')
  await expect(row(left, 'readme.txt')).toBeVisible()
  await expect.poll(() => exists(join(directory, 'readme.txt'))).toBe(true)
  await expect(list(page, 'Left pane')).toBeFocused()

  await page.keyboard.press('F6')
  await page.getByRole('textbox', { name: 'To the folder' }).fill('/kept')
  await page.keyboard.press('Enter')
  await expect(row(left, 'readme.txt')).toHaveCount(0)
  // Shown at once, done a moment later.
  await expect.poll(() => exists(join(directory, 'kept/readme.txt'))).toBe(true)

  await expect(page.getByRole('dialog', { name: /^Move/ })).toHaveCount(0)
  await expect(list(page, 'Left pane')).toBeFocused()
  await page.keyboard.press('+')
  await page.getByRole('textbox', { name: 'Pattern' }).fill('scan_*')
  await page.keyboard.press('Enter')
  await expect(left.getByText('2 selected')).toBeVisible()
  await page.keyboard.press('F8')
  await expect(page.getByRole('dialog', { name: 'Delete 2 files' })).toContainText('scan_1.tif')
  await page.keyboard.press('Tab')
  // Checklist E4: it takes nothing from somebody who cannot have seen it.
  await expect(page.getByRole('button', { name: 'Delete 2 files' })).toBeEnabled()
  await page.keyboard.press('Enter')
  await expect(row(left, 'scan_1.tif')).toHaveCount(0)
  await expect(row(left, 'kept')).toBeVisible()
  await expect(row(left, 'runs')).toBeVisible()
  await expect.poll(() => exists(join(directory, 'scan_2.tif'))).toBe(false)
  expect(await exists(join(directory, 'runs/a.csv'))).toBe(true)
})

test('compares, copies the differences and drags by mouse', async ({ page, world }) => {
  const left = pane(page, 'Left pane')
  const right = pane(page, 'Right pane')
  await page.getByRole('button', { name: 'Compare the panes' }).click()
  const bar = page.getByRole('region', { name: 'Comparison' })
  await bar.getByRole('button', { name: /^Select the .* differences?$/ }).click()
  await expect(left.getByText('4 selected')).toBeVisible()
  await row(left, 'notes.txt').click({ modifiers: ['ControlOrMeta'] })
  await page.getByRole('button', { name: 'Copy to the right pane' }).click()
  await expect(row(right, 'scan_2.tif')).toBeVisible()
  await expect(row(right, 'runs')).toBeVisible()
  expect(await readFile(join(world.right.directory, 'notes.txt'), 'utf8')).toBe('of the right\n')

  await row(right, 'scan_1.tif').dragTo(row(right, 'runs'))
  await expect(page.getByRole('textbox', { name: 'To the folder' })).toHaveValue('/runs/')
  await page.getByRole('button', { name: 'Move', exact: true }).click()
  await expect(row(right, 'scan_1.tif')).toHaveCount(0)
  await expect.poll(() => exists(join(world.right.directory, 'runs/scan_1.tif'))).toBe(true)
})
