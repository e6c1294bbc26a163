import { keep, parseKept, readKept } from '../shared/kept'

/** As many collections as are remembered; then the message of the one dismissed first is shown again. */
const MOST = 300

/** Which message of which collection was dismissed: the words themselves are not kept. */
export function readSeen(text: string | null): ReadonlyMap<string, string> {
  const stored = parseKept(text)
  return new Map(
    Array.isArray(stored)
      ? stored.filter(
          (pair): pair is [string, string] =>
            Array.isArray(pair) && pair.length === 2 && pair.every((part) => typeof part === 'string'),
        )
      : [],
  )
}

export function noteSeen(key: string, collectionId: string, message: string) {
  const seen = new Map(readSeen(readKept(key)))
  // The last one noted stands last.
  seen.delete(collectionId)
  seen.set(collectionId, markOf(message))
  keep(key, JSON.stringify(Array.from(seen).slice(-MOST)))
}

/** Differs when the message does, as far as anybody will notice. */
export function markOf(message: string): string {
  let hash = 5381
  for (let at = 0; at < message.length; at += 1) hash = (Math.imul(hash, 33) ^ message.charCodeAt(at)) >>> 0
  return hash.toString(36)
}
