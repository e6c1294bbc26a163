import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, test } from 'vitest'
import { filesPath } from '../../src/app/paths'
import { idOf, renderApp } from '../support/render-app'

const SHARE = idOf('Beamtime')
const ARCHIVE = idOf('Lab archive')
const bothPanes = filesPath({
  left: { collection: SHARE, path: '/' },
  right: { collection: ARCHIVE, path: '/incoming/' },
})

const left = () => screen.findByRole('region', { name: 'Left pane' })
const right = () => screen.findByRole('region', { name: 'Right pane' })
const rowIn = async (pane: HTMLElement, name: RegExp) => within(pane).findByRole('row', { name })
const namesIn = (pane: HTMLElement) =>
  within(pane)
    .getAllByRole('row')
    .slice(1)
    .map((row) => within(row).getAllByRole('gridcell')[0]!.textContent)

describe('browsing', () => {
  test('shows both folders with sizes and times, folders first, dot names hidden', async () => {
    await renderApp(bothPanes)
    const pane = await left()
    await rowIn(pane, /run-0417/)
    expect(namesIn(pane)).toEqual([
      'calibration',
      'latest→ run-0418',
      'run-0417',
      'run-0418',
      'beamline-log.csv',
      expect.stringContaining('raw-on-tapebroken link'),
      'README.md',
    ])
    expect(await rowIn(pane, /beamline-log/)).toHaveTextContent(/176\s*B.*4 Nov 2026/)
    expect(within(pane).getByText(/7 of 8 items/)).toBeVisible()
  })

  test('opens a folder by double click and by Enter, and comes back up to where it was', async () => {
    const { user } = await renderApp(bothPanes)
    const pane = await left()
    await user.dblClick(await rowIn(pane, /run-0417/))
    expect(await within(pane).findByRole('grid', { name: /\/run-0417\// })).toBeVisible()
    await waitFor(() => expect(namesIn(pane)[0]).toContain('..'))
    expect(window.location.hash).toContain('left_path=%2Frun-0417%2F')

    within(pane).getByRole('grid').focus()
    await user.keyboard('{Backspace}')
    const row = await rowIn(pane, /run-0417/)
    await waitFor(() =>
      expect(within(pane).getByRole('grid')).toHaveAttribute('aria-activedescendant', row.id),
    )
    await user.keyboard('{Enter}')
    expect(await within(pane).findByRole('grid', { name: /\/run-0417\// })).toBeVisible()
  })

  test('sorts by size, largest first, and says so to assistive technology', async () => {
    const { user } = await renderApp(filesPath({ left: { collection: SHARE, path: '/run-0417/' } }))
    const pane = await left()
    await within(pane).findAllByRole('row', { name: /\.h5/ })
    await user.click(within(pane).getByRole('button', { name: 'Size' }))
    const header = within(pane).getByRole('columnheader', { name: 'Size' })
    expect(header).toHaveAttribute('aria-sort', 'descending')
    expect(window.location.hash).toContain('left_sort=-size')
    await user.click(within(pane).getByRole('button', { name: 'Size' }))
    expect(header).toHaveAttribute('aria-sort', 'ascending')
  })

  test('filters while typing and offers everything again when nothing matches', async () => {
    const { user } = await renderApp(bothPanes)
    const pane = await left()
    await rowIn(pane, /run-0417/)
    const field = within(pane).getByRole('textbox', { name: 'Filter this folder' })
    await user.type(field, 'RUN')
    await waitFor(() => expect(namesIn(pane)).toEqual(['run-0417', 'run-0418']))
    await user.type(field, 'xx')
    await user.click(await within(pane).findByRole('button', { name: 'Show everything' }))
    expect(await rowIn(pane, /README/)).toBeVisible()
    // The field must not write its old text back into the address.
    expect(field).toHaveValue('')
    await user.type(field, 'read')
    await waitFor(() => expect(namesIn(pane)).toEqual(['README.md']))
    expect(window.location.hash).toContain('left_filter=read')
  })

  test('shows names that begin with a dot when asked', async () => {
    const { user } = await renderApp(bothPanes)
    const pane = await left()
    await rowIn(pane, /run-0417/)
    await user.click(within(pane).getByRole('button', { name: /begin with a dot/ }))
    await waitFor(() => expect(namesIn(pane).some((name) => name?.startsWith('.'))).toBe(true))
  })

  test('says why a typed path cannot be, and opens one that can', async () => {
    const { user } = await renderApp(bothPanes)
    const pane = await left()
    await rowIn(pane, /run-0417/)
    await user.click(within(pane).getByRole('button', { name: 'Type a path' }))
    const field = await within(pane).findByRole('combobox', { name: /Path of the folder/ })
    await user.clear(field)
    await user.type(field, 'run-0417{Enter}')
    expect(within(pane).getByRole('alert')).toHaveTextContent('A path starts with /')
    await user.clear(field)
    await user.type(field, '/run-0417{Enter}')
    expect(await within(pane).findByRole('grid', { name: /\/run-0417\// })).toBeVisible()
  })

  test('H1: names that would deceive are shown with visible escapes', async () => {
    const names = filesPath({ left: { collection: idOf('Names that bite'), path: '/names/' } })
    await renderApp(`${names}&left_filter=invoice`)
    const pane = await left()
    expect(await within(pane).findByText('U+202E')).toBeVisible()
  })
})

describe('a folder with more names than Globus lists', () => {
  test('says so, and asks for other names once per Enter; the address and the pane tell that it did', async () => {
    const { user, seen, intercept } = await renderApp(filesPath({ left: { collection: SHARE } }))
    intercept(async (request) => {
      const url = new URL(request.url)
      if (!url.pathname.endsWith('/ls') || url.searchParams.has('filter')) return null
      const DATA = [{ name: 'first.dat', type: 'file', size: 1 }]
      return Response.json({ DATA_TYPE: 'file_list', path: '/', total: 250_000, DATA })
    })
    const pane = await left()
    await rowIn(pane, /README|first/)
    await user.click(within(pane).getByRole('button', { name: 'Refresh this folder' }))
    expect(await within(pane).findByText(/Only 1 names? of this folder .*there are 250,000/)).toBeVisible()
    const asked = () => seen.filter(({ url }) => url.pathname.endsWith('/ls'))
    const before = asked().length

    const field = within(pane).getByRole('textbox', { name: 'List only names like' })
    await user.type(field, 'a/b')
    expect(within(pane).getByText('A name cannot contain a slash.')).toBeVisible()
    await user.clear(field)
    await user.type(field, '*.md, run-*{Enter}')
    await waitFor(() => expect(namesIn(pane)).toEqual(['run-0417', 'run-0418', 'README.md']))
    expect(asked().length - before).toBe(1)
    expect(asked().at(-1)!.url.searchParams.getAll('filter')).toEqual(['name:~*.md', 'name:~run-*'])
    expect(within(pane).getByText(/^Only names like/)).toHaveTextContent(
      'Only names like *.md, run-* are listed.',
    )
    expect(within(pane).getByRole('grid')).toHaveFocus()
    expect(new URLSearchParams(window.location.hash.split('?')[1]).get('left_only')).toBe('*.md, run-*')

    await user.click(within(pane).getByRole('button', { name: 'List everything' }))
    expect(await rowIn(pane, /first\.dat/)).toBeVisible()
    expect(window.location.hash).not.toContain('left_only')
  })
})

describe('selecting', () => {
  test('follows click, Ctrl, Shift, Space, Ctrl+A and Escape, and counts in the status line', async () => {
    const { user } = await renderApp(bothPanes)
    const pane = await left()
    const selected = () =>
      within(pane)
        .queryAllByRole('row', { selected: true })
        .map((row) => within(row).getAllByRole('gridcell')[0]!.textContent)
    await user.click(await rowIn(pane, /run-0417/))
    expect(selected()).toEqual(['run-0417'])
    await user.keyboard('{Shift>}{ArrowDown}{/Shift}')
    expect(selected()).toEqual(['run-0417', 'run-0418'])
    await user.keyboard('{Control>}')
    await user.click(await rowIn(pane, /README/))
    await user.keyboard('{/Control}')
    expect(selected()).toEqual(['run-0417', 'run-0418', 'README.md'])
    expect(within(pane).getByText(/3 selected.*2 folders/)).toBeVisible()
    await user.keyboard(' ')
    expect(selected()).toEqual(['run-0417', 'run-0418'])
    await user.keyboard('{Control>}a{/Control}')
    expect(selected()).toHaveLength(7)
    await user.keyboard('{Escape}')
    expect(selected()).toEqual([])
  })
})

describe('copying', () => {
  test('a folder appears on the other side when its task ends, without being asked', async () => {
    const { user, seen } = await renderApp(bothPanes)
    await user.click(await rowIn(await left(), /calibration/))
    await user.click(screen.getByRole('button', { name: 'Copy to the right pane' }))
    expect(await screen.findByText('Copying calibration')).toBeVisible()
    expect(await rowIn(await right(), /calibration/)).toBeVisible()
    const body = JSON.parse(seen.find(({ url }) => url.pathname === '/v0.10/transfer')!.body)
    expect(body).toMatchObject({
      verify_checksum: true,
      DATA: [{ source_path: '/calibration/', destination_path: '/incoming/calibration/', recursive: true }],
    })
  })

  test('names what is already there and starts nothing until that is confirmed', async () => {
    const { user, seen } = await renderApp(
      filesPath({
        left: { collection: SHARE, path: '/' },
        right: { collection: ARCHIVE, path: '/incoming/' },
      }),
    )
    const submissions = () => seen.filter(({ url }) => url.pathname === '/v0.10/transfer')
    await user.click(await rowIn(await left(), /README/))
    await user.keyboard('{F5}')
    await rowIn(await right(), /README/)

    await user.click(await rowIn(await left(), /README/))
    await user.keyboard('{F5}')
    const dialog = await screen.findByRole('dialog', { name: '1 name is already there' })
    expect(dialog).toHaveTextContent('README.md')
    await user.click(within(dialog).getByRole('button', { name: 'Cancel' }))
    await waitFor(() => expect(dialog).not.toBeInTheDocument())
    expect(submissions()).toHaveLength(1)

    await user.click(await rowIn(await left(), /README/))
    await user.keyboard('{F5}')
    await user.click(await screen.findByRole('button', { name: 'Copy and overwrite' }))
    await waitFor(() => expect(submissions()).toHaveLength(2))
  })

  test('G1: when the answer is lost the same submission is sent again and becomes one task', async () => {
    const { user, seen, intercept, emulator } = await renderApp(bothPanes)
    await user.click(await rowIn(await left(), /README/))
    let lost = 0
    intercept(async (request) => {
      if (new URL(request.url).pathname !== '/v0.10/transfer' || lost === 2) return null
      lost += 1
      await emulator.fetch(request)
      throw new TypeError('the connection broke')
    })
    await user.keyboard('{F5}')
    expect(await screen.findByText('Copying README.md')).toBeVisible()
    const ids = seen
      .filter(({ url }) => url.pathname === '/v0.10/transfer')
      .map(({ body }) => JSON.parse(body).submission_id)
    expect(ids).toHaveLength(3)
    expect(new Set(ids).size).toBe(1)
    expect(emulator.world.tables.tasks.size()).toBe(1)
  })

  test('G3: pressing the key twice starts one task', async () => {
    const { user, emulator } = await renderApp(bothPanes)
    await user.click(await rowIn(await left(), /README/))
    await user.keyboard('{F5}{F5}')
    await rowIn(await right(), /README/)
    expect(emulator.world.tables.tasks.size()).toBe(1)
  })

  test('a share one may only read says so, and the selection stays', async () => {
    const { user } = await renderApp(bothPanes, { as: 'ben@riverside.example' })
    const pane = await left()
    await user.click(await rowIn(pane, /README/))
    await user.keyboard('{F5}')
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'The copy was not started. You may not do this here',
    )
    expect(within(pane).getByRole('row', { name: /README/, selected: true })).toBeVisible()
  })

  test.each([
    [
      'the same folder on both sides',
      filesPath({ left: { collection: SHARE, path: '/' }, right: { collection: SHARE, path: '/' } }),
      /Both panes show the same folder/,
    ],
    [
      'a folder into itself',
      filesPath({ left: { collection: SHARE, path: '/' }, right: { collection: SHARE, path: '/run-0417/' } }),
      /cannot be copied into itself/,
    ],
    [
      'no folder on the other side',
      filesPath({ left: { collection: SHARE, path: '/' } }),
      /Open a folder in the other pane first/,
    ],
  ])('refuses %s in words', async (_what, route, words) => {
    const { user } = await renderApp(route)
    await user.click(await rowIn(await left(), /run-0417/))
    expect(screen.getByText(words)).toBeVisible()
  })
})

describe('what is asked for is what happens', () => {
  test('“Try again” repeats the copy that failed, whichever pane is active meanwhile', async () => {
    const { user, intercept, seen } = await renderApp(bothPanes)
    const isSubmission = (url: string) => new URL(url).pathname === '/v0.10/transfer'
    await user.click(await rowIn(await left(), /README/))
    intercept((request) =>
      isSubmission(request.url)
        ? Response.json({ code: 'ServiceUnavailable', message: 'Maintenance' }, { status: 418 })
        : null,
    )
    await user.keyboard('{F5}')
    await screen.findByText(/The copy was not started/)
    await user.click(within(await right()).getByRole('grid'))
    intercept(() => null)
    await user.click(screen.getByRole('button', { name: 'Try again' }))
    expect(await rowIn(await right(), /README/)).toBeVisible()
    const sources = seen
      .filter(({ url }) => isSubmission(url.href))
      .map(({ body }) => JSON.parse(body).source_endpoint)
    expect(new Set(sources)).toEqual(new Set([SHARE]))
  })

  test('what somebody else put there meanwhile is named before it is overwritten', async () => {
    const { user, emulator, seen } = await renderApp(bothPanes)
    await user.click(await rowIn(await left(), /README/))
    await within(await right()).findByText('This folder is empty.')
    const archive = emulator.world.tables.collections.get(ARCHIVE)!
    await emulator.world.trees.get(archive.tree)!.create(`${archive.root}/incoming/README.md`)
    await user.keyboard('{F5}')
    expect(await screen.findByRole('dialog', { name: '1 name is already there' })).toHaveTextContent(
      'README.md',
    )
    expect(seen.some(({ url }) => url.pathname === '/v0.10/transfer')).toBe(false)
  })

  test('G2, G7: a submission without an answer is not called failed, and keeps its id over a reload of the screen', async () => {
    const { user, intercept, seen, emulator } = await renderApp(bothPanes)
    const submissions = () => seen.filter(({ url }) => url.pathname === '/v0.10/transfer')
    await user.click(await rowIn(await left(), /README/))
    intercept(async (request) => {
      if (new URL(request.url).pathname !== '/v0.10/transfer') return null
      await emulator.fetch(request)
      throw new TypeError('the connection broke')
    })
    await user.keyboard('{F5}')
    await screen.findByText(/Nobody knows yet whether the copy was started/, undefined, { timeout: 15_000 })
    expect(screen.queryByText(/not started|failed/i)).not.toBeInTheDocument()
    intercept(() => null)
    await user.click(screen.getByRole('link', { name: 'Transfer' }))
    // Whoever comes back later can ask what became of it there.
    expect(await screen.findByText(/is not finished/)).toHaveTextContent(
      /“README.md, 1 item.* is not finished/,
    )
    await user.click(await screen.findByRole('link', { name: 'Files' }))
    await user.click(await rowIn(await left(), /README/))
    await user.keyboard('{F5}')
    // The first attempt was accepted after all, so the name is there by now.
    await user.click(await screen.findByRole('button', { name: 'Copy and overwrite' }))
    await screen.findByText('Copying README.md')
    expect(new Set(submissions().map(({ body }) => JSON.parse(body).submission_id)).size).toBe(1)
    expect(emulator.world.tables.tasks.size()).toBe(1)
  })

  test('after a copy the keyboard is where the files are', async () => {
    const { user } = await renderApp(bothPanes)
    const pane = await left()
    await user.click(await rowIn(pane, /README/))
    await user.click(screen.getByRole('button', { name: 'Copy to the right pane' }))
    await screen.findByText('Copying README.md')
    expect(within(pane).getByRole('grid')).toHaveFocus()
  })
})

describe('making folders', () => {
  test('F7 asks for a name, refuses what cannot be, makes the folder and selects it', async () => {
    const { user } = await renderApp(
      filesPath({
        left: { collection: ARCHIVE, path: '/incoming/' },
        right: { collection: SHARE, path: '/' },
      }),
    )
    const pane = await left()
    within(pane).getByRole('grid').focus()
    await within(pane).findByText('This folder is empty.')
    await user.keyboard('{F7}')
    const dialog = await screen.findByRole('dialog', { name: 'New folder' })
    const field = within(dialog).getByRole('textbox', { name: 'Name' })
    await user.type(field, 'a/b')
    expect(within(dialog).getByRole('alert')).toHaveTextContent('cannot contain a slash')
    expect(within(dialog).getByRole('button', { name: 'Make folder' })).toBeDisabled()
    await user.clear(field)
    await user.type(field, 'März 2026{Enter}')
    expect(await within(pane).findByRole('row', { name: /März 2026/, selected: true })).toBeVisible()
  })

  test('a new folder shows at once; when it is refused it goes, and the question is back as it was', async () => {
    const { user, intercept } = await renderApp(bothPanes, { as: 'ben@riverside.example' })
    let answer = () => undefined as void
    const answered = new Promise<void>((resolve) => (answer = resolve))
    intercept((request) => (request.url.endsWith('/mkdir') ? answered.then(() => null) : null))
    const pane = await left()
    await rowIn(pane, /run-0417/)
    await user.click(within(pane).getByRole('button', { name: 'New folder' }))
    const field = within(await screen.findByRole('dialog', { name: 'New folder' })).getByRole('textbox')
    await user.type(field, '.mine{Enter}')
    // Also a name that would be hidden.
    const row = await rowIn(pane, /\.mine/)
    expect(row).toHaveAttribute('aria-selected', 'true')
    expect(within(pane).getByRole('grid')).toHaveAttribute('aria-activedescendant', row.id)
    await waitFor(() => expect(screen.queryByRole('dialog')).not.toBeInTheDocument())

    answer()
    const dialog = await screen.findByRole('dialog', { name: 'New folder' })
    expect(within(dialog).getByRole('alert')).toHaveTextContent('The folder was not made')
    expect(within(dialog).getByRole('textbox')).toHaveValue('.mine')
    expect(within(pane).queryByRole('row', { name: /\.mine/, hidden: true })).not.toBeInTheDocument()
  })
})
