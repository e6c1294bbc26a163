import { expect, list, pane, row, signIn, test } from '../support/browser'
import { sampleCollections } from '../../src/emulator/sample/collections'

const FRAMES = sampleCollections.find(({ document }) => document.display_name === 'Detector frames')!.id

/** Twenty rows fit; the rest must not exist. */
const MAX_ELEMENTS = 1000

test('a folder of 100,000 files opens, scrolls, filters and sorts with few elements', async ({
  page,
  world,
}) => {
  test.setTimeout(90_000)
  await page.goto(`${world.url}#/files?left=${FRAMES}&left_path=%2Fframes%2F`)
  await signIn(page)
  const left = pane(page, 'Left pane')
  const grid = list(page, 'Left pane')
  await expect(left.getByText('100,000 items')).toBeVisible({ timeout: 60_000 })
  // The head and the way up are rows too.
  await expect(grid).toHaveAttribute('aria-rowcount', '100002')
  const elements = () => left.locator('*').count()
  expect(await elements()).toBeLessThan(MAX_ELEMENTS)

  await grid.focus()
  await page.keyboard.press('End')
  const last = row(left, 'frame_100000.tif')
  await expect(last).toBeInViewport()
  await expect(last).toHaveAttribute('aria-rowindex', '100002')
  await expect(last).toHaveAttribute('aria-selected', 'true')
  expect(await elements()).toBeLessThan(MAX_ELEMENTS)

  await page.keyboard.press('/')
  await page.keyboard.type('_0999')
  await expect(left.getByText('100 of 100,000 items')).toBeVisible()
  await expect(grid).toHaveAttribute('aria-rowcount', '102')
  await page.keyboard.press('Escape')
  await expect(grid).toHaveAttribute('aria-rowcount', '100002')

  await left.getByRole('button', { name: 'Modified' }).click()
  await expect(left.getByRole('columnheader', { name: 'Modified' })).toHaveAttribute(
    'aria-sort',
    'descending',
  )
  await grid.focus()
  await page.keyboard.press('Home')
  await page.keyboard.press('ArrowDown')
  await expect(row(left, 'frame_100000.tif')).toHaveAttribute('aria-rowindex', '3')

  await page.keyboard.press('Control+a')
  await expect(left.getByText('100,000 selected')).toBeVisible()
  expect(await elements()).toBeLessThan(MAX_ELEMENTS)
})
