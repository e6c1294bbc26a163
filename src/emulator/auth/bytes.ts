import { sha256 } from '@noble/hashes/sha2.js'

/** Base64 for URLs, without padding: https://www.rfc-editor.org/rfc/rfc7515#section-2 */
export const base64url = (bytes: Uint8Array) =>
  base64(bytes).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')

export const base64 = (bytes: Uint8Array) => btoa(String.fromCharCode(...bytes))

export const utf8 = (text: string) => new TextEncoder().encode(text)

export const sha256Hex = (text: string) =>
  Array.from(sha256(utf8(text)), (byte) => byte.toString(16).padStart(2, '0')).join('')

/** The id of something that is known by a name here, and by a UUID on the wire: always the same. */
export function namedUuid(name: string): string {
  const hex = sha256Hex(name)
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `5${hex.slice(13, 16)}`,
    `8${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-')
}
