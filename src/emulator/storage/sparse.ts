/** Content is kept in pieces of this size; a piece of zeros is not kept at all. */
export const CHUNK_BYTES = 64 * 1024

export const isZero = (bytes: Uint8Array) => {
  for (let index = 0; index < bytes.length; index += 1) if (bytes[index] !== 0) return false
  return true
}

/** The bytes of one file in memory. Holes cost nothing, so a copy of a 400 MB hole costs nothing either. */
export class SparseContent {
  #size = 0
  readonly #chunks = new Map<number, Uint8Array>()
  /** Pieces that have changed since whoever keeps a copy of them emptied this set. */
  readonly changed = new Set<number>()

  get size() {
    return this.#size
  }

  /** Bytes really held. */
  get heldBytes() {
    return this.#chunks.size * CHUNK_BYTES
  }

  /** The numbers of the pieces that are not holes. */
  heldPieces(): Iterable<number> {
    return this.#chunks.keys()
  }

  /** The bytes of one piece, as far as the content goes; null for a hole. */
  piece(index: number): Uint8Array | null {
    const chunk = this.#chunks.get(index)
    return chunk ? chunk.slice(0, Math.min(CHUNK_BYTES, this.#size - index * CHUNK_BYTES)) : null
  }

  read(offset: number, length: number): Uint8Array {
    const end = Math.min(this.#size, offset + length)
    const bytes = new Uint8Array(Math.max(0, end - offset))
    for (const piece of piecesOf(offset, bytes.length)) {
      const chunk = this.#chunks.get(piece.index)
      if (chunk) bytes.set(chunk.subarray(piece.from, piece.from + piece.length), piece.at)
    }
    return bytes
  }

  write(offset: number, bytes: Uint8Array) {
    for (const piece of piecesOf(offset, bytes.length)) {
      const part = bytes.subarray(piece.at, piece.at + piece.length)
      let chunk = this.#chunks.get(piece.index)
      if (!chunk) {
        if (isZero(part)) continue
        this.#chunks.set(piece.index, (chunk = new Uint8Array(CHUNK_BYTES)))
      }
      this.changed.add(piece.index)
      chunk.set(part, piece.from)
      if (isZero(chunk)) this.#chunks.delete(piece.index)
    }
    this.#size = Math.max(this.#size, offset + bytes.length)
  }

  truncate(size: number) {
    const lastIndex = Math.floor(size / CHUNK_BYTES)
    for (const index of this.#chunks.keys()) {
      if (index < lastIndex) continue
      this.changed.add(index)
      // What lies behind the end must read as zeros when the file grows again.
      if (index === lastIndex) this.#chunks.get(index)?.fill(0, size % CHUNK_BYTES)
      else this.#chunks.delete(index)
    }
    this.#size = size
  }
}

function* piecesOf(offset: number, length: number) {
  for (let at = 0; at < length;) {
    const index = Math.floor((offset + at) / CHUNK_BYTES)
    const from = (offset + at) % CHUNK_BYTES
    const pieceLength = Math.min(CHUNK_BYTES - from, length - at)
    yield { index, from, at, length: pieceLength }
    at += pieceLength
  }
}
