import { screen, waitFor, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { filesPath } from '../../src/app/paths'
import { idOf, renderApp } from '../support/render-app'

const SHARE = idOf('Beamtime')
const ARCHIVE = idOf('Lab archive')

const pane = (name: 'Left pane' | 'Right pane') => screen.findByRole('region', { name })
const rowIn = (where: HTMLElement, name: RegExp) => within(where).findByRole('row', { name })

test('Shift+F2 marks how the names of both panes stand; the differences are selected, and F5 copies them', async () => {
  const { user, seen } = await renderApp(
    filesPath({
      left: { collection: SHARE, path: '/run-0417/' },
      right: { collection: ARCHIVE, path: '/2026-09/run-0391/' },
    }),
  )
  const left = await pane('Left pane')
  const right = await pane('Right pane')
  await rowIn(left, /scan_04/)
  await rowIn(right, /scan_03/)
  within(left).getByRole('grid').focus()
  await user.keyboard('{Shift>}{F2}{/Shift}')

  const bar = await screen.findByRole('region', { name: 'Comparison' })
  expect(await rowIn(left, /^only here.*scan_04/)).toBeInTheDocument()
  expect(await rowIn(left, /^newer here.*notes/)).toBeInTheDocument()
  expect(await rowIn(right, /^older here.*notes/)).toBeInTheDocument()
  expect(within(bar).getByRole('button', { name: 'only left 1' })).toBeVisible()
  const requests = seen.length

  await user.selectOptions(within(bar).getByRole('combobox'), 'any time')
  expect(await rowIn(left, /^same.*notes/)).toBeInTheDocument()
  expect(await rowIn(left, /^size differs.*scan_01/)).toBeInTheDocument()

  await user.click(within(bar).getByRole('button', { name: 'only left 1' }))
  await waitFor(() => expect(within(left).queryByRole('row', { name: /notes/ })).not.toBeInTheDocument())
  expect(within(right).getByText(/Nothing here is of the kinds chosen/)).toBeVisible()
  await user.click(within(bar).getByRole('button', { name: 'Select the 1 difference' }))
  expect(await rowIn(left, /scan_04/)).toHaveAttribute('aria-selected', 'true')
  expect(within(left).getByText('1 selected', { exact: false })).toBeVisible()
  expect(seen).toHaveLength(requests)
  expect(within(left).getByRole('grid')).toHaveFocus()

  await user.keyboard('{Shift>}{F2}{/Shift}')
  await waitFor(() => expect(bar).not.toBeInTheDocument())
  expect(await rowIn(left, /^notes|^File.*notes/)).toBeInTheDocument()
})

test('looks below folders of both sides; what cannot be read is said, and what was found stays', async () => {
  const { user, intercept } = await renderApp(
    filesPath({ left: { collection: SHARE, path: '/' }, right: { collection: ARCHIVE, path: '/' } }),
  )
  const file = (name: string, size: number) => ({ name, type: 'file', size, last_modified: null })
  const folder = (name: string) => ({ name, type: 'dir' })
  const added: string[] = []
  intercept((request) => {
    const url = new URL(request.url)
    if (!url.pathname.endsWith('/ls')) return null
    const path = url.searchParams.get('path')!
    const isLeft = url.pathname.includes(SHARE)
    if (path === '/closed/')
      return Response.json(
        { code: 'ClientError.PermissionDenied', message: 'No', request_id: 'abc123XYZ' },
        { status: 403 },
      )
    const DATA =
      path === '/'
        ? ['alike', 'closed', 'other', ...(isLeft ? added : [])].map(folder)
        : [file('data.h5', path === '/other/' && isLeft ? 2 : 1)]
    return Response.json({ DATA_TYPE: 'file_list', path, total: DATA.length, DATA })
  })
  const left = await pane('Left pane')
  await user.click(within(left).getByRole('button', { name: 'Refresh this folder' }))
  const right = await pane('Right pane')
  await user.click(within(right).getByRole('button', { name: 'Refresh this folder' }))
  await rowIn(left, /alike/)
  await user.click(screen.getByRole('button', { name: 'Compare the panes' }))
  const bar = await screen.findByRole('region', { name: 'Comparison' })
  expect(await rowIn(left, /^on both sides, not looked into.*alike/)).toBeInTheDocument()

  await user.click(await within(bar).findByRole('button', { name: 'Compare below as well' }))
  expect(await within(bar).findByText('3 folders compared with everything below.')).toBeVisible()
  expect(await rowIn(left, /^differs below.*other/)).toBeInTheDocument()
  expect(await rowIn(left, /^same.*alike/)).toBeInTheDocument()
  expect(await rowIn(left, /^could not be compared.*closed/)).toBeInTheDocument()
  await user.click(within(bar).getByText('2 folders could not be read in full'))
  expect(within(bar).getAllByText(/You may not do this here/)[0]).toBeVisible()
  await user.click(within(bar).getByRole('button', { name: 'Select the 1 difference' }))
  // The pane that was used last is the one that the differences are selected in.
  expect(await rowIn(right, /other/)).toHaveAttribute('aria-selected', 'true')

  // Read again and found the same, it is not old; with a change it is, until it is looked into again.
  const refresh = within(left).getByRole('button', { name: 'Refresh this folder' })
  await user.click(refresh)
  const aged = () => within(bar).queryByText(/^Something has changed since/)
  await waitFor(() => expect(within(left).getByRole('grid')).not.toHaveAttribute('aria-busy', 'true'))
  expect(aged()).not.toBeInTheDocument()
  added.push('new')
  await user.click(refresh)
  expect(await rowIn(left, /^only here.*new/)).toBeInTheDocument()
  await waitFor(() => expect(aged()).toBeVisible())
  await user.click(within(bar).getByRole('button', { name: 'Compare again' }))
  await waitFor(() => expect(aged()).not.toBeInTheDocument())
  expect(await within(bar).findByText('3 folders compared with everything below.')).toBeVisible()
})
