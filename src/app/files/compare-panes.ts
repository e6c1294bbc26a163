import type { Listing } from '../../api/listing'
import type { Side } from '../paths'
import { nameIndex } from '../shared/name-index'

/** How a name stands in two folders, said from the left. What comes before `same` is a difference. */
export const PAIRINGS = [
  'only-left',
  'newer-left',
  'size',
  'kind',
  'below',
  'older-left',
  'only-right',
  'same',
  'unknown',
] as const
export type Pairing = (typeof PAIRINGS)[number]

const CODES = Object.fromEntries(PAIRINGS.map((pairing, code) => [pairing, code])) as Record<Pairing, number>

/** What the walk below a folder that both sides have came to; `unknown` when a part of it could not be read. */
export type Verdict = Extract<Pairing, 'same' | 'below' | 'unknown'>

export type Comparison = {
  listings: Record<Side, Listing>
  /** Number of the pairing of each entry. */
  codes: Record<Side, Uint8Array>
  /** Names by the number of their pairing; a name that both sides have counts once. */
  counts: Uint32Array
}

/** Storages round times: FAT to two seconds, many others to one. */
export const USUAL_TOLERANCE_MS = 2_000

/** Infinite: times do not count, only sizes do. */
export function comparePanes(left: Listing, right: Listing, toleranceMs: number): Comparison {
  const index = nameIndex(right)
  const codes = {
    left: new Uint8Array(left.entries.length).fill(CODES['only-left']),
    right: new Uint8Array(right.entries.length).fill(CODES['only-right']),
  }
  const counts = new Uint32Array(PAIRINGS.length)
  let both = 0
  for (let here = 0; here < left.entries.length; here += 1) {
    const there = index.get(left.entries[here]!.name)
    if (there === undefined) continue
    const code = CODES[pairingOf(left, here, right, there, toleranceMs)]
    codes.left[here] = code
    codes.right[there] = code
    counts[code]! += 1
    both += 1
  }
  counts[CODES['only-left']] = left.entries.length - both
  counts[CODES['only-right']] = right.entries.length - both
  return { listings: { left, right }, codes, counts }
}

/** The time decides before the size, because it tells which of the two to keep. */
function pairingOf(left: Listing, here: number, right: Listing, there: number, toleranceMs: number): Pairing {
  // Until somebody looks below them.
  if (left.isFolder[here] && right.isFolder[there]) return 'unknown'
  const a = left.entries[here]!
  const b = right.entries[there]!
  if (a.type !== b.type) return 'kind'
  if (a.type === 'invalid_symlink') return a.link_target === b.link_target ? 'same' : 'size'
  const from = left.modifiedMs[here]!
  const to = right.modifiedMs[there]!
  // 0: this storage does not tell.
  if (from !== 0 && to !== 0 && Math.abs(from - to) > toleranceMs)
    return from > to ? 'newer-left' : 'older-left'
  return left.sizes[here] === right.sizes[there] ? 'same' : 'size'
}

/** The same comparison, with what is known of the folders that both sides have. */
export function withVerdicts(comparison: Comparison, verdicts: ReadonlyMap<string, Verdict>): Comparison {
  const { listings } = comparison
  const codes = { left: comparison.codes.left.slice(), right: comparison.codes.right.slice() }
  const counts = comparison.counts.slice()
  for (const [name, verdict] of verdicts) {
    const here = nameIndex(listings.left).get(name)
    const there = nameIndex(listings.right).get(name)
    if (here === undefined || there === undefined) continue
    // A folder that has become a file since.
    if (!listings.left.isFolder[here] || !listings.right.isFolder[there]) continue
    counts[codes.left[here]!]! -= 1
    counts[CODES[verdict]]! += 1
    codes.left[here] = CODES[verdict]
    codes.right[there] = CODES[verdict]
  }
  return { listings, codes, counts }
}

/** Whether two readings of a folder tell the same of it. */
export function hasSameEntries(before: Listing, now: Listing): boolean {
  if (before === now) return true
  if (before.entries.length !== now.entries.length) return false
  const index = nameIndex(now)
  return before.entries.every(({ name, type, size, last_modified }) => {
    const entry = now.entries[index.get(name) ?? -1]
    return entry?.type === type && entry.size === size && entry.last_modified === last_modified
  })
}

export const isDifference = (code: number) => code < CODES.same

/** How many names are not the same on both sides. */
export const countDifferences = ({ counts }: Comparison) =>
  counts.reduce((sum, count, code) => (isDifference(code) ? sum + count : sum), 0)

export const codeOf = (pairing: Pairing) => CODES[pairing]
export const pairingAt = (code: number): Pairing => PAIRINGS[code] ?? 'unknown'
