import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, test, vi } from 'vitest'
import { LoginError } from '../../src/auth/login-error'
import { ada, ben } from '../../src/emulator/sample/identities'
import { submitSignIn } from '../contract/sign-in'
import { filesPath } from '../../src/app/paths'
import { startCopy } from '../support/start-copy'
import { CLIENT_ID, idOf, PAGE, renderApp } from '../support/render-app'

const door = () => screen.findByRole('button', { name: 'Sign in with Globus' })

describe('the door', () => {
  test('A21: asks nothing of anybody before it is opened, and then leads to Globus', async () => {
    const route = filesPath({ left: { collection: idOf('Beamtime'), path: '/' } })
    const { user, seen, left, auth } = await renderApp(route, { as: null })
    const button = await door()
    expect(button).toHaveFocus()
    expect([seen, left]).toEqual([[], []])

    await user.click(button)
    await waitFor(() => expect(left).toHaveLength(1))
    const url = left[0]!
    expect(url.origin + url.pathname).toBe('https://auth.globus.org/v2/oauth2/authorize')
    expect(Object.fromEntries(url.searchParams)).toMatchObject({
      client_id: CLIENT_ID,
      redirect_uri: PAGE,
      response_type: 'code',
      code_challenge_method: 'S256',
    })

    const back = await submitSignIn(url, { identity: ada.id })
    expect(await auth.finish(back.searchParams)).toMatchObject({ returnTo: route, changed: null })
    expect(await screen.findByRole('row', { name: /run-0417/ })).toBeVisible()
  })

  test.each<[LoginError, RegExp, RegExp]>([
    [new LoginError('denied', '<img src=x onerror=alert(1)>'), /Access was not allowed/, /<img src=x/],
    [new LoginError('code-refused'), /took too long, or was used before/, /Start a new one/],
    [new LoginError('not-ours'), /did not start in this tab/, /set aside for your safety/],
    [new LoginError('clock', 'It is about 120 minutes behind.'), /clock of this device/, /120 minutes/],
  ])('tells of an attempt that came to nothing: %s', async (loginFailure, title, text) => {
    await renderApp('/files', { as: null, loginFailure })
    const alert = await screen.findByRole('alert')
    expect(alert).toHaveTextContent(title)
    expect(alert).toHaveTextContent(text)
    expect(alert.querySelector('img')).toBeNull()
    expect(await door()).toBeEnabled()
  })

  test('B3: signs in by a window of its own where the browser keeps nothing for the page', async () => {
    const open = vi.spyOn(window, 'open').mockReturnValue(null)
    const { user, left } = await renderApp('/files', { as: null })
    vi.spyOn(Storage.prototype, 'setItem').mockImplementation(() => {
      throw new DOMException('denied', 'SecurityError')
    })
    await user.click(await door())
    await waitFor(() => expect(open).toHaveBeenCalledTimes(1))
    expect(String(open.mock.calls[0]![0])).toMatch(/^https:\/\/auth\.globus\.org\/v2\/oauth2\/authorize\?/)
    expect(left).toEqual([])
  })

  test('says that a sign-in which is found used up has ended', async () => {
    const token = { access_token: 'old', resource_server: 'x', scope: '', expires_at_ms: Date.now() - 1 }
    const person = { subject: 's', username: 'u', name: '', organization: '' }
    window.sessionStorage.setItem(
      `towpath:/:${CLIENT_ID}:session`,
      JSON.stringify({ person, scope: '', tokens: { x: token } }),
    )
    await renderApp('/files', { as: null })
    expect(await screen.findByRole('status')).toHaveTextContent('Your sign-in has ended')
  })

  test('carries the host’s name, accent and help, and says how long the permission lasts', async () => {
    await renderApp('/files', {
      as: null,
      config: {
        title: 'Fenwick Light Source',
        accent: '#7a0044',
        helpUrl: 'https://help.fenwick.example/globus',
        tokenStorage: 'memory',
      },
    })
    expect(await screen.findByText('Fenwick Light Source')).toBeVisible()
    expect(document.title).toBe('Towpath · Fenwick Light Source')
    expect(document.documentElement.style.getPropertyValue('--accent-light')).toBe('#7a0044')
    const help = screen.getByRole('link', { name: 'Help from help.fenwick.example' })
    expect(help).toHaveAttribute('href', 'https://help.fenwick.example/globus')
    expect(help).toHaveAttribute('rel', expect.stringContaining('noopener'))
    expect(screen.getByText(/ends when you reload it/)).toBeInTheDocument()
  })
})

test('a step-up that came to nothing is told above the screens, until it is dismissed', async () => {
  const { user } = await renderApp('/files', { loginFailure: new LoginError('denied') })
  const alert = await screen.findByRole('alert')
  expect(alert).toHaveTextContent('You did not allow access')
  expect(alert).toHaveTextContent('ask again from the pane whenever you like')
  await user.click(within(alert).getByRole('button', { name: 'Dismiss' }))
  expect(screen.queryByRole('alert')).not.toBeInTheDocument()
})

test('A19: somebody else than before is told who is signed in now, and who was', async () => {
  const changed = { from: 'ben@riverside.example', to: 'ada@example.edu' }
  const { user } = await renderApp('/files', { changed })
  const notice = await screen.findByText(/You are now signed in as ada@example\.edu/)
  expect(notice).toHaveTextContent('before it was ben@riverside.example')
  expect(notice.closest('[role=status]')).not.toBeNull()
  await user.click(screen.getByRole('button', { name: 'Dismiss' }))
  expect(notice).not.toBeInTheDocument()
})

describe('the person’s menu', () => {
  const open = async (user: Awaited<ReturnType<typeof renderApp>>['user']) => {
    await user.click(await screen.findByRole('button', { name: /ada@example\.edu/ }))
    return screen.findByRole('menu')
  }

  test('names the person and changes the theme, which is kept', async () => {
    const { user } = await renderApp('/files')
    const menu = await open(user)
    expect(menu).toHaveTextContent('Ada Example')
    expect(menu).toHaveTextContent('Alder University')
    await user.click(within(menu).getByRole('menuitemradio', { name: 'Dark' }))
    expect(document.documentElement.dataset.theme).toBe('dark')
    expect(window.localStorage.getItem('towpath:theme')).toBe('dark')
    await user.click(within(menu).getByRole('menuitemradio', { name: 'As the system' }))
    expect(document.documentElement.dataset.theme).toBeUndefined()
  })

  test('A20: signs out: every token is revoked, nothing is left, and the door is shown', async () => {
    const { user, seen, auth, emulator } = await renderApp('/files')
    const tokens = Object.values(auth.session.store.getState().session!.tokens)
    const menu = await open(user)
    const elsewhere = within(menu).getByRole('menuitem', { name: /Sign out of Globus too/ })
    expect(elsewhere).toHaveAttribute(
      'href',
      expect.stringMatching(/^https:\/\/auth\.globus\.org\/v2\/web\/logout\?/),
    )
    await user.click(within(menu).getByRole('menuitem', { name: 'Sign out of Towpath' }))
    expect(await door()).toBeVisible()
    await waitFor(() =>
      expect(seen.filter(({ url }) => url.pathname === '/v2/oauth2/token/revoke')).toHaveLength(
        tokens.length,
      ),
    )
    expect(tokens.filter(({ access_token }) => emulator.world.tables.tokens.get(access_token))).toEqual([])
    expect(window.sessionStorage).toHaveLength(0)
  })

  test('A20: leaves nothing to whoever signs in next', async () => {
    const { user, auth } = await renderApp(filesPath({ left: { collection: idOf('Beamtime'), path: '/' } }), {
      before: (about) => startCopy(about, { label: 'hers alone', from: '/README.md', to: '/incoming/x' }),
    })
    expect(await screen.findByRole('row', { name: /run-0417/ })).toBeVisible()
    await user.click(screen.getByRole('link', { name: /Tasks/ }))
    expect(await screen.findByRole('link', { name: 'hers alone' })).toBeVisible()
    await user.click(within(await open(user)).getByRole('menuitem', { name: 'Sign out of Towpath' }))
    expect(await door()).toBeVisible()

    const url = await auth.begin({ returnTo: '/tasks' })
    await auth.finish((await submitSignIn(url, { identity: ben.id })).searchParams)
    expect(await screen.findByRole('button', { name: /ben@riverside/ })).toBeVisible()
    expect(screen.queryByText('hers alone')).not.toBeInTheDocument()
    expect(await screen.findByText('No tasks yet')).toBeVisible()
    expect(screen.getByRole('link', { name: 'Files' })).toHaveAttribute('href', '#/files')
  })

  test('A20: says so when Globus did not confirm it', async () => {
    const { user, intercept } = await renderApp('/files')
    intercept(({ url }) => (url.endsWith('/revoke') ? new Response(null, { status: 503 }) : null))
    await user.click(within(await open(user)).getByRole('menuitem', { name: 'Sign out of Towpath' }))
    expect(await door()).toBeVisible()
    expect(await screen.findByRole('status')).toHaveTextContent('Globus did not confirm it')
  })
})
