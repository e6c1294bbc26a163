import { expect, test } from 'vitest'
import type { Auth } from '../../../src/auth/auth'
import { createSessionStore, type Session } from '../../../src/auth/session'
import { signOutTogether } from '../../../src/auth/tabs'

const token = 'sentinel-token'
const aSession = (subject: string): Session => ({
  person: { subject, username: `${subject}@example.edu`, name: '', organization: '' },
  tokens: { t: { access_token: token, resource_server: 't', scope: '', expires_at_ms: Infinity } },
  scope: '',
})

/** Tabs that hear each other, as those of one page and client do. */
function channels() {
  const sent: { name: string; data: unknown }[] = []
  const listening: { name: string; hear: (event: MessageEvent) => void }[] = []
  const open = (name: string) => {
    const own: ((event: MessageEvent) => void)[] = []
    return {
      postMessage: (data: unknown) => {
        sent.push({ name, data })
        for (const other of listening)
          if (other.name === name && !own.includes(other.hear)) other.hear({ data } as MessageEvent)
      },
      addEventListener: (_type: string, hear: unknown) => {
        const listener = hear as (event: MessageEvent) => void
        own.push(listener)
        listening.push({ name, hear: listener })
      },
    } as unknown as BroadcastChannel
  }
  return { sent, open }
}

function aTab(
  open: (name: string) => BroadcastChannel,
  subject: string | null,
  prefix = 'towpath:/:client:',
) {
  const session = createSessionStore(prefix, false)
  if (subject) session.set(aSession(subject))
  let revoked = 0
  const signOut = () => {
    if (session.store.getState().session) revoked += 1
    session.clear()
    return Promise.resolve(0)
  }
  const auth = signOutTogether({ session, signOut } as unknown as Auth, prefix, open)
  return { auth, isIn: () => session.store.getState().session !== null, revoked: () => revoked }
}

test('G8: whoever signs out in one tab is out in all of theirs, each of which revokes its own tokens', async () => {
  const { sent, open } = channels()
  const [one, two, ben, elsewhere] = [
    aTab(open, 'ada'),
    aTab(open, 'ada'),
    aTab(open, 'ben'),
    // Checklist B4: another deployment on the same origin.
    aTab(open, 'ada', 'towpath:/other/:client:'),
  ]
  await one.auth.signOut()
  expect([one, two, ben, elsewhere].map(({ isIn }) => isIn())).toEqual([false, false, true, true])
  expect([one, two].map(({ revoked }) => revoked())).toEqual([1, 1])
  // It is told once, not passed on in a circle, and holds no token.
  expect(sent).toHaveLength(1)
  expect(JSON.stringify(sent)).not.toContain(token)
})

test('G8: signs out alone where tabs cannot hear each other', async () => {
  const { auth, isIn } = aTab(() => null as unknown as BroadcastChannel, 'ada')
  await auth.signOut()
  expect(isIn()).toBe(false)
})

test.each([null, 'signedOut', {}, { signedOut: true }, { signedOut: 'ben' }])(
  'a message that is not about this person changes nothing: %j',
  (message) => {
    const { open } = channels()
    const { isIn } = aTab(open, 'ada')
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel has no target
    open('towpath:/:client:sign-out').postMessage(message)
    expect(isIn()).toBe(true)
  },
)
