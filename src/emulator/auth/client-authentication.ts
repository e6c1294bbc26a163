import type { Call } from '../http'
import type { Client, World } from '../world'
import { sha256Hex } from './bytes'
import { credentialsOf, isPublic } from './clients'
import { OAuthError } from './refusals'

const BASIC = /^Basic +([A-Za-z0-9+/]+=*) *$/i

/**
 * Which client makes an OAuth2 call: one with a secret by HTTP Basic, a public one by its name alone.
 * https://docs.globus.org/api/auth/reference/#client_authentication
 */
export function requireClient(call: Call, form: URLSearchParams): Client {
  const named = form.get('client_id')
  if (call.request.headers.has('authorization')) {
    const client = basicClient(call)
    if (!client) throw new OAuthError('invalid_client', 'The client is unknown or its secret is wrong')
    if (named !== null && named !== client.client_id)
      throw new OAuthError('invalid_request', 'client_id is not the client of the Authorization header')
    return client
  }
  const client = call.world.tables.clients.get(named ?? '')
  if (!client) throw new OAuthError('invalid_client', 'The client_id is missing or unknown')
  if (!isPublic(client))
    throw new OAuthError('invalid_client', 'This client has to authenticate with HTTP Basic')
  return client
}

/** The same for calls that only clients with a secret may make. */
export function requireConfidentialClient(call: Call, form: URLSearchParams): Client {
  const client = requireClient(call, form)
  if (isPublic(client))
    throw new OAuthError('invalid_client', 'This call needs a client that authenticates with HTTP Basic')
  return client
}

/** The client whose id and secret the call carries, or null. */
export function basicClient({ world, request }: Call): Client | null {
  const encoded = BASIC.exec(request.headers.get('authorization') ?? '')?.[1]
  const text = encoded === undefined ? null : decode(encoded)
  const cut = text?.indexOf(':') ?? -1
  if (text === null || cut < 0) return null
  const [id, secret] = [text.slice(0, cut), text.slice(cut + 1)]
  const client = world.tables.clients.get(formDecoded(id))
  // The RFC wants id and secret form-encoded; the Python SDK sends them as they are.
  const isRight = client && [secret, formDecoded(secret)].some((one) => hasSecret(world, client, one))
  return isRight ? client : null
}

const hasSecret = (world: World, { client_id }: Client, secret: string) => {
  const digest = sha256Hex(secret)
  return credentialsOf(world, client_id).some(({ secret_sha256 }) => secret_sha256 === digest)
}

function decode(encoded: string): string | null {
  try {
    return atob(encoded)
  } catch {
    return null
  }
}

const formDecoded = (text: string) => new URLSearchParams(`x=${text.replaceAll('&', '%26')}`).get('x') ?? ''
