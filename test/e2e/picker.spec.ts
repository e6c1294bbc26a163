import { expect, pane, row, signIn, test } from '../support/browser'
import { writeFiles } from '../support/file-trees'

test.describe('with collections that the host recommends', () => {
  test.use({
    worldOptions: {
      config: {
        pinned: [
          {
            collection: '2f60e1c8-47a5-4d0b-9d53-6f1b8f0c7a34',
            path: '/run-0417/',
            advice: 'Runs to copy from',
          },
        ],
      },
    },
  })

  test('the picker shows them first, with their advice, and opens them where the host says', async ({
    page,
    world,
  }) => {
    await page.goto(world.url)
    await signIn(page)
    await pane(page, 'Left pane')
      .getByRole('button', { name: /^Left pane: / })
      .click()
    const recommended = page.getByRole('group', { name: 'Recommended by Test bench' })
    await expect(recommended).toContainText('Runs to copy from')
    await recommended.getByRole('option').click()
    await expect(row(pane(page, 'Left pane'), 'scan_01.h5')).toBeVisible()
    expect(page.url()).toContain('left_path=%2Frun-0417%2F')
  })
})

test('typing and Enter opens what was typed, never what stood there before', async ({ page, world }) => {
  await writeFiles(world.right.directory, { 'of the right one.txt': 'x\n' })
  await page.goto(world.url)
  await signIn(page)
  const left = pane(page, 'Left pane')
  await left.getByRole('button', { name: /^Left pane: / }).click()
  await expect(page.getByRole('combobox', { name: /^Search collections/ })).toBeFocused()
  await expect(page.getByRole('listbox').getByRole('option').first()).toBeVisible()
  await page.keyboard.insertText('Beamtime November')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('group', { name: 'Found' }).getByRole('option')).toContainText([
    'Beamtime November 2026',
  ])
  await page.keyboard.press('Enter')
  await expect(row(left, 'run-0417')).toBeVisible()
})

test('a search that finds nothing says so, with what may help', async ({ page, world }) => {
  await page.goto(world.url)
  await signIn(page)
  await pane(page, 'Left pane')
    .getByRole('button', { name: /^Left pane: / })
    .click()
  await expect(page.getByRole('combobox', { name: /^Search collections/ })).toBeFocused()
  await page.keyboard.type('nothing is called like this')
  await expect(page.getByText('No collection matches “nothing is called like this”')).toBeVisible()
})
