import type { World } from '../world'
import { base64url, utf8 } from './bytes'

const ALGORITHM = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-512' }

/** The key that signs id_tokens. It is made when first needed, because that takes a moment, and then kept. */
async function signingKey(world: World): Promise<JsonWebKey> {
  const known = world.tables.keys.get('key')
  if (known) return known
  const pair = await crypto.subtle.generateKey(
    { ...ALGORITHM, modulusLength: 2048, publicExponent: Uint8Array.of(1, 0, 1) },
    true,
    ['sign', 'verify'],
  )
  const made = await crypto.subtle.exportKey('jwk', pair.privateKey)
  // Another call may have been faster: all have to use the same key.
  const meanwhile = world.tables.keys.get('key')
  if (meanwhile) return meanwhile
  world.tables.keys.put('key', made)
  return made
}

/** The public half, as `/jwk.json` lists it. */
export async function publicKey(world: World): Promise<JsonWebKey> {
  const { e, kty, n } = await signingKey(world)
  return { alg: 'RS512', e, kty, n, use: 'sig' }
}

/** A signed JSON Web Token with these claims. */
export async function signToken(world: World, claims: Record<string, unknown>): Promise<string> {
  const key = await crypto.subtle.importKey('jwk', await signingKey(world), ALGORITHM, false, ['sign'])
  const content = [{ alg: 'RS512' }, claims].map((part) => base64url(utf8(JSON.stringify(part)))).join('.')
  const signature = await crypto.subtle.sign(ALGORITHM.name, key, utf8(content))
  return `${content}.${base64url(new Uint8Array(signature))}`
}
