import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, test } from 'vitest'
import { taskPath } from '../../src/app/paths'
import { renderApp } from '../support/render-app'
import { cancelElsewhere, startCopy } from '../support/start-copy'
// Before anything waits for it: a busy machine needs seconds to read it.
import '../../src/app/tasks/CancelDialog'

/** A task that goes on while the test looks on; its id is known when it has begun. */
async function openWithTask(route: (id: string) => string) {
  let id = ''
  const app = await renderApp('/files', {
    rateBytesPerSecond: 50_000,
    before: async (about) => {
      id = await startCopy(about, { label: 'large' })
      window.history.replaceState(null, '', `#${route(id)}`)
    },
  })
  return { ...app, id }
}

const heading = () => screen.findByRole('heading', { level: 1, name: 'large' })
/** The row that the keyboard is on. */
const activeRow = (grid: HTMLElement) =>
  document.getElementById(grid.getAttribute('aria-activedescendant') ?? '')
const finishedGrid = () => screen.findByRole('grid', { name: 'Finished tasks' })

describe('the focus', () => {
  test('is on the heading of a task that was opened from the list, and on its row when one comes back', async () => {
    const { user } = await openWithTask(() => '/tasks')
    const running = await screen.findByRole('grid', { name: 'Running tasks' })
    await user.click(await within(running).findByRole('link', { name: 'large' }))
    await waitFor(async () => expect(await heading()).toHaveFocus())
    await user.click(screen.getByRole('link', { name: 'All tasks' }))
    const again = await screen.findByRole('grid', { name: 'Running tasks' })
    await waitFor(() => expect(again).toHaveFocus())
    expect(activeRow(again)).toHaveTextContent('large')
    // The palette says what the keys do.
    await user.keyboard('{Control>}k{/Control}')
    await user.type(
      await screen.findByRole('combobox', { name: /What do you want/ }),
      'cancel the task{Enter}',
    )
    expect(await screen.findByRole('dialog', { name: 'Stop this transfer?' })).toBeVisible()
  })

  test('is left alone where the page begins with the task', async () => {
    await openWithTask(taskPath)
    await heading()
    expect(document.body).toHaveFocus()
  })

  test('comes back from the question to where it was asked', async () => {
    const { user } = await openWithTask(taskPath)
    const cancel = await screen.findByRole('button', { name: 'Cancel task' })
    await user.click(cancel)
    await user.click(await screen.findByRole('button', { name: 'Let it run' }))
    await waitFor(() => expect(cancel).toHaveFocus())
  })

  test('stays with the task when it was stopped on its page', async () => {
    const { user } = await openWithTask(taskPath)
    await user.click(await screen.findByRole('button', { name: 'Cancel task' }))
    await user.click(await screen.findByRole('button', { name: 'Stop the transfer' }))
    await waitFor(() =>
      expect(
        screen.queryByRole('button', { name: /^Cancel (task|large)|^Canceling/ }),
      ).not.toBeInTheDocument(),
    )
    await waitFor(async () => expect(await heading()).toHaveFocus())
  })

  test('stays with the task when it was stopped in the list', async () => {
    const { user } = await openWithTask(() => '/tasks')
    await user.click(await screen.findByRole('button', { name: 'Cancel large' }))
    await user.click(await screen.findByRole('button', { name: 'Stop the transfer' }))
    const over = await finishedGrid()
    await waitFor(() => expect(over).toHaveFocus())
    await waitFor(() => expect(activeRow(over)).toHaveTextContent('large'))
  })

  test('goes from the button to the heading when the task ends by itself', async () => {
    const app = await openWithTask(taskPath)
    const cancel = await screen.findByRole('button', { name: 'Cancel task' })
    cancel.focus()
    await cancelElsewhere(app, app.id)
    await waitFor(() => expect(cancel).not.toBeInTheDocument())
    expect(await heading()).toHaveFocus()
  })

  test('on a row moves with it to the finished ones', async () => {
    const app = await openWithTask(() => '/tasks')
    const running = await screen.findByRole('grid', { name: 'Running tasks' })
    await within(running).findByRole('link', { name: 'large' })
    running.focus()
    await app.user.keyboard('{ArrowDown}')
    expect(activeRow(running)).toHaveTextContent('large')
    await cancelElsewhere(app, app.id)
    await waitFor(() => expect(running).not.toBeInTheDocument())
    const over = await finishedGrid()
    expect(over).toHaveFocus()
    await waitFor(() => expect(activeRow(over)).toHaveTextContent('large'))
  })
})
