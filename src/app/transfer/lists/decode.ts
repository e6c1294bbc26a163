import type { Steps } from '../../shared/derived'
import { stepsInSlices } from '../slices'

/** A text, and whether some of its bytes were none. */
export type Decoded = { text: string; isBroken: boolean } | { problem: string }

/** The longest list that is read, in bytes. */
const MOST_BYTES = 200_000_000
const CHUNK = 1 << 20

const BINARY =
  'This is no text file. Save a spreadsheet as CSV first; a list can also be tab-separated, lines of a batch, a checksum file or JSON.'

/** The text of a file in UTF-8 or UTF-16, with or without a byte order mark. */
export async function decodeText(bytes: Uint8Array<ArrayBuffer>, signal?: AbortSignal): Promise<Decoded> {
  if (bytes.length === 0) return { problem: 'The file is empty.' }
  if (bytes.length > MOST_BYTES) return { problem: 'The file is larger than 200 MB. Cut it into parts.' }
  const encoding = encodingOf(bytes)
  if (!encoding) return { problem: BINARY }
  try {
    const strict = new TextDecoder(encoding, { fatal: true })
    return { text: await stepsInSlices(decodeAll(bytes, strict), signal), isBroken: false }
  } catch (error) {
    if (!(error instanceof TypeError)) throw error
    const lenient = new TextDecoder(encoding)
    return { text: await stepsInSlices(decodeAll(bytes, lenient), signal), isBroken: true }
  }
}

function* decodeAll(bytes: Uint8Array<ArrayBuffer>, decoder: TextDecoder): Steps<string> {
  const parts: string[] = []
  for (let at = 0; at < bytes.length; at += CHUNK) {
    parts.push(decoder.decode(bytes.subarray(at, at + CHUNK), { stream: true }))
    yield
  }
  parts.push(decoder.decode())
  return parts.join('')
}

/** Null for what is no text: there are NUL bytes in it. */
function encodingOf(bytes: Uint8Array): string | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
  const head = bytes.subarray(0, 4096)
  const zeros = [0, 0]
  for (const [at, byte] of head.entries()) if (byte === 0) zeros[at % 2]! += 1
  const [even = 0, odd = 0] = zeros
  if (even + odd === 0) return 'utf-8'
  // UTF-16 without a mark: each plain letter has a zero on the same side.
  if (even === 0 && odd > head.length / 4) return 'utf-16le'
  if (odd === 0 && even > head.length / 4) return 'utf-16be'
  return null
}
