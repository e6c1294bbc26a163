import { screen, waitFor, within } from '@testing-library/react'
import { afterEach, expect, test } from 'vitest'
import { filesPath } from '../../src/app/paths'
import { idOf, renderApp, type TestApp } from '../support/render-app'

const SHARE = idOf('Beamtime')
const ARCHIVE = idOf('Lab archive')
const SCRATCH = idOf('Alder University Scratch')
const TAPE = idOf('Cedar')
const bothPanes = filesPath({
  left: { collection: SHARE, path: '/run-0417/' },
  right: { collection: ARCHIVE, path: '/incoming/' },
})

const pane = (name: 'Left pane' | 'Right pane') => screen.findByRole('region', { name })
const dialog = (name: string | RegExp) => screen.findByRole('dialog', { name })
const calls = ({ seen }: TestApp, call: string) =>
  seen.filter(({ method, url }) => `${method} ${url.pathname.replace(/[0-9a-f-]{36}/, ':id')}` === call)

async function palette({ user }: TestApp, words: string) {
  await user.keyboard('{Control>}k{/Control}')
  const open = await dialog('Find an action')
  await user.type(within(open).getByRole('combobox'), words)
  return open
}

afterEach(() => window.localStorage.clear())

test('both panes are kept as a workspace, which the palette opens again', async () => {
  const app = await renderApp(bothPanes)
  const left = await pane('Left pane')
  await within(left).findByRole('grid', { name: /\/run-0417\// })
  await within(await palette(app, 'save workspace')).findByRole('option')
  await app.user.keyboard('{Enter}')
  const save = await dialog('Save both panes as a workspace')
  const field = within(save).getByRole('textbox', { name: 'Name' })
  await app.user.clear(field)
  await app.user.type(field, 'nightly{Enter}')
  await waitFor(() => expect(save).not.toBeInTheDocument())

  within(left).getByRole('grid').focus()
  await app.user.keyboard('{Control>}u{/Control}')
  await within(left).findByRole('grid', { name: /\/incoming\// })
  await palette(app, 'open nightly')
  await app.user.keyboard('{Enter}')
  await within(left).findByRole('grid', { name: /\/run-0417\// })
  await within(await pane('Right pane')).findByRole('grid', { name: /\/incoming\// })
})

test('the star bookmarks a folder under a name that is free; the bookmark opens it from the picker', async () => {
  const app = await renderApp(bothPanes)
  const left = await pane('Left pane')
  const star = await within(left).findByRole('button', { name: 'Bookmark this folder' })
  await waitFor(() => expect(star).not.toHaveAttribute('aria-disabled'))
  await app.user.click(star)
  const field = within(await dialog('Bookmark this folder')).getByRole('textbox', { name: 'Name' })
  expect(field).toHaveValue('run-0417')
  await app.user.keyboard('{Enter}')
  await within(left).findByRole('button', { name: /^Bookmarked as “run-0417”/ })

  // Given elsewhere meanwhile, so that only Globus knows.
  app.intercept((request) =>
    request.method === 'POST'
      ? Response.json({ code: 'Conflict', message: 'taken', request_id: 'abc123XYZ' }, { status: 409 })
      : null,
  )
  const right = await pane('Right pane')
  await app.user.click(within(right).getByRole('button', { name: 'Bookmark this folder' }))
  const second = await dialog('Bookmark this folder')
  await waitFor(() => expect(within(second).getByRole('textbox', { name: 'Name' })).toHaveFocus())
  await app.user.keyboard('{Enter}')
  expect(await within(second).findByRole('alert')).toHaveTextContent(
    'You have a bookmark with this name already',
  )
  app.intercept(() => null)
  await app.user.type(within(second).getByRole('textbox', { name: 'Name' }), ' of the lab{Enter}')
  await within(right).findByRole('button', { name: /^Bookmarked as “incoming of the lab”/ })

  await app.user.click(within(right).getByRole('button', { name: /^Right pane: Lab archive/ }))
  const marked = await screen.findByRole('group', { name: 'Bookmarks' })
  await within(marked).findByText(/Beamtime November 2026 · \/run-0417\//)
  await app.user.click(within(marked).getByRole('option', { name: /^run-0417/ }))
  await within(right).findByRole('grid', { name: /\/run-0417\// })
})

test('bookmarks are renamed, removed and put back; one whose collection is gone says so', async () => {
  const app = await renderApp(bothPanes, {
    before: ({ emulator: { world } }) => {
      const identity_id = Array.from(world.tables.identities.values()).find(
        ({ username }) => username === 'ada@example.edu',
      )!.id
      for (const [name, collection_id] of [
        ['calibration', SHARE],
        ['lost', '00000000-0000-4000-8000-000000000000'],
      ] as const) {
        const id = world.random.uuid()
        world.tables.bookmarks.put(id, {
          id,
          identity_id,
          name,
          collection_id,
          path: '/calibration',
          pinned: false,
        })
      }
    },
  })
  const left = await pane('Left pane')
  await within(left).findByRole('grid', { name: /\/run-0417\// })
  within(left).getByRole('grid').focus()
  // What it does is there a moment after the panes.
  await palette(app, 'bookmarks workspaces')
  await screen.findByRole('option', { name: /Bookmarks and workspaces/ })
  await app.user.keyboard('{Escape}')
  await app.user.keyboard('{Control>}d{/Control}')
  const open = await dialog('Bookmarks and workspaces')
  const list = within(open).getByRole('list', { name: 'Bookmarks' })
  expect(await within(list).findByText(/gone, or hidden from you/)).toBeVisible()
  expect(within(list).getByText('lost').closest('li')).toHaveTextContent('gone')
  // One request for the names of all, and one for the collection that was not among them.
  expect(calls(app, 'GET /v2/bookmarks')).toHaveLength(1)

  await app.user.click(within(list).getByRole('button', { name: 'Rename “calibration”' }))
  const field = within(list).getByRole('textbox', { name: 'New name of calibration' })
  await app.user.clear(field)
  await app.user.type(field, 'lost')
  expect(within(list).getByRole('alert')).toHaveTextContent('You have a bookmark with this name already')
  // Gives the name up, not the list.
  await app.user.keyboard('{Escape}')
  await app.user.click(within(list).getByRole('button', { name: 'Rename “calibration”' }))
  const again = within(list).getByRole('textbox', { name: 'New name of calibration' })
  await app.user.clear(again)
  await app.user.type(again, 'geometry{Enter}')
  await app.user.click(await within(list).findByRole('button', { name: 'Remove “geometry”' }))
  const undo = await within(list).findByRole('button', { name: 'Undo' })
  expect(undo).toHaveFocus()
  await waitFor(() => expect(calls(app, 'DELETE /v0.10/bookmark/:id')).toHaveLength(1))
  await app.user.click(undo)
  await app.user.click(await within(list).findByRole('button', { name: /^geometry/ }))
  await waitFor(() => expect(open).not.toBeInTheDocument())
  await within(left).findByRole('grid', { name: /\/calibration\// })
})

test('what administrators want said is said: a message until it is dismissed, and what is paused', async () => {
  const app = await renderApp(filesPath({ left: { collection: SCRATCH }, right: { collection: TAPE } }), {
    consents: [SCRATCH, TAPE],
  })
  const left = await pane('Left pane')
  const message = await within(left).findByText(/Scratch is not backed up/)
  const more = within(left).getByRole('link', { name: /^Read more \(alder\.example\.edu\)/ })
  expect(more).toHaveAttribute('rel', 'noopener noreferrer')
  const right = await pane('Right pane')
  expect(await within(right).findByText(/The tape robot is being serviced/)).toBeVisible()
  expect(within(right).getByText(/^Paused: copying from here/)).toBeVisible()

  await app.user.click(within(left).getByRole('button', { name: 'Dismiss' }))
  expect(message).not.toBeInTheDocument()
  await app.user.click(within(left).getByRole('button', { name: 'About this collection' }))
  const about = await dialog('Alder University Scratch')
  expect(about).toHaveTextContent('Research Computing')
  expect(about).toHaveTextContent('help@alder.example.edu')
  expect(
    within(about).getByRole('link', { name: /^alder\.example\.edu\/storage\/scratch#cleaning/ }),
  ).toBeVisible()
  expect(within(about).getByRole('button', { name: 'Copy the id: Collection' })).toBeVisible()
  expect(calls(app, 'GET /v0.10/endpoint/:id/my_effective_pause_rule_list')).toHaveLength(2)
})

test('a link of Globus’s own file manager opens both panes; a kind narrows what is listed', async () => {
  const app = await renderApp(filesPath())
  const left = await pane('Left pane')
  within(left)
    .getByRole('button', { name: /^Left pane: choose/ })
    .focus()
  // Typing opens it, with what was typed.
  await app.user.keyboard('a')
  const field = await screen.findByRole('combobox', { name: /^Search collections/ })
  await waitFor(() => expect(field).toHaveValue('a'))
  await app.user.clear(field)
  const own = await screen.findByRole('group', { name: 'Yours' })
  expect(within(own).getByRole('option', { name: /ada-laptop/ })).toBeVisible()
  await app.user.selectOptions(screen.getByRole('combobox', { name: 'Kind of collection' }), 'Guest')
  expect(screen.queryByRole('option', { name: /ada-laptop/ })).not.toBeInTheDocument()
  expect(screen.getByText(/^Endpoints are not listed/)).toBeVisible()

  await app.user.click(field)
  await app.user.paste(
    `https://app.globus.org/file-manager?origin_id=${SHARE}&origin_path=%2Frun-0417%2F&destination_id=${ARCHIVE}&destination_path=%2Fincoming`,
  )
  const both = await screen.findByRole('option', { name: /^Open both/ })
  expect(screen.getAllByRole('option', { name: /Beamtime|Lab archive/ })).toHaveLength(3)
  await app.user.click(both)
  await within(left).findByRole('grid', { name: /\/run-0417\// })
  await within(await pane('Right pane')).findByRole('grid', { name: /\/incoming\// })

  // The palette opens the picker of the active pane again.
  await palette(app, 'choose coll')
  await app.user.keyboard('{Enter}')
  expect(await screen.findByRole('combobox', { name: /^Search collections/ })).toHaveValue('')
})

test('folders visited lately are found again, the last one first', async () => {
  const app = await renderApp(bothPanes)
  const left = await pane('Left pane')
  await within(left).findByRole('grid', { name: /\/run-0417\// })
  within(left).getByRole('grid').focus()
  await app.user.keyboard('{Backspace}')
  await within(left).findByRole('row', { name: /calibration/ })
  await app.user.keyboard('{Control>}d{/Control}')
  const recent = within(await dialog('Bookmarks and workspaces')).getByRole('list', {
    name: 'Visited lately',
  })
  const [first] = within(recent).getAllByRole('button')
  expect(first).toHaveAccessibleName(/^\/ Beamtime/)
  await app.user.click(within(recent).getByRole('button', { name: /^\/incoming\/ Lab archive/ }))
  await within(left).findByRole('grid', { name: /\/incoming\// })
})
