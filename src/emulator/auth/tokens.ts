import type { Call } from '../http'
import type { Caller, Token, World } from '../world'
import { consentClientId, consentPaths, findConsent, noteUse } from './consents'
import { findIdentity } from './people'
import { knownScope } from './scopes'

/** 48 hours. */
export const ACCESS_TOKEN_SECONDS = 172_800

/** A refresh token dies after six months without use. */
const REFRESH_TOKEN_MS = 182 * 24 * 60 * 60 * 1000

const BEARER = /^Bearer +([A-Za-z0-9._~+/-]+=*) *$/i

/** Who makes this call, or null when its token is missing, unknown, expired, revoked or for another service. */
export function authenticate(call: Call, resourceServer: string): Caller | null {
  const value = BEARER.exec(call.request.headers.get('authorization') ?? '')?.[1]
  const token = value === undefined ? null : liveToken(call.world, value, 'access')
  if (!token || token.resource_server !== resourceServer) return null
  const identity = findIdentity(call.world, token.identity_id)
  return identity ? { identity, clientId: token.client_id, token } : null
}

/** The token of that kind while it lives: not expired, and every consent it rests on still given. */
export function liveToken(world: World, value: string, kind: Token['kind']): Token | null {
  const token = world.tables.tokens.get(value)
  if (!token || token.kind !== kind || token.expires_ms <= world.clock.now()) return null
  const consented = consentPaths(token).every((path) =>
    findConsent(world, token.identity_id, consentClientId(token), path),
  )
  return consented && findIdentity(world, token.identity_id) ? token : null
}

export type Grant = {
  clientId: string
  identityId: string
  /** Top-level scopes. */
  scopes: readonly string[]
  /** Whether each access token comes with a refresh token. */
  offline: boolean
  /** The authorization code behind it, so that a replayed code can take its tokens back. */
  code?: string
  /** For dependent tokens: whose consents they rest on. */
  root?: Token['root']
}

export type Issued = { access: Token; refresh: Token | null }

/** Makes one access token per resource server (and a refresh token beside it), in the order the scopes were asked. */
export function issueTokens(world: World, grant: Grant): Issued[] {
  const scopesByServer = new Map<string, string[]>()
  for (const scope of grant.scopes) {
    const server = knownScope(world, scope)?.resourceServer
    if (server) scopesByServer.set(server, [...(scopesByServer.get(server) ?? []), scope])
  }
  return Array.from(scopesByServer, ([resourceServer, scopes]) => {
    const about = { ...grant, resourceServer, scopes }
    const access = makeToken(world, 'access', about)
    noteUse(world, access)
    return { access, refresh: grant.offline ? makeToken(world, 'refresh', about) : null }
  })
}

/** A new access token of the same person, application and scopes. The refresh token stays and lives on from now. */
export function refreshToken(world: World, refresh: Token): Token {
  world.tables.tokens.put(refresh.token, { ...refresh, expires_ms: world.clock.now() + REFRESH_TOKEN_MS })
  noteUse(world, refresh)
  return makeToken(world, 'access', {
    clientId: refresh.client_id,
    identityId: refresh.identity_id,
    resourceServer: refresh.resource_server,
    scopes: refresh.scopes,
    code: refresh.code,
    root: refresh.root,
  })
}

/** Takes back every token that was made from a code. */
export function revokeTokensOf(world: World, code: string) {
  for (const token of world.tables.tokens.values())
    if (token.code === code) world.tables.tokens.delete(token.token)
}

/** Forgets what has expired, so that the tables do not grow for ever. */
export function forgetExpired(world: World) {
  const now = world.clock.now()
  for (const token of world.tables.tokens.values())
    if (token.expires_ms <= now) world.tables.tokens.delete(token.token)
  // A used code is remembered as long as its tokens live, to take them back when it comes again.
  for (const code of world.tables.codes.values())
    if (code.created_ms + ACCESS_TOKEN_SECONDS * 1000 <= now) world.tables.codes.delete(code.code)
}

type TokenAbout = Pick<Grant, 'clientId' | 'identityId' | 'code' | 'root'> & {
  resourceServer: string
  scopes: string[]
}

function makeToken(world: World, kind: Token['kind'], about: TokenAbout): Token {
  const now = world.clock.now()
  const token: Token = {
    token: `Ag${world.random.alphanumeric(46)}`,
    kind,
    client_id: about.clientId,
    identity_id: about.identityId,
    resource_server: about.resourceServer,
    scopes: about.scopes,
    expires_ms: now + (kind === 'access' ? ACCESS_TOKEN_SECONDS * 1000 : REFRESH_TOKEN_MS),
    issued_ms: now,
    ...(about.code && { code: about.code }),
    ...(about.root && { root: about.root }),
  }
  world.tables.tokens.put(token.token, token)
  return token
}
