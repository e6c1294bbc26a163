import { md5, sha1 } from '@noble/hashes/legacy.js'
import { sha256, sha512 } from '@noble/hashes/sha2.js'
import { bytesToHex } from '@noble/hashes/utils.js'

const ALGORITHMS = { MD5: md5, SHA1: sha1, SHA256: sha256, SHA512: sha512 }

export type ChecksumAlgorithm = keyof typeof ALGORITHMS

/** The algorithm of that name, in whatever case and with or without a hyphen; null when the emulator has none. */
export function checksumAlgorithm(name: string): ChecksumAlgorithm | null {
  const plain = name.toUpperCase().replace('-', '')
  return plain in ALGORITHMS ? (plain as ChecksumAlgorithm) : null
}

/** Hex digits in a checksum of that algorithm. */
export const checksumLength = (algorithm: ChecksumAlgorithm) => ALGORITHMS[algorithm].outputLen * 2

/** A checksum that is fed piece by piece; `hex` ends it. */
export function startChecksum(algorithm: ChecksumAlgorithm): {
  update: (bytes: Uint8Array) => void
  hex: () => string
} {
  const hash = ALGORITHMS[algorithm].create()
  return { update: (bytes) => void hash.update(bytes), hex: () => bytesToHex(hash.digest()) }
}
