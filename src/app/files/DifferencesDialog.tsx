import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useEffectEvent, useRef, useState } from 'react'
import type { Listing } from '../../api/listing'
import { Button } from '../../components/Button'
import { Dialog } from '../../components/Dialog'
import { formatBytes, formatCount, plural } from '../../components/format'
import { otherSide, type Side } from '../paths'
import type { NewItem } from '../shared/draft/draft'
import { FolderProblems } from '../shared/FolderProblems'
import { folderLister } from '../shared/folder-walk'
import { useWalk } from '../shared/use-walk'
import { explainError } from '../shared/explain-error'
import type { Pairing } from './compare-panes'
import { useCompare } from './compare-store'
import { compareTrees, type Difference, MOST_DIFFERENCES, type TreeComparison } from './compare-tree'
import { draftItem } from './draft-items'

type DifferencesDialogProps = {
  from: { side: Side; collectionId: string; listing: Listing }
  to: { collectionId: string; listing: Listing }
  onAdd: (items: (NewItem | null)[]) => void
  onClose: () => void
}

/** What may be sent from a side, in the words of that side. */
type Reason = 'missing' | 'newer' | 'older' | 'size' | 'kind'

const WORDS: Record<Reason, string> = {
  missing: 'missing there',
  newer: 'newer here',
  older: 'older here: a newer one would be overwritten',
  size: 'of another size',
  kind: 'of another kind there',
}

const REASONS = Object.keys(WORDS) as Reason[]

function reasonOf(side: Side, pairing: Pairing): Reason | null {
  const left = side === 'left'
  if (pairing === 'size' || pairing === 'kind') return pairing
  if (pairing === 'newer-left') return left ? 'newer' : 'older'
  if (pairing === 'older-left') return left ? 'older' : 'newer'
  // The other side's own are not of this side.
  return pairing === 'only-left' || pairing === 'only-right' ? 'missing' : null
}

/** Finds every difference between the two folders, everything below them included, and puts them into the transfer. */
export function DifferencesDialog({ from, to, onAdd, onClose }: DifferencesDialogProps) {
  const client = useQueryClient()
  const toleranceMs = useCompare((compare) => compare.toleranceMs)
  const { walk, end, walking, go, stop } = useWalk<TreeComparison>()
  // To overwrite what is newer is never what somebody means without saying so.
  const [wanted, setWanted] = useState<ReadonlySet<Reason>>(() => new Set(['missing', 'newer', 'size']))
  const close = useRef<HTMLButtonElement>(null)
  const begin = useEffectEvent(() => {
    const side = ({ collectionId, listing }: Omit<typeof from, 'side'>) => ({
      listing,
      list: folderLister(client, collectionId),
    })
    const sides = { [from.side]: side(from), [otherSide(from.side)]: side(to) }
    go(compareTrees(sides as Parameters<typeof compareTrees>[0], toleranceMs, from.side))
  })
  useEffect(() => begin(), [])

  const sums = sumUp(walk?.differences ?? [], from.side)
  const chosen = REASONS.filter((reason) => wanted.has(reason)).reduce(
    (sum, reason) => sum + sums[reason].count,
    0,
  )
  const add = () =>
    onAdd(
      (walk?.differences ?? []).flatMap(({ below, entry, pairing }) => {
        const reason = reasonOf(from.side, pairing)
        return reason !== null && wanted.has(reason)
          ? [draftItem(from.listing.path + below, entry, below)]
          : []
      }),
    )
  const toggle = (reason: Reason) =>
    setWanted((before) => {
      const next = new Set(before)
      if (!next.delete(reason)) next.add(reason)
      return next
    })

  return (
    <Dialog
      open
      onClose={onClose}
      title={`Transfer what the ${otherSide(from.side)} pane lacks`}
      description="Both folders are compared with everything below them; folders that only one side has go as a whole."
      initialFocus={close}
      actions={
        <>
          <Button ref={close} onClick={onClose}>
            Close
          </Button>
          {walk && end?.kind !== 'finished' && (
            <Button onClick={walking ? stop : () => go(walk)}>{walking ? 'Stop' : 'Go on'}</Button>
          )}
          <Button look="primary" disabled={walking || chosen === 0} onClick={add}>
            Add {formatCount(chosen)} to the transfer
          </Button>
        </>
      }
    >
      {walk && (
        <div className="flex min-h-0 flex-col gap-2 overflow-y-auto">
          <p>
            <span role="status" className="font-medium">
              {end === null
                ? 'Comparing…'
                : end.kind === 'finished'
                  ? 'Compared.'
                  : end.kind === 'broken'
                    ? `${explainError(end.error).title}. What was found is kept.`
                    : 'Stopped: only what was found so far would be added.'}
            </span>{' '}
            {walk.seen.folders > 0 && (
              <span className="text-ink-2">
                {plural(walk.seen.folders, 'folder')} and {plural(walk.seen.entries, 'entry', 'entries')} seen
                below.
              </span>
            )}
          </p>
          {walk.differenceCount > MOST_DIFFERENCES && (
            <p className="text-warn">
              There are {formatCount(walk.differenceCount)}; the first {formatCount(MOST_DIFFERENCES)} can be
              added. A transfer of the whole folder that copies only what differs takes them all.
            </p>
          )}
          <fieldset className="flex flex-col gap-1">
            <legend className="mb-1 text-sm text-ink-2">What to add</legend>
            {REASONS.map((reason) => {
              const { count, bytes } = sums[reason]
              return (
                <label key={reason} className="flex min-h-7 items-center gap-2 pointer-coarse:min-h-11">
                  <input
                    type="checkbox"
                    checked={wanted.has(reason)}
                    disabled={count === 0}
                    onChange={() => toggle(reason)}
                    className="size-4 accent-accent"
                  />
                  <span className={count === 0 ? 'text-ink-3' : ''}>
                    {formatCount(count)} {WORDS[reason]}
                  </span>
                  {bytes > 0 && <span className="text-sm text-ink-2">{formatBytes(bytes)} in files</span>}
                </label>
              )
            })}
          </fieldset>
          <FolderProblems walk={walk} />
        </div>
      )}
    </Dialog>
  )
}

function sumUp(differences: readonly Difference[], side: Side) {
  const sums = Object.fromEntries(REASONS.map((reason) => [reason, { count: 0, bytes: 0 }])) as Record<
    Reason,
    { count: number; bytes: number }
  >
  for (const { entry, pairing } of differences) {
    const reason = reasonOf(side, pairing)
    if (reason === null) continue
    sums[reason].count += 1
    if (entry.type === 'file') sums[reason].bytes += entry.size ?? 0
  }
  return sums
}
