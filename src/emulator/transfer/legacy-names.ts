import type { Collection } from '../world'

/** The alphabet of RFC 4648, in lower case. */
const DIGITS = 'abcdefghijklmnopqrstuvwxyz234567'

/** How people were called before they had ids: `u_` and the 128 bits of the id in base 32. */
export function legacyName(id: string): string {
  // 26 digits have two bits more than the id.
  const bits = BigInt(`0x${id.replaceAll('-', '')}`) << 2n
  const digits = Array.from({ length: 26 }, (_, index) => DIGITS[Number((bits >> BigInt(5 * index)) & 31n)])
  return `u_${digits.toReversed().join('')}`
}

/** `owner#name`, as collections were once addressed. */
export const canonicalName = ({ document }: Collection) => `${document.owner_id}#${document.id}`
