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

/** `owner#name`, as collections were once addressed; those of servers have ids for both. */
export const canonicalName = ({ document }: Collection) =>
  `${document.entity_type.startsWith('GCP_') ? legacyName(document.owner_id) : document.owner_id}#${document.id}`

/** Every server has a name of its own, made from its owner's id as the real ones are made from the endpoint's. */
export const serverName = ({ document }: Collection) =>
  `${(document.host_endpoint_id ?? document.owner_id).slice(0, 6)}.emulated.data.globus.org`
