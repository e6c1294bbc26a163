import { act, render, type RenderResult } from '@testing-library/react'
import userEvent, { type UserEvent } from '@testing-library/user-event'
import { onTestFinished, vi } from 'vitest'
import { App } from '../../src/app/App'
import { type Config, parseConfig } from '../../src/app/config'
import { BASE_SCOPE } from '../../src/app/scopes'
import type { AppServices } from '../../src/app/services'
import { forgetPerson } from '../../src/app/shared/on-sign-out'
import { start } from '../../src/app/start'
import type { AccountChange, Auth } from '../../src/auth/auth'
import type { LoginError } from '../../src/auth/login-error'
import { createEmulator, type Emulator } from '../../src/emulator/emulator'
import { sampleCollections } from '../../src/emulator/sample/collections'
import type { WeatherDocument } from '../../src/emulator/weather/weather'
import { memoryStorage } from '../../src/emulator/storage/memory'
import { submitSignIn } from '../contract/sign-in'
import { shareSigningKey } from './signing-key'

export const CLIENT_ID = '0d1a4c1e-6b7f-4a52-8c0e-1f2f6b1c9a10'
export const PAGE = 'http://localhost:3000/'

/** The id of the sample collection whose name begins so. */
export function idOf(name: string): string {
  const found = sampleCollections.find(({ document }) => document.display_name.startsWith(name))
  if (!found) throw new Error(`The sample world has no collection called ${name}`)
  return found.id
}

/** A request the page made, as the far side saw it. */
export type Seen = { method: string; url: URL; body: string }

type Answer = (request: Request) => Promise<Response | null> | Response | null

export type TestApp = RenderResult & {
  user: UserEvent
  emulator: Emulator
  auth: Auth
  /** Requests to the services so far. */
  seen: Seen[]
  /** Where the page wanted to send the browser. */
  left: URL[]
  /** Lets the next requests that match fail or be answered otherwise; null lets a request through. */
  intercept: (answer: Answer) => void
}

type Options = {
  /** Username of the sample person who is signed in; null for nobody. */
  as?: string | null
  /** Collections whose data_access is granted beforehand. */
  consents?: string[]
  config?: Partial<Config>
  loginFailure?: LoginError
  changed?: AccountChange
  rateBytesPerSecond?: number
  /** From before the person signs in. */
  weather?: WeatherDocument
  isDeliberate?: AppServices['isDeliberate']
  /** As `intercept`, from the first request on. */
  intercept?: Answer
  /** What has happened before the page is opened; the person is signed in by then. */
  before?: (about: Pick<TestApp, 'emulator' | 'auth'>) => unknown
}

/** The whole app over an emulator in memory, at a route such as `/files?left=…`. Any other request fails the test. */
export async function renderApp(route: string, options: Options = {}): Promise<TestApp> {
  const { as = 'ada@example.edu', consents = [] } = options
  const emulator = await createEmulator({
    storage: memoryStorage(),
    clients: [{ client_id: CLIENT_ID, name: 'Towpath', redirect_uris: [PAGE] }],
    rateBytesPerSecond: options.rateBytesPerSecond ?? Infinity,
    ...(options.weather && { weather: options.weather }),
  })
  await shareSigningKey(emulator.world)
  // Tasks that still run would go on during the next test.
  onTestFinished(() => emulator.close())
  const seen: Seen[] = []
  const left: URL[] = []
  let answerInstead: Answer = () => null
  vi.stubGlobal('fetch', async (input: string | URL | Request, init?: RequestInit) => {
    // A browser takes the page's own AbortSignal; Node's Request does not know jsdom's.
    const { signal, ...rest } = init ?? {}
    const request = new Request(input, rest)
    const url = new URL(request.url)
    if (!Object.values(emulator.world.origins).includes(url.origin))
      throw new Error(`A request that nobody listed: ${request.method} ${request.url}`)
    seen.push({ method: request.method, url, body: await request.clone().text() })
    const response = (await answerInstead(request)) ?? (await emulator.fetch(request))
    signal?.throwIfAborted()
    return response
  })

  // What an earlier test left in the page's stores.
  forgetPerson()
  window.history.replaceState(null, '', `${PAGE}#${route}`)
  const config = {
    ...parseConfig(JSON.stringify({ clientId: CLIENT_ID, environment: 'production' })),
    ...options.config,
  }
  const { auth } = start(config, PAGE)
  if (as !== null) await signIn(auth, emulator, as, consents)
  await options.before?.({ emulator, auth })
  seen.length = 0
  if (options.intercept) answerInstead = options.intercept

  const user = userEvent.setup()
  const result = render(
    <App
      services={{
        config,
        auth,
        loginFailure: options.loginFailure ?? null,
        changed: options.changed ?? null,
        pageAddress: PAGE,
        leave: (url) => {
          left.push(url)
        },
        addressOf: (url) => url.href,
        // jsdom's events are nobody's, and waiting for each button would take long.
        isDeliberate: options.isDeliberate ?? (() => true),
      }}
    />,
  )
  // Lazy screens arrive in a later task.
  await act(async () => undefined)
  return Object.assign(result, {
    user,
    emulator,
    auth,
    seen,
    left,
    intercept: (answer: Answer) => {
      answerInstead = answer
    },
  })
}

/** Through the emulator's own sign-in page, as everybody. */
async function signIn(auth: Auth, emulator: Emulator, username: string, consents: string[]) {
  const identity = Array.from(emulator.world.tables.identities.values()).find(
    (one) => one.username === username,
  )
  if (!identity) throw new Error(`The sample world has no ${username}`)
  const dataAccess = consents.map((id) => `*https://auth.globus.org/scopes/${id}/data_access`).join(' ')
  const transfer = BASE_SCOPE.split(' ').at(-1)
  const url = await auth.begin({ returnTo: '/', scopes: dataAccess ? [`${transfer}[${dataAccess}]`] : [] })
  const back = await submitSignIn(url, { identity: identity.id })
  await auth.finish(back.searchParams)
}
