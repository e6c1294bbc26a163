import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { describe, expect, test } from 'vitest'
import { filesPath } from '../../src/app/paths'
import { idOf, renderApp, type TestApp } from '../support/render-app'

const SHARE = idOf('Beamtime')
const ARCHIVE = idOf('Lab archive')
const left = () => screen.findByRole('region', { name: 'Left pane' })

async function open({ user }: TestApp) {
  await user.click(within(await left()).getByRole('button', { name: 'Left pane: choose a collection' }))
  return screen.findByRole('combobox', { name: 'Search collections, or paste an id or link' })
}
// The narrow screen's choice of order has options too.
const choices = async () => within(await screen.findByRole('listbox')).findAllByRole('option')
const searches = ({ seen }: TestApp) =>
  seen.filter(({ url }) => url.pathname.endsWith('/endpoint_search')).map(({ url }) => url.searchParams)
const wordsAsked = (app: TestApp) =>
  searches(app).flatMap((asked) => (asked.has('filter_fulltext') ? [asked.get('filter_fulltext')] : []))

describe('choosing a collection', () => {
  test('begins with what the host pinned, with its advice and its folder, then what one owns', async () => {
    const app = await renderApp('/files', {
      config: {
        title: 'Fenwick',
        pinned: [{ collection: SHARE, path: '/calibration/', advice: 'Start here.' }],
      },
    })
    await open(app)
    const pinned = await screen.findByRole('group', { name: 'Recommended by Fenwick' })
    expect(pinned).toHaveTextContent('Beamtime November 2026')
    expect(pinned).toHaveTextContent('Start here.')
    const own = await screen.findByRole('group', { name: 'Yours' })
    expect(own).toHaveTextContent('ada-laptop')
    expect(within(own).getByRole('option', { name: /Field station/ })).toHaveTextContent('offline')
    // What is pinned is not listed a second time.
    expect(screen.getAllByText('Beamtime November 2026')).toHaveLength(1)

    await app.user.click(within(pinned).getByRole('option'))
    expect(await screen.findByRole('row', { name: /geometry/ })).toBeVisible()
    expect(window.location.hash).toContain('left_path=%2Fcalibration%2F')
  })

  test('asks once for a whole word, and opens the best match by Enter', async () => {
    const app = await renderApp('/files')
    const field = await open(app)
    // Quicker than anybody waits: user-event's keystrokes may lie far apart on a busy machine.
    for (const length of [1, 2, 3, 4, 5, 6, 7])
      fireEvent.change(field, { target: { value: 'archive'.slice(0, length) } })
    await waitFor(async () => expect((await choices())[0]).toHaveTextContent(/archive/i))
    expect(wordsAsked(app)).toEqual(['archive'])
    const best = (await choices())[0]!.textContent
    await app.user.keyboard('{Enter}')
    await waitFor(() => expect(window.location.hash).toContain('left='))
    const id = new URLSearchParams(window.location.hash.split('?')[1]).get('left')!
    expect(best).toContain(app.emulator.world.tables.collections.get(id)?.document.display_name)
  })

  test('leaves out endpoints, which hold no files, and says when nothing matches', async () => {
    const app = await renderApp('/files')
    const field = await open(app)
    await app.user.type(field, 'alder')
    await waitFor(async () => expect((await choices()).join()).not.toBe(''))
    await screen.findByRole('option', { name: /Alder University Scratch/ })
    expect(screen.queryByRole('option', { name: /bare endpoint/ })).not.toBeInTheDocument()
    expect(searches(app).every((asked) => asked.get('filter_non_functional') === '0')).toBe(true)

    await app.user.clear(field)
    await app.user.type(field, 'nowhere')
    expect(await screen.findByText(/No collection matches “nowhere”/)).toBeVisible()
  })

  test('shows more of what was found page by page, and leaves out what one may not use when asked to', async () => {
    const app = await renderApp('/files')
    app.intercept((request) => {
      const { searchParams } = new URL(request.url)
      if (!searchParams.has('filter_fulltext')) return null
      const offset = Number(searchParams.get('offset'))
      const DATA = Array.from({ length: 25 }, (_, at) => ({
        id: `00000000-0000-4000-8000-${String(offset + at).padStart(12, '0')}`,
        display_name: `Reef ${offset + at}`,
        entity_type: 'GCSv5_guest_collection',
      }))
      return Response.json({ DATA_TYPE: 'endpoint_list', DATA, has_next_page: offset === 0 })
    })
    const field = await open(app)
    await app.user.type(field, 'reef')
    expect(await screen.findByText('The best 25 are shown; more words find fewer.')).toBeVisible()
    await app.user.click(screen.getByRole('button', { name: 'Show more' }))
    expect(await screen.findByRole('option', { name: /Reef 49/ })).toBeInTheDocument()
    expect(await choices()).toHaveLength(50)
    expect(screen.queryByRole('button', { name: 'Show more' })).not.toBeInTheDocument()
    expect(field).toHaveFocus()
    expect(wordsAsked(app)).toEqual(['reef', 'reef'])

    const scopes = () =>
      searches(app)
        .filter((asked) => asked.has('filter_fulltext'))
        .map((asked) => asked.get('filter_scope'))
    await app.user.click(screen.getByRole('checkbox', { name: 'Leave out shared collections I may not use' }))
    await waitFor(() => expect(scopes()).toEqual(['all', 'all', 'hide-no-permissions']))
  })

  test('opens by the arrows and by what is typed on it, but not by getting the focus', async () => {
    const { user } = await renderApp('/files')
    const opens = async (key: string, text: string) => {
      const button = await screen.findByLabelText('Left pane: choose a collection')
      button.focus()
      expect(screen.queryByRole('combobox', { name: /^Search collections/ })).not.toBeInTheDocument()
      await user.keyboard(key)
      const field = await screen.findByRole('combobox', { name: /^Search collections/ })
      await waitFor(() => expect(field).toHaveFocus())
      expect(field).toHaveValue(text)
      await user.clear(field)
      await user.keyboard('{Escape}')
      await waitFor(() => expect(field).not.toBeInTheDocument())
    }
    await opens('{ArrowDown}', '')
    await opens('{ArrowUp}', '')
    await opens('b', 'b')
  })

  test('takes a pasted id for what it is, also of one nobody knows', async () => {
    const app = await renderApp(filesPath())
    const field = await open(app)
    await app.user.click(field)
    await app.user.paste('00000000-0000-4000-8000-000000000000')
    expect(await screen.findByText('There is no such collection')).toBeVisible()
    await app.user.clear(field)
    await app.user.paste(ARCHIVE)
    const found = await screen.findByRole('group', { name: 'With this id or link' })
    await app.user.click(await within(found).findByRole('option', { name: /Lab archive/ }))
    await waitFor(() => expect(window.location.hash).toContain(`left=${ARCHIVE}`))
    expect(wordsAsked(app)).toEqual([])
  })
})
