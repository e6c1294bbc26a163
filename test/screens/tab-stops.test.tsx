import { screen, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { filesPath } from '../../src/app/paths'
import { idOf, renderApp } from '../support/render-app'

test('a pane is four tab stops; arrows go through a toolbar, and Tab from list to list until Escape', async () => {
  const { user } = await renderApp(
    filesPath({
      left: { collection: idOf('Beamtime'), path: '/' },
      right: { collection: idOf('Lab archive'), path: '/incoming/' },
    }),
  )
  const left = await screen.findByRole('region', { name: 'Left pane' })
  const right = await screen.findByRole('region', { name: 'Right pane' })
  await within(left).findByRole('row', { name: /run-0417/ })
  await within(right).findByRole('columnheader', { name: /Name/ })
  const leftList = within(left).getByRole('grid')
  const rightList = within(right).getByRole('grid')

  const stops = Array.from(left.querySelectorAll<HTMLElement>('button, input, select, [tabindex]'))
  const roles = stops
    .filter(({ tabIndex }) => tabIndex >= 0)
    .map((stop) => stop.closest('[role=toolbar], [role=grid]'))
  expect(roles.map((part) => part?.getAttribute('aria-label'))).toEqual([
    'Left pane: collection',
    'Left pane: path',
    'Left pane: filter and more',
    'Left pane: /',
  ])

  const filter = within(left).getByRole('textbox', { name: 'Filter this folder' })
  await user.type(filter, 'ru')
  await user.keyboard('{ArrowLeft}{ArrowRight}')
  expect(filter).toHaveFocus()
  await user.keyboard('{ArrowRight}')
  expect(within(left).getByRole('button', { name: 'Clear the filter' })).toHaveFocus()
  await user.keyboard('{End}')
  expect(within(left).getByRole('button', { name: 'Columns' })).toHaveFocus()
  await user.keyboard('{ArrowLeft}{ArrowLeft}')
  expect(within(left).getByRole('button', { name: 'New folder' })).toHaveFocus()
  await user.keyboard('{Tab}')
  expect(leftList).toHaveFocus()

  expect(leftList).toHaveAccessibleDescription(/Tab goes to the list of the other pane/)
  await user.keyboard('{Tab}')
  expect(rightList).toHaveFocus()
  await user.keyboard('{Tab}')
  expect(leftList).toHaveFocus()
  await user.keyboard('{Escape}{Tab}')
  expect(left).not.toContainElement(document.activeElement as HTMLElement)
  expect(rightList).not.toHaveFocus()
  leftList.focus()
  await user.keyboard('{Shift>}{Tab}{/Shift}')
  expect(within(left).getByRole('button', { name: 'New folder' })).toHaveFocus()
})
