import { registerClient, type Registration } from '../../../src/emulator/auth/clients'
import { authRoutes } from '../../../src/emulator/auth/routes'
import { dataAccessScope, TRANSFER_ALL } from '../../../src/emulator/auth/scopes'
import { createManualClock } from '../../../src/emulator/clock'
import { matchRoute } from '../../../src/emulator/http'
import type { Collection } from '../../../src/emulator/world'
import { ADA, BEN, CLIENT, openBareWorld, ORIGINS, START_MS } from '../../support/bare-world'
import { shareSigningKey } from '../../support/signing-key'

export const AUTH = ORIGINS.auth
export const OTHER_CLIENT = '22222222-2222-4222-8222-222222222222'
export const REDIRECT = 'https://app.example/towpath/'
/** The pair of RFC 7636, appendix B. */
export const VERIFIER = 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk'
export const CHALLENGE = 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM'

export const MAPPED = 'aaaaaaaa-0000-4000-8000-000000000001'
export const HIGH_ASSURANCE = 'aaaaaaaa-0000-4000-8000-000000000002'
export const GUEST = 'aaaaaaaa-0000-4000-8000-000000000003'
export const TRANSFER_WITH_DATA = `${TRANSFER_ALL}[*${dataAccessScope(MAPPED)}]`

export { ADA, BEN, CLIENT }

const REGISTRATIONS: readonly Registration[] = [
  {
    client_id: CLIENT,
    name: 'Towpath',
    redirect_uris: [REDIRECT, `${REDIRECT}?x=1`],
    prompt_for_named_grant: true,
  },
  { client_id: OTHER_CLIENT, name: 'Other', redirect_uris: [REDIRECT] },
]

const collection = (id: string, entityType: string, highAssurance: boolean): Collection =>
  ({
    id,
    // Auth looks at these fields only.
    document: {
      id,
      display_name: `Collection ${id.slice(-1)}`,
      entity_type: entityType,
      high_assurance: highAssurance,
      https_server: id === GUEST ? 'https://data.example' : null,
    },
  }) as Collection

/** An Auth service over a world of two people, two applications and three collections. */
export async function openAuth({ withKey = true } = {}) {
  const clock = createManualClock(START_MS)
  const world = await openBareWorld({ clock })
  for (const client of REGISTRATIONS) registerClient(world, client)
  if (withKey) await shareSigningKey(world)
  world.tables.collections.put(MAPPED, collection(MAPPED, 'GCSv5_mapped_collection', false))
  world.tables.collections.put(HIGH_ASSURANCE, collection(HIGH_ASSURANCE, 'GCSv5_mapped_collection', true))
  world.tables.collections.put(GUEST, collection(GUEST, 'GCSv5_guest_collection', false))

  const call = async (path: string, init?: RequestInit): Promise<Response> => {
    const request = new Request(AUTH + path, init)
    const url = new URL(request.url)
    const found = matchRoute(authRoutes, request.method, url.pathname)
    if (!('handler' in found)) throw new Error(`No route for ${request.method} ${path}`)
    return found.handler({ world, request, url, params: found.params, requestId: 'q3Zk81LmP' })
  }
  const post = (path: string, fields: Fields, headers: Record<string, string> = {}) =>
    call(path, { method: 'POST', body: new URLSearchParams(listFields(fields)), headers })
  const get = (path: string, token?: string, headers: Record<string, string> = {}) =>
    call(path, { headers: token === undefined ? headers : { authorization: `Bearer ${token}` } })

  const authorize = (fields: Fields = {}) =>
    call(`/v2/oauth2/authorize?${new URLSearchParams(listFields({ ...REQUEST, ...fields })).toString()}`)
  const decide = (fields: Fields = {}) =>
    post('/v2/oauth2/authorize', { ...REQUEST, identity: ADA.id, decision: 'allow', ...fields })
  const exchange = (code: string, fields: Fields = {}) =>
    post('/v2/oauth2/token', {
      grant_type: 'authorization_code',
      client_id: CLIENT,
      redirect_uri: REDIRECT,
      code_verifier: VERIFIER,
      code,
      ...fields,
    })
  const signIn = async (fields: Fields = {}): Promise<TokenDocument> => {
    const answer = await exchange(parametersOf(await decide(fields)).code!)
    return answer.json() as Promise<TokenDocument>
  }
  return { world, clock, call, post, get, authorize, decide, exchange, signIn }
}

export type Auth = Awaited<ReturnType<typeof openAuth>>

export type TokenDocument = {
  access_token: string
  refresh_token?: string
  id_token?: string
  scope: string
  state?: string
  expires_in: number
  token_type: string
  resource_server: string
  other_tokens: TokenDocument[]
}

/** A field may be left out (null) or sent several times (list). */
export type Fields = Record<string, string | string[] | null>

const REQUEST: Fields = {
  client_id: CLIENT,
  redirect_uri: REDIRECT,
  response_type: 'code',
  scope: `openid profile email ${TRANSFER_WITH_DATA}`,
  state: 'st&te',
  code_challenge: CHALLENGE,
  code_challenge_method: 'S256',
}

/** The header of a client with a secret. */
export const basic = (id: string, secret: string) => `Basic ${btoa(`${id}:${secret}`)}`

const listFields = (fields: Fields): [string, string][] =>
  Object.entries(fields).flatMap(([name, value]) =>
    [value ?? []].flat().map((one): [string, string] => [name, one]),
  )

/** The parameters a redirect takes back to the application. */
export const parametersOf = (response: Response): Record<string, string> =>
  Object.fromEntries(new URL(response.headers.get('location') ?? 'nowhere:').searchParams)
