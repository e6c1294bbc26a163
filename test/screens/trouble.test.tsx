import { screen, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { filesPath } from '../../src/app/paths'
import { idOf, renderApp } from '../support/render-app'

const SHARE = idOf('Beamtime')
const ARCHIVE = idOf('Lab archive')
const pane = (side: 'Left' | 'Right') => screen.findByRole('region', { name: `${side} pane` })
const isListing = (request: Request, collection: string) =>
  new URL(request.url).pathname === `/v0.10/operation/endpoint/${collection}/ls`

test('a folder that disappears while it is open keeps its rows, and the nearest one that exists is offered', async () => {
  const { user, emulator, seen } = await renderApp(
    filesPath({
      left: { collection: SHARE, path: '/run-0417/' },
      right: { collection: ARCHIVE, path: '/incoming/' },
    }),
  )
  const left = await pane('Left')
  const row = await within(left).findByRole('row', { name: /scan_01/ })
  const tree = emulator.world.trees.get('alder-scratch')!
  await tree.rename('/home/ada/beamtime/2026-11/run-0417', '/home/ada/elsewhere')
  await user.click(within(left).getByRole('button', { name: 'Refresh this folder' }))

  const notice = await within(left).findByRole('alert')
  expect(notice).toHaveTextContent('This folder could not be read again. There is no such folder')
  expect(row).toBeVisible()
  expect(within(left).getByText(/^Old: read/)).toBeVisible()
  // The trouble is this pane's alone.
  expect(within(await pane('Right')).queryByRole('alert')).not.toBeInTheDocument()

  seen.length = 0
  await user.click(within(notice).getByRole('button', { name: 'Go to the nearest folder that exists' }))
  expect(await within(left).findByRole('row', { name: /README/ })).toBeVisible()
  // The button is gone with the trouble; the keyboard is where the files are.
  expect(within(left).getByRole('grid')).toHaveFocus()
  expect((await screen.findAllByText('run-0417: There is no such folder'))[0]).toBeVisible()
  expect(seen.filter(({ url }) => url.pathname.includes(SHARE) && url.pathname.endsWith('/ls'))).toHaveLength(
    1,
  )
})

test('the pause that Globus asks for is counted down and ends by itself, or at once; the other pane works on', async () => {
  let refused = 0
  const { user, intercept } = await renderApp(
    filesPath({ left: { collection: SHARE, path: '/' }, right: { collection: ARCHIVE, path: '/' } }),
  )
  const left = await pane('Left')
  await within(left).findByRole('row', { name: /run-0417/ })
  intercept((request) => {
    if (!isListing(request, SHARE)) return null
    refused += 1
    return Response.json(
      { code: 'TooManyRequests', message: 'Slow down' },
      { status: 429, headers: { 'retry-after': refused === 1 ? '1' : '3600' } },
    )
  })
  await user.dblClick(within(left).getByRole('row', { name: /run-0417/ }))
  expect(await within(left).findByText('Too many requests')).toBeVisible()

  const right = await pane('Right')
  await user.dblClick(await within(right).findByRole('row', { name: /incoming/ }))
  expect(await within(right).findByText('This folder is empty.')).toBeVisible()
  expect(within(right).queryByRole('alert')).not.toBeInTheDocument()

  // By itself, and once: the next pause is a long one.
  expect(
    await within(left).findByText(/It is tried again by itself in 1\s*h/, {}, { timeout: 5_000 }),
  ).toBeInTheDocument()
  expect(refused).toBe(2)
  intercept(() => null)
  await user.click(within(left).getByRole('button', { name: 'Try now' }))
  expect(await within(left).findByRole('row', { name: /scan_01/ })).toBeVisible()
})

test.each([
  ['breaks off', '{"DATA_TYPE":"file_list","path":"/run-0417/","DATA":[{"name":"scan'],
  ['is another document', '{"DATA_TYPE":"file_list","path":"/run-0417/","DATA":[{"title":"Log in"}]}'],
])('an answer that %s is asked for once more, and then said to be broken', async (_what, body) => {
  const { user, intercept } = await renderApp(filesPath({ left: { collection: SHARE, path: '/' } }))
  const left = await pane('Left')
  const row = await within(left).findByRole('row', { name: /run-0417/ })
  let broken = 0
  intercept((request) => {
    if (!isListing(request, SHARE)) return null
    broken += 1
    return new Response(body, { headers: { 'content-type': 'application/json' } })
  })
  await user.dblClick(row)
  const notice = await within(left).findByRole('alert')
  expect(notice).toHaveTextContent('The answer of Globus cannot be read')
  expect(broken).toBe(2)
  intercept(() => null)
  await user.click(within(notice).getByRole('button', { name: 'Try again' }))
  expect(await within(left).findByRole('row', { name: /scan_01/ })).toBeVisible()
})

test('H1 H2 H3: hostile names are shown and opened as what they are; impossible ones are only shown', async () => {
  const long = 'x'.repeat(4096)
  const turned = 'photo\u202egpj.exe'
  const folders = ['__proto__', 'constructor', turned, long, '..', '.', 'a/b', '', 'nul\0']
  const { user, intercept, seen } = await renderApp(filesPath({ left: { collection: SHARE, path: '/' } }))
  intercept((request) => {
    const path = new URL(request.url).searchParams.get('path')
    if (!isListing(request, SHARE)) return null
    const DATA = path === '/x/' ? folders.map((name) => ({ name, type: 'dir' })) : []
    return Response.json({ DATA_TYPE: 'file_list', path, total: DATA.length, DATA })
  })
  window.location.hash = `${filesPath({ left: { collection: SHARE, path: '/x/' } })}&left_hidden=1`
  const left = await pane('Left')
  await within(left).findByRole('row', { name: /__proto__/ })
  within(left).getByRole('grid').focus()
  await user.keyboard('{Control>}a{/Control}')
  expect(within(left).getByText(/4 selected/)).toBeVisible()

  await user.keyboard('{Home}')
  for (let step = 0; step < 4; step += 1) await user.keyboard('{Shift>}{ArrowDown}{/Shift}')
  expect(within(left).getByText(/4 selected/)).toBeVisible()
  await user.keyboard('{End}{Home}')
  expect(within(left).queryByText(/selected/)).not.toBeInTheDocument()

  seen.length = 0
  await user.dblClick(within(left).getByText('a/b'))
  await user.dblClick(within(left).getByText(/^nul/))
  expect(seen).toEqual([])
  expect(within(left).getByText('U+202E')).toBeVisible()

  for (const name of ['__proto__', turned, long]) {
    const row = await within(left).findByRole('row', {
      name: name === turned ? /photo.*exe/ : new RegExp(name),
    })
    await user.dblClick(row)
    expect(await within(left).findByText('This folder is empty.')).toBeVisible()
    expect(seen.at(-1)!.url.searchParams.get('path')).toBe(`/x/${name}/`)
    await user.keyboard('{Alt>}{ArrowLeft}{/Alt}')
  }
})
