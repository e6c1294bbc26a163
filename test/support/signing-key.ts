import type { World } from '../../src/emulator/world'

let made: Promise<JsonWebKey> | undefined

/** Gives a world the key of all worlds of this process: one takes long to make, and nothing depends on its being another. */
export async function shareSigningKey(world: World) {
  made ??= makeKey()
  world.tables.keys.put('key', await made)
}

async function makeKey(): Promise<JsonWebKey> {
  const algorithm = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-512' }
  const { privateKey } = await crypto.subtle.generateKey(
    { ...algorithm, modulusLength: 2048, publicExponent: Uint8Array.of(1, 0, 1) },
    true,
    ['sign', 'verify'],
  )
  return crypto.subtle.exportKey('jwk', privateKey)
}
