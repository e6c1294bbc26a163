import { screen, waitFor, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { readKept } from '../../src/app/shared/kept'
import { splitTasks } from '../../src/app/shared/parts'
import { ada } from '../../src/emulator/sample/identities'
import { submitSignIn } from '../contract/sign-in'
import { idOf, renderApp } from '../support/render-app'
import { keptKey } from '../support/start-copy'

const TUTORIAL = idOf('Globus Tutorial Collection 1')

test('A25: says ahead of time that the sign-in ends, and goes on where one is', async () => {
  const app = await renderApp('/access', {
    before: ({ auth }) => {
      const session = auth.session.store.getState().session!
      const tokens = Object.entries(session.tokens).map(([server, token]) => [
        server,
        { ...token, expires_at_ms: Date.now() + 5 * 60_000 },
      ])
      auth.session.set({ ...session, tokens: Object.fromEntries(tokens) })
    },
  })
  const notice = (await screen.findByText(/^Your sign-in ends at/)).closest('[role=status]')!
  await app.user.click(within(notice as HTMLElement).getByRole('button', { name: 'Sign in again now' }))
  await waitFor(() => expect(app.left).toHaveLength(1))
  const back = await submitSignIn(app.left[0]!, { identity: ada.id })
  expect(await app.auth.finish(back.searchParams)).toMatchObject({ returnTo: '/access' })
  await waitFor(() => expect(notice).not.toBeInTheDocument())
})

test('A13, A24: My access says as whom, what is held until when, and takes a consent back; no token is shown', async () => {
  const app = await renderApp('/files', { consents: [TUTORIAL] })
  await app.user.click(await screen.findByRole('button', { name: /ada@example\.edu/ }))
  await app.user.click(await screen.findByRole('menuitem', { name: 'My access' }))
  expect(await screen.findByRole('heading', { name: 'My access' })).toBeVisible()
  expect(screen.getByText('(you act as this one)')).toBeVisible()
  expect(screen.getAllByText(/Signed in last on/)).not.toHaveLength(0)
  expect(screen.getByText('Globus Transfer')).toBeVisible()
  expect(screen.getAllByText(/^Until .*, or until you sign out$/)).toHaveLength(2)

  const parts = keptKey(app, 'parts')
  splitTasks(parts).note({ parts: ['one', 'two'].map((task) => ({ digest: '', items: 1, task })) })
  expect(screen.getByRole('button', { name: 'Forget it all…' })).toBeVisible()
  await app.user.keyboard('{Control>}k{/Control}')
  const palette = await screen.findByRole('dialog', { name: 'Find an action' })
  await app.user.type(within(palette).getByRole('combobox'), 'forget all tasks{Enter}')
  const question = await screen.findByRole('dialog', { name: 'Forget what is kept of all tasks?' })
  expect(readKept(parts)).not.toBeNull()
  await app.user.click(within(question).getByRole('button', { name: 'Forget it' }))
  expect((await screen.findAllByText('What was kept of all tasks is forgotten'))[0]).toBeVisible()
  expect(readKept(parts)).toBeNull()

  // Seeing the list is asked for here and nowhere else, together with what is in use.
  await app.user.click(screen.getByRole('button', { name: 'Allow and show the list' }))
  await waitFor(() => expect(app.left).toHaveLength(1))
  expect(app.left[0]!.searchParams.get('scope')).toMatch(/data_access\] .*:view_consents$/)
  await app.auth.finish((await submitSignIn(app.left[0]!, { identity: ada.id })).searchParams)

  const name = /^Take back: use your data on “Globus Tutorial Collection 1/
  await app.user.click(await screen.findByRole('button', { name }))
  const dialog = await screen.findByRole('dialog', { name: 'Take this permission back?' })
  await app.user.click(within(dialog).getByRole('button', { name: 'Take it back' }))
  await waitFor(() => expect(screen.queryByRole('button', { name })).not.toBeInTheDocument())
  const consents = Array.from(app.emulator.world.tables.consents.values())
  expect(consents.filter(({ path }) => path.some((scope) => scope.includes(TUTORIAL)))).toEqual([])
  expect(app.auth.session.store.getState().session?.scope).not.toContain(TUTORIAL)
  for (const { token } of app.emulator.world.tables.tokens.values())
    expect(document.documentElement.outerHTML).not.toContain(token)
})
