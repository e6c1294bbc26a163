import type { Collection } from '../world'
import { isPersonal } from './access'
import { canonicalName, serverName } from './legacy-names'

/** Words that are in too many names to find anything. */
const STOP_WORDS = new Set([
  'a',
  'an',
  'and',
  'at',
  'by',
  'for',
  'from',
  'in',
  'is',
  'of',
  'on',
  'or',
  'the',
  'to',
  'with',
])

const words = (text: string) =>
  text
    .toLowerCase()
    .split(/[^\p{Letter}\p{Number}]+/u)
    .filter((word) => word !== '')

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** What a text asks for: a full id as a whole, else its words, each the beginning of one. */
export function searchWords(text: string): string[] {
  const trimmed = text.trim().toLowerCase()
  return UUID.test(trimmed) ? [trimmed] : words(text).filter((word) => !STOP_WORDS.has(word))
}

/** How well a collection matches, 0 for not at all: all words must match, a name counts more than a description. */
export function rankOf(collection: Collection, wanted: readonly string[]): number {
  const { document } = collection
  if (wanted.length === 1 && wanted[0] === collection.id) return 10
  if (wanted.length === 0) return 0
  const name = words(document.display_name)
  const others = words(
    [
      // An id is one word: nobody looks for its middle.
      canonicalName(collection).replaceAll('-', ''),
      document.description,
      document.organization,
      document.department,
      document.keywords,
      document.owner_string,
      isPersonal(collection) ? null : `https://${serverName(collection)}`,
    ].join(' '),
  )
  const ranks = wanted.map((word) => {
    if (name.includes(word)) return 1
    if (name.some((other) => other.startsWith(word))) return 0.75
    return others.some((other) => other.startsWith(word)) ? 0.25 : 0
  })
  return ranks.includes(0) ? 0 : ranks.reduce<number>((sum, rank) => sum + rank, 0) / ranks.length
}
