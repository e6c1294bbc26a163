import type { Page } from '@playwright/test'
import { expect, liveLine, pane, row, signIn, test } from '../support/browser'
import { patternedBytes, treeOf, writeFiles } from '../support/file-trees'

async function copyFromLeft(page: Page, name: string) {
  await row(pane(page, 'Left pane'), name).click()
  await page.getByRole('button', { name: 'Copy to the right pane' }).click()
  await expect(page.getByText(`Copying ${name}`)).toBeVisible()
}

test('a finished task is in the list, and its page has the numbers, the events and the options', async ({
  page,
  world,
}) => {
  await writeFiles(world.left.directory, { 'run/a.h5': patternedBytes(250_000), 'run/b.txt': 'b\n' })
  await page.goto(world.url)
  await signIn(page)
  await copyFromLeft(page, 'run')
  await expect(page.getByText('Copied: run')).toBeVisible()

  await page.getByRole('link', { name: 'Tasks', exact: true }).click()
  const finished = page.getByRole('grid', { name: 'Finished tasks' })
  await expect(finished.getByRole('row').filter({ hasText: 'run' })).toContainText('Succeeded')
  await expect(finished).toContainText('2 files, 250 kB')
  // The whole row leads to the task, but for what has a purpose of its own.
  const box = finished.getByRole('checkbox', { name: 'Select run' })
  await box.click()
  await expect(box).toBeChecked()
  await expect(page.getByText('1 selected')).toBeVisible()
  // The keys go on to be those of the list.
  await expect(finished).toBeFocused()
  // As a finger that hits what is beside the box: once, and not there and back.
  await box.locator('..').click({ position: { x: 3, y: 3 }, modifiers: ['Control'] })
  await expect(box).not.toBeChecked()
  // Much of a row may be cut off: the mouse is told all of it, wherever it rests. The link lies above the words.
  await finished.getByText('2 files, 250 kB').hover({ force: true })
  await expect(finished.getByRole('link', { name: 'run', exact: true })).toHaveAttribute(
    'title',
    /^run\nLeft shelf → Right shelf\n2 files, 250.kB\nEnded .+\d{4}.*$/,
  )
  await finished.getByRole('link', { name: 'run', exact: true }).click()

  const task = page.getByRole('article', { name: 'run' })
  await expect(task.getByText('Succeeded').first()).toBeVisible()
  await expect(task.getByRole('definition').filter({ hasText: 'of 2 found' })).toContainText('2')
  await expect(task.getByText('Left shelf')).toBeVisible()
  await expect(task.getByText('Right shelf')).toBeVisible()
  await expect(task.getByRole('tab', { name: 'Events' })).toHaveAttribute('aria-selected', 'true')
  await expect(task.getByRole('tabpanel').getByText('Started to copy')).toBeVisible()
  await task.getByRole('tab', { name: 'Options' }).click()
  await expect(task.getByText('Every copy is compared by checksum')).toBeVisible()
  await expect(task.getByText('Files keep their modification times')).toBeVisible()
  await task.getByRole('tab', { name: 'Events' }).click()
  const [id] = Array.from(world.emulator.world.tables.tasks.values(), ({ document }) => document.task_id)
  await expect(task.getByText(id!)).toBeVisible()
  await expect(page).toHaveURL(`${world.url}#/tasks/${id}`)

  await page.reload()
  await expect(task.getByRole('heading', { name: 'run', exact: true })).toBeVisible()
  await task.getByRole('link', { name: 'Open both sides' }).click()
  await expect(row(pane(page, 'Left pane'), 'a.h5')).toBeVisible()
  await expect(row(pane(page, 'Right pane'), 'a.h5')).toBeVisible()
})

test.describe('with a copy that takes its time', () => {
  test.use({ worldOptions: { rate: 400_000 } })

  test('canceling stops it, says so everywhere, and what was copied stays', async ({ page, world }) => {
    await writeFiles(world.left.directory, {
      'long run/1.txt': 'done at once\n',
      'long run/2.h5': patternedBytes(20_000_000),
    })
    await page.goto(world.url)
    await signIn(page)
    await copyFromLeft(page, 'long run')
    await liveLine(page).getByRole('link', { name: 'long run' }).click()

    const task = page.getByRole('article', { name: 'long run' })
    await expect(task.getByText('of 2 found', { exact: true })).toBeVisible()
    await expect(task.getByRole('progressbar')).toBeVisible()
    await task.getByRole('button', { name: 'Cancel task' }).click()
    const question = page.getByRole('dialog', { name: 'Stop this transfer?' })
    await expect(question).toContainText('long run')
    await question.getByRole('button', { name: 'Stop the transfer' }).click()

    await expect(task.getByText('Canceled').first()).toBeVisible()
    await expect(page.getByText('Canceled: long run')).toBeVisible()
    await expect(liveLine(page)).toContainText('Nothing is running')
    await expect(task.getByRole('button', { name: 'Cancel task' })).toHaveCount(0)
    const copied = await treeOf(world.right.directory)
    expect(copied['long run/1.txt']).toBe((await treeOf(world.left.directory))['long run/1.txt'])

    await page.getByRole('link', { name: 'Tasks', exact: true }).click()
    await expect(page.getByRole('grid', { name: 'Finished tasks' })).toContainText('Canceled')
  })

  test('asking and then letting it run changes nothing', async ({ page, world }) => {
    await writeFiles(world.left.directory, { 'one.h5': patternedBytes(20_000_000) })
    await page.goto(world.url)
    await signIn(page)
    await copyFromLeft(page, 'one.h5')
    await page
      .getByRole('link', { name: /^Tasks/ })
      .first()
      .click()
    await page.getByRole('button', { name: 'Cancel one.h5' }).click()
    await page.getByRole('button', { name: 'Let it run' }).click()
    await expect(page.getByRole('dialog')).toHaveCount(0)
    await expect(page.getByRole('grid', { name: 'Running tasks' })).toContainText('one.h5')
    expect(world.sent.filter(({ url }) => url.pathname.endsWith('/cancel'))).toEqual([])
  })
})
