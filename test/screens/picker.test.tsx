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
