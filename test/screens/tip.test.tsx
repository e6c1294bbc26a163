import { render, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, test } from 'vitest'
import { IconButton } from '../../src/components/IconButton'

test('an icon says what it does when it is pointed at or reached by key, until Escape', async () => {
  const user = userEvent.setup()
  render(
    <IconButton label="Swap the panes" keys="Ctrl+U">
      <svg />
    </IconButton>,
  )
  const button = screen.getByRole('button', { name: 'Swap the panes' })
  expect(screen.queryByText('Swap the panes')).not.toBeInTheDocument()
  await user.hover(button)
  expect(await screen.findByText('Swap the panes')).toBeVisible()
  expect(screen.getByText('Ctrl U')).toBeVisible()
  await user.unhover(button)
  await waitFor(() => expect(screen.queryByText('Swap the panes')).not.toBeInTheDocument())

  await user.tab()
  expect(button).toHaveFocus()
  expect(await screen.findByText('Swap the panes')).toBeVisible()
  await user.keyboard('{Escape}')
  await waitFor(() => expect(screen.queryByText('Swap the panes')).not.toBeInTheDocument())
  expect(button).toHaveFocus()
})
