import { screen, waitFor, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { filesPath } from '../../src/app/paths'
import { idOf, renderApp } from '../support/render-app'

const SHARE = idOf('Beamtime')
const pane = () => screen.findByRole('region', { name: 'Left pane' })

test('finds below the folder, and opens the folder of what was found with all of it selected', async () => {
  const { user, seen } = await renderApp(filesPath({ left: { collection: SHARE, path: '/' } }))
  const left = await pane()
  await within(left).findByRole('row', { name: /run-0417/ })
  within(left).getByRole('grid').focus()
  await user.keyboard('{Control>}{Shift>}F{/Shift}{/Control}')
  const dialog = await screen.findByRole('dialog', { name: 'Find below this folder' })
  await user.type(within(dialog).getByRole('textbox', { name: 'Name' }), '*.h5')
  await user.type(within(dialog).getByRole('textbox', { name: 'At least' }), '14.7MBx')
  expect(within(dialog).getByRole('alert')).toHaveTextContent('A size is a number')
  expect(within(dialog).getByRole('button', { name: 'Find' })).toBeDisabled()
  await user.type(within(dialog).getByRole('textbox', { name: 'At least' }), '{Backspace}')
  await user.click(within(dialog).getByRole('button', { name: 'Find' }))

  expect(await within(dialog).findByText('Done.')).toBeVisible()
  expect(within(dialog).getByText(/4 found/)).toBeVisible()
  // The folder itself came from the cache; the link to one of the others was not followed.
  expect(seen.filter(({ url }) => url.pathname.endsWith('/ls')).length).toBeLessThanOrEqual(4)
  const results = within(dialog).getByRole('grid', { name: 'Found' })
  expect(within(results).getAllByRole('row')).toHaveLength(5)
  results.focus()
  await user.keyboard('{End}{Enter}')

  await waitFor(() => expect(dialog).not.toBeInTheDocument())
  expect(await within(left).findByRole('grid', { name: /\/run-0418\// })).toBeVisible()
  expect(await within(left).findByText(/4 selected/)).toBeVisible()
  expect(await within(left).findByRole('row', { name: /scan_05/ })).toHaveAttribute('aria-selected', 'true')
})

test('a search that is stopped, or loses the network, keeps what it found and goes on from there', async () => {
  const { user, intercept, seen } = await renderApp(filesPath({ left: { collection: SHARE, path: '/' } }))
  const left = await pane()
  await within(left).findByRole('row', { name: /README/ })
  let breakOff: (error: Error) => void = () => undefined
  const held = new Promise<null>((_, reject) => {
    breakOff = reject
  })
  let answer = (): Promise<null> | null => held
  intercept((request) => (request.url.includes('path=%2Frun-0418%2F') ? answer() : null))
  within(left).getByRole('grid').focus()
  await user.keyboard('{Control>}{Shift>}F{/Shift}{/Control}')
  const dialog = await screen.findByRole('dialog', { name: 'Find below this folder' })
  await user.type(within(dialog).getByRole('textbox', { name: 'Name' }), '*.h5')
  await user.click(within(dialog).getByRole('button', { name: 'Find' }))
  await within(dialog).findByRole('row', { name: /scan_04/ })
  await user.click(within(dialog).getByRole('button', { name: 'Stop' }))
  expect(await within(dialog).findByText('Stopped. What was found is kept.')).toBeVisible()
  expect(within(dialog).getByRole('row', { name: /scan_04/ })).toBeVisible()
  expect(within(dialog).getByText(/1 known folder not looked into/)).toBeVisible()

  answer = () => Promise.reject(new TypeError('the connection broke'))
  breakOff(new TypeError('the connection broke'))
  await user.click(within(dialog).getByRole('button', { name: 'Go on' }))
  expect(
    await within(dialog).findByText(
      'Globus did not answer. What was found is kept.',
      {},
      { timeout: 15_000 },
    ),
  ).toBeVisible()
  answer = () => null
  await user.click(within(dialog).getByRole('button', { name: 'Go on' }))
  expect(await within(dialog).findByText('Done.')).toBeVisible()
  expect(seen.filter(({ url }) => url.searchParams.get('path') === '/run-0417/')).toHaveLength(1)
})

test('measures a folder with the largest in it, keeps what it has when Globus does not answer, and goes on', async () => {
  const { user, intercept } = await renderApp(filesPath({ left: { collection: SHARE, path: '/' } }))
  const left = await pane()
  await within(left).findByRole('row', { name: /run-0417/ })
  intercept((request) =>
    request.url.includes('run-0418')
      ? Response.json(
          { code: 'TooManyRequests', message: 'Slow down' },
          { status: 429, headers: { 'retry-after': '0' } },
        )
      : null,
  )
  await user.keyboard('{Control>}k{/Control}')
  await user.type(await screen.findByRole('combobox', { name: /What do you want/ }), 'measure{Enter}')
  const dialog = await screen.findByRole('dialog', { name: 'Measure this folder' })
  expect(await within(dialog).findByRole('button', { name: 'Go on' })).toBeVisible()
  expect(within(dialog).getByText(/What was found is kept/)).toBeVisible()

  intercept(() => null)
  await user.click(within(dialog).getByRole('button', { name: 'Go on' }))
  expect(await within(dialog).findByText('Done.')).toBeVisible()
  expect(within(dialog).getByText(/links not followed/)).toBeVisible()
  const [largest] = within(dialog).getAllByRole('listitem')
  expect(largest).toHaveTextContent(/run-0418.*11 files/)
  await user.click(within(largest!).getByRole('button', { name: 'run-0418' }))
  expect(await within(left).findByRole('grid', { name: /\/run-0418\// })).toBeVisible()
  expect(dialog).not.toBeInTheDocument()
})
