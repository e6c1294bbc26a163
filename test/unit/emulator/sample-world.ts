import { dataAccessScope, TRANSFER_ALL, TRANSFER_SERVER } from '../../../src/emulator/auth/scopes'
import { recordAuthentication } from '../../../src/emulator/auth/sessions'
import { createManualClock, type ManualClock } from '../../../src/emulator/clock'
import { createEmulator, type Emulator } from '../../../src/emulator/emulator'
import { seededRandom } from '../../../src/emulator/random'
import { sampleCollections } from '../../../src/emulator/sample/collections'
import { tutorialClient } from '../../../src/emulator/sample/clients'
import type { RealRoot } from '../../../src/emulator/sample/seed'
import { memoryStorage } from '../../../src/emulator/storage/memory'
import type { EmulatorStorage } from '../../../src/emulator/storage/storage'
import type { Identity } from '../../../src/emulator/world'

export const START_MS = Date.UTC(2026, 10, 20, 12, 0, 0)

/** The id of the collection of the sample world with that name, or a name that begins so. */
export function idOf(name: string): string {
  const found = sampleCollections.find(({ document }) => document.display_name.startsWith(name))
  if (!found) throw new Error(`The sample world has no collection called ${name}`)
  return found.id
}

export type Answer = { status: number; body: Record<string, unknown> & { DATA: Record<string, unknown>[] } }

export type SampleWorld = Emulator & {
  clock: ManualClock
  /** Signs a person in: all consents that are asked for, and a session that begins now and meets every policy. */
  signIn: (identity: Identity, consentsTo?: string[]) => Person
}
export type Person = {
  get: (path: string, query?: Record<string, string> | [string, string][]) => Promise<Answer>
  post: (path: string, body: unknown, contentType?: string) => Promise<Answer>
  put: (path: string, body: unknown) => Promise<Answer>
  patch: (path: string, body: unknown) => Promise<Answer>
  remove: (path: string) => Promise<Answer>
}

export async function sampleWorld(storage?: EmulatorStorage, roots: RealRoot[] = []): Promise<SampleWorld> {
  const clock = createManualClock(START_MS)
  const emulator = await createEmulator({
    storage: storage ?? memoryStorage(clock),
    clock,
    random: seededRandom(1),
    roots,
  })
  const { tables, random } = emulator.world
  const clientId = tutorialClient.client_id

  const signIn: SampleWorld['signIn'] = (identity, consentsTo = sampleCollections.map(({ id }) => id)) => {
    const paths = [[TRANSFER_ALL], ...consentsTo.map((id) => [TRANSFER_ALL, dataAccessScope(id)])]
    for (const path of paths) {
      const id = tables.consents.size() + 1
      const at = new Date(clock.now()).toISOString()
      const consent = { id, identity_id: identity.id, client_id: clientId, path, created: at, updated: at }
      tables.consents.put(String(id), consent)
    }
    recordAuthentication(emulator.world, identity.id, clientId, { secondFactor: true })
    const token = random.alphanumeric(40)
    tables.tokens.put(token, {
      token,
      kind: 'access',
      client_id: clientId,
      identity_id: identity.id,
      resource_server: TRANSFER_SERVER,
      scopes: [TRANSFER_ALL],
      expires_ms: clock.now() + 48 * 3600 * 1000,
      issued_ms: clock.now(),
    })
    const send = async (path: string, init: RequestInit): Promise<Answer> => {
      const response = await emulator.fetch(new Request(`${emulator.world.origins.transfer}${path}`, init))
      return { status: response.status, body: (await response.json()) as Answer['body'] }
    }
    const authorization = `Bearer ${token}`
    const sendBody = (method: string, path: string, body: unknown, contentType = 'application/json') =>
      send(path, {
        method,
        headers: { authorization, 'content-type': contentType },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      })
    return {
      get: (path, query = {}) =>
        send(`${path}?${new URLSearchParams(query).toString()}`, { headers: { authorization } }),
      post: (path, body, contentType) => sendBody('POST', path, body, contentType),
      put: (path, body) => sendBody('PUT', path, body),
      patch: (path, body) => sendBody('PATCH', path, body),
      remove: (path) => send(path, { method: 'DELETE', headers: { authorization } }),
    }
  }
  return { ...emulator, clock, signIn }
}
