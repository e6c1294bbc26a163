import { fireEvent, screen, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { renderApp } from '../support/render-app'

const screens = () => within(screen.getByRole('navigation', { name: 'Screens' }))
const goingTo = (name: RegExp) => screens().getByRole('link', { name })

test('a link goes to its screen, which the bar marks, and leaves one entry in the history however often it is followed', async () => {
  const { user } = await renderApp('/tasks?show=failed')
  expect(goingTo(/^Tasks/)).toHaveAttribute('aria-current', 'page')
  expect(goingTo(/^Transfer/)).not.toHaveAttribute('aria-current')
  const before = window.history.length
  await user.click(goingTo(/^Transfer/))
  expect(await screen.findByRole('heading', { name: /transfer/i, level: 1 })).toBeInTheDocument()
  expect(goingTo(/^Transfer/)).toHaveAttribute('aria-current', 'page')
  expect(goingTo(/^Tasks/)).not.toHaveAttribute('aria-current')
  expect(window.location.hash).toBe('#/transfer')
  await user.click(goingTo(/^Transfer/))
  expect(window.history.length).toBe(before + 1)
})

test('a link that is to open elsewhere is left to the browser', async () => {
  await renderApp('/tasks')
  // False where the page has taken the click for itself.
  for (const how of [{ ctrlKey: true }, { metaKey: true }, { shiftKey: true }, { button: 1 }])
    expect(fireEvent.click(goingTo(/^Transfer/), how)).toBe(true)
  expect(fireEvent.click(goingTo(/^Transfer/))).toBe(false)
})
