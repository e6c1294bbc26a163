import { isCut, type Listing } from '../../api/listing'
import type { FileDocument } from '../../api/wire'
import { type Side, SIDES } from '../paths'
import {
  comparePanes,
  countDifferences,
  isDifference,
  type Pairing,
  pairingAt,
  type Verdict,
} from './compare-panes'
import { concernsAll, type FolderProblem, isWalked, type ListFolder } from '../shared/folder-walk'
import { nameIndex } from '../shared/name-index'
import { createWalk, type Walk } from '../shared/walk'

type TreeSide = { listing: Listing; list: ListFolder }

/** An entry that is not the same on both sides; `below` is its folder's path from the starts. */
export type Difference = { side: Side; below: string; entry: FileDocument; pairing: Pairing }

/** Differences that are kept; more than one task would name, and more than anybody looks through. */
export const MOST_DIFFERENCES = 100_000

export type TreeComparison = Walk & {
  verdicts: Map<string, Verdict>
  problems: FolderProblem[]
  /** On both sides together. */
  seen: { folders: number; entries: number }
  /** Folders of the start that are looked into. */
  folders: number
  /** Of the side asked for, the start's own included; empty when none was asked for. */
  differences: Difference[]
  /** Also those that are not kept. */
  differenceCount: number
}

/** Two folders at the same place below the two starts; `top` is the name right below the start. */
type Pair = { top: string; below: string }

/**
 * Looks below the folders that both sides have until each is known to differ or was seen in full. Once a folder differs,
 * nothing more is asked about it, unless every difference of one side is wanted.
 */
export function compareTrees(
  sides: Record<Side, TreeSide>,
  toleranceMs: number,
  every: Side | null = null,
): TreeComparison {
  const verdicts = new Map<string, Verdict>()
  const problems: FolderProblem[] = []
  const seen = { folders: 0, entries: 0 }
  const open = new Map<string, number>()
  // Tops of which a part could not be read: the same they cannot be called.
  const doubtful = new Set<string>()

  const note = (below: string, left: Listing, right: Listing): number => {
    const compared = comparePanes(left, right, toleranceMs)
    if (every !== null)
      for (const [number, code] of compared.codes[every].entries()) {
        if (!isDifference(code)) continue
        comparison.differenceCount += 1
        if (comparison.differences.length < MOST_DIFFERENCES)
          comparison.differences.push({
            side: every,
            below,
            entry: compared.listings[every].entries[number]!,
            pairing: pairingAt(code),
          })
      }
    return countDifferences(compared)
  }

  const start = commonFolders(sides.left.listing, sides.right.listing).map((name): Pair => {
    open.set(name, 1)
    return { top: name, below: `${name}/` }
  })

  const listBoth = async ({ top, below }: Pair, signal: AbortSignal): Promise<Listing[]> => {
    const answers = await Promise.allSettled(
      SIDES.map((side) => sides[side].list(sides[side].listing.path + below, signal)),
    )
    const refused = answers.map((answer) => (answer.status === 'rejected' ? answer.reason : null))
    for (const error of refused) if (error !== null && (signal.aborted || concernsAll(error))) throw error
    for (const [index, side] of SIDES.entries()) {
      const answer = answers[index]!
      const isPart = answer.status === 'fulfilled' && isCut(answer.value)
      if (answer.status === 'fulfilled' && !isPart) continue
      problems.push({ side, path: sides[side].listing.path + below, error: refused[index] })
      doubtful.add(top)
    }
    const listings = answers.flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : []))
    seen.folders += listings.length
    for (const { entries } of listings) seen.entries += entries.length
    // What is missing from a part of a folder may well be there.
    return listings.filter((listing) => !isCut(listing))
  }

  const step = async (pair: Pair, signal: AbortSignal): Promise<Pair[]> => {
    const { top, below } = pair
    let further: Pair[] = []
    if (every !== null || verdicts.get(top) !== 'below') {
      const [left, right] = await listBoth(pair, signal)
      if (left && right) {
        const differs = note(below, left, right) > 0
        if (differs) verdicts.set(top, 'below')
        if (!differs || every !== null)
          further = commonFolders(left, right).map((name) => ({ top, below: `${below}${name}/` }))
      }
    }
    settle(top, further.length - 1)
    return further
  }

  /** So many more (or fewer) places are open below a top; when none is, it is known how it stands. */
  const settle = (top: string, change: number) => {
    const rest = open.get(top)! + change
    open.set(top, rest)
    if (rest === 0 && !verdicts.has(top)) verdicts.set(top, doubtful.has(top) ? 'unknown' : 'same')
  }

  const walk = createWalk(start, {
    step,
    // The step keeps the errors of single folders itself, because it knows their sides.
    onError: ({ top }) => doubtful.add(top),
    onLeftOut: ({ top }) => {
      doubtful.add(top)
      settle(top, -1)
    },
    concernsAll,
    // Each asks both sides, which are seldom the same storage.
    atOnce: 2,
  })
  const comparison: TreeComparison = {
    ...walk,
    verdicts,
    problems,
    seen,
    folders: start.length,
    differences: [],
    differenceCount: 0,
  }
  note('', sides.left.listing, sides.right.listing)
  return comparison
}

function commonFolders(left: Listing, right: Listing): string[] {
  const index = nameIndex(right)
  return left.entries.flatMap(({ name }, here) => {
    const there = index.get(name)
    return there !== undefined && isWalked(left, here) && isWalked(right, there) ? name : []
  })
}
