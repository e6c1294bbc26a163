import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, test } from 'vitest'
import { request } from '../../src/api/http'
import { filesPath } from '../../src/app/paths'
import { ada } from '../../src/emulator/sample/identities'
import { submitSignIn } from '../contract/sign-in'
import { idOf, renderApp } from '../support/render-app'

const SHARE = idOf('Beamtime')
const TUTORIAL = idOf('Globus Tutorial Collection 1')
const TRANSFER = 'urn:globus:auth:scope:transfer.api.globus.org:all'
const left = () => screen.findByRole('region', { name: 'Left pane' })

describe('a sign-in that ends while the page is open', () => {
  test('G5: is one prompt for twenty refused requests; the panes stay, and signing in leads back to them', async () => {
    const route = filesPath({ left: { collection: SHARE, path: '/run-0417/' } })
    const app = await renderApp(route)
    const row = await within(await left()).findByRole('row', { name: /scan_01/ })
    app.intercept(({ url }) =>
      url.startsWith('https://transfer')
        ? Response.json({ code: 'AuthenticationFailed', message: 'Expired' }, { status: 401 })
        : null,
    )
    const before = app.seen.length
    const refused = await Promise.allSettled(
      Array.from({ length: 20 }, (_, at) => request('GET', `/v0.10/task/${at}`)),
    )
    expect(refused.every(({ status }) => status === 'rejected')).toBe(true)
    expect(app.seen.length - before).toBe(20)

    const prompt = await screen.findByRole('alert')
    expect(screen.getAllByRole('alert')).toHaveLength(1)
    expect(prompt).toHaveTextContent('Your sign-in has ended')
    expect(row).toBeVisible()
    // Nothing more is sent with a token that is known to be refused.
    await request('GET', '/v0.10/task_list').catch(() => null)
    expect(app.seen.length - before).toBe(20)

    await app.user.click(within(prompt).getByRole('button', { name: 'Sign in again' }))
    await waitFor(() => expect(app.left).toHaveLength(1))
    app.intercept(() => null)
    const back = await submitSignIn(app.left[0]!, { identity: ada.id })
    expect(await app.auth.finish(back.searchParams)).toMatchObject({ returnTo: route, changed: null })
    await waitFor(() => expect(prompt).not.toBeInTheDocument())
    expect(row).toBeVisible()
  })

  test('is not what a late answer about the token before means', async () => {
    const { auth, intercept } = await renderApp('/tasks')
    const old = auth.session.getToken('transfer.api.globus.org')
    let answer: (response: Response) => void = () => {}
    intercept(({ url }) =>
      url.endsWith('/late')
        ? new Promise((resolve) => {
            answer = resolve
          })
        : null,
    )
    const late = request('GET', '/v0.10/late').catch(() => null)
    const url = await auth.begin({ returnTo: '/tasks' })
    await auth.finish((await submitSignIn(url, { identity: ada.id })).searchParams)
    expect(auth.session.getToken('transfer.api.globus.org')).not.toBe(old)
    answer(Response.json({ code: 'AuthenticationFailed' }, { status: 401 }))
    await late
    expect(auth.session.store.getState().ended).toBe(false)
  })
})

describe('a collection that wants more', () => {
  test('A13: than it was given asks for that one consent, below Transfer, and comes back to both panes', async () => {
    const route = filesPath({ left: { collection: TUTORIAL }, right: { collection: SHARE, path: '/' } })
    const app = await renderApp(route)
    const notice = await within(await left()).findByRole('alert')
    expect(notice).toHaveTextContent('This collection needs your permission')
    await app.user.click(within(notice).getByRole('button', { name: 'Allow access' }))
    await waitFor(() => expect(app.left).toHaveLength(1))
    expect(app.left[0]!.searchParams.get('scope')).toBe(
      `openid profile email ${TRANSFER}[*https://auth.globus.org/scopes/${TUTORIAL}/data_access]`,
    )
    const back = await submitSignIn(app.left[0]!, { identity: ada.id })
    expect(await app.auth.finish(back.searchParams)).toMatchObject({ returnTo: route, changed: null })
  })

  test('and did not get it, because its box was unticked, says what is missing and can ask again', async () => {
    const app = await renderApp(filesPath({ left: { collection: TUTORIAL } }))
    const allow = async () => {
      await app.user.click(within(await left()).getByRole('button', { name: 'Allow access' }))
      await waitFor(() => expect(app.left).toHaveLength(1))
      return app.left.pop()!
    }
    expect(await within(await left()).findByRole('alert')).toHaveTextContent('needs your permission')
    const back = await submitSignIn(await allow(), { identity: ada.id, consent: [] })
    await app.auth.finish(back.searchParams)
    const notice = await within(await left()).findByRole('alert')
    await waitFor(() => expect(notice).toHaveTextContent('Globus still asks for this permission'))
    expect(notice).toHaveTextContent('the box for this collection must stay ticked')
    expect((await allow()).searchParams.get('scope')).toContain(`${TUTORIAL}/data_access`)
  })

  test('than a session of this morning asks to prove again who one is', async () => {
    const app = await renderApp(filesPath({ left: { collection: idOf('Northmoor') } }), {
      before: ({ emulator }) => {
        const { sessions } = emulator.world.tables
        for (const { identity_id, client_id } of sessions.values())
          sessions.put(`${identity_id} ${client_id}`, { identity_id, client_id, authenticated_ms: 0 })
      },
    })
    const pane = await left()
    expect(await within(pane).findByText('high assurance')).toBeVisible()
    const notice = await within(pane).findByRole('alert')
    expect(notice).toHaveTextContent('This collection wants to know that it is you')
    await app.user.click(within(notice).getByRole('button', { name: 'Sign in for this collection' }))
    await waitFor(() => expect(app.left).toHaveLength(1))
    expect(Object.fromEntries(app.left[0]!.searchParams)).toMatchObject({
      session_required_policies: '5bd2845e-1b29-4c9c-abc3-7f28a13ce6c0',
      prompt: 'login',
    })
    // It asks for a proof, not for another consent.
    expect(app.left[0]!.searchParams.get('scope')).not.toContain('data_access')
  })

  test('than a computer that is asleep can give says so, and tries again when asked', async () => {
    const { user, seen } = await renderApp(filesPath({ left: { collection: idOf('Field station') } }))
    const pane = await left()
    expect(await within(pane).findByText('offline')).toBeVisible()
    const notice = await within(pane).findByRole('alert')
    expect(notice).toHaveTextContent('This personal collection is offline')
    const listings = () => seen.filter(({ url }) => url.pathname.endsWith('/ls')).length
    // It is the storage's own trouble, which trying again by itself would not mend (checklist G4).
    expect(listings()).toBe(1)
    await user.click(within(notice).getByRole('button', { name: 'Try again' }))
    await waitFor(() => expect(listings()).toBe(2))
  })
})

describe('a folder that is shown', () => {
  test('shows what was added elsewhere when it is refreshed', async () => {
    const { user, emulator } = await renderApp(filesPath({ left: { collection: SHARE, path: '/' } }))
    const pane = await left()
    await within(pane).findByRole('row', { name: /README/ })
    const tree = emulator.world.trees.get('alder-scratch')!
    await tree.mkdir('/home/ada/beamtime/2026-11/run-0419')
    await user.click(within(pane).getByRole('button', { name: 'Refresh this folder' }))
    expect(await within(pane).findByRole('row', { name: /run-0419/ })).toBeVisible()
  })
})
