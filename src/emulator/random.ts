/** Where ids, tokens and codes come from. A seed makes a test repeatable; the server uses the system's generator. */
export type Random = {
  bytes: (length: number) => Uint8Array
  uuid: () => string
  /** `length` letters and digits, for tokens, codes and the nine-character request ids of Transfer. */
  alphanumeric: (length: number) => string
}

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'

function fromBytes(bytes: (length: number) => Uint8Array): Random {
  return {
    bytes,
    uuid: () => {
      const raw = bytes(16)
      raw[6] = (raw[6]! & 0x0f) | 0x40
      raw[8] = (raw[8]! & 0x3f) | 0x80
      const hex = Array.from(raw, (byte) => byte.toString(16).padStart(2, '0')).join('')
      return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join(
        '-',
      )
    },
    // 62 letters out of 256 values: a slight bias is of no consequence for identifiers of a hundred bits and more.
    alphanumeric: (length) => Array.from(bytes(length), (byte) => LETTERS[byte % LETTERS.length]).join(''),
  }
}

export const systemRandom: Random = fromBytes((length) => crypto.getRandomValues(new Uint8Array(length)))

/** The same sequence for the same seed (mulberry32): for tests only, the values can be guessed. */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0
  const nextByte = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) & 0xff
  }
  return fromBytes((length) => Uint8Array.from({ length }, nextByte))
}
