import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { Button } from '../../components/Button'
import { formatCount, plural } from '../../components/format'
import type { Side } from '../paths'
import { useOfferActions } from '../shared/actions'
import { explainError } from '../shared/explain-error'
import type { Comparison } from './compare-panes'
import { forgetWalked, setWalked } from './compare-store'
import { compareTrees, type TreeComparison } from './compare-tree'
import { FolderProblems } from '../shared/FolderProblems'
import { folderLister } from '../shared/folder-walk'
import { useWalk } from '../shared/use-walk'
import type { WalkEnd } from '../shared/walk'

type CompareBelowProps = {
  comparison: Comparison
  collections: Record<Side, string>
  /** Which two folders these are. */
  places: string
  toleranceMs: number
  /** What was found before may no longer be so. */
  old: boolean
}

/** Looks below the folders that both panes have, when asked to. */
export function CompareBelow(props: CompareBelowProps) {
  const { comparison, collections, places, toleranceMs, old } = props
  const client = useQueryClient()
  const { walk, end, walking, go, stop } = useWalk<TreeComparison>()
  const known = walk?.verdicts.size ?? 0

  const [listings, setListings] = useState(comparison.listings)

  useEffect(() => {
    if (walk && known > 0) setWalked({ places, verdicts: new Map(walk.verdicts), listings })
  }, [walk, known, places, listings])

  const begin = () => {
    forgetWalked()
    setListings(comparison.listings)
    const side = (of: Side) => ({
      listing: comparison.listings[of],
      list: folderLister(client, collections[of]),
    })
    go(compareTrees({ left: side('left'), right: side('right') }, toleranceMs))
  }
  useOfferActions('compare-below', () => [
    walking
      ? { id: 'compare-stop', label: 'Stop comparing below', group: 'Panes', run: stop }
      : {
          id: 'compare-below',
          label: 'Compare with everything below',
          group: 'Panes',
          run: begin,
        },
  ])

  const early = walk && end && end.kind !== 'finished' ? walk : null
  return (
    <div className="flex min-w-0 flex-wrap items-center gap-x-2 gap-y-1">
      {walk && (
        <p className="text-sm text-ink-2">
          <span role="status">{end ? endWords(walk, end) : 'Comparing below…'}</span>
          {walking &&
            ` ${plural(walk.seen.folders, 'folder')}, ${plural(walk.seen.entries, 'entry', 'entries')} seen; ${formatCount(known)} of ${formatCount(walk.folders)} decided`}
        </p>
      )}
      {old && !walking && (
        <p role="status" className="text-sm text-warn">
          Something has changed since; what is said of folders may be old.
        </p>
      )}
      {/* One button for each pair of verbs, so that whoever pressed it keeps the keyboard there. */}
      {(walking || early) && (
        <Button onClick={early ? () => go(early) : stop}>{early ? 'Go on' : 'Stop'}</Button>
      )}
      <Button look={old ? 'plain' : 'quiet'} busy={walking} onClick={begin}>
        {walk || old ? 'Compare again' : 'Compare below as well'}
      </Button>
      {walk && <FolderProblems walk={walk} />}
    </div>
  )
}

function endWords({ folders, verdicts, leftOut }: TreeComparison, end: WalkEnd): string {
  if (end.kind === 'broken')
    return `${explainError(end.error).title}. What was found is kept: ${formatCount(verdicts.size)} of ${plural(folders, 'folder')}.`
  if (end.kind === 'stopped')
    return `Stopped: ${formatCount(verdicts.size)} of ${plural(folders, 'folder')} compared below.`
  if (folders === 0) return 'No folder is on both sides.'
  return `${plural(folders, 'folder')} compared with ${leftOut() > 0 ? 'most of what is' : 'everything'} below.`
}
