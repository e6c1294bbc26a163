import { useMemo } from 'react'
import { isCut, type Listing, totalBytes } from '../../api/listing'
import { formatBytes, formatCount, formatDuration, plural } from '../../components/format'
import { nameIndex } from '../shared/name-index'
import { useNow } from '../shared/use-now'
import { useSelection } from './selection-store'
import type { PaneView } from './use-pane-view'

/** One line: what is selected, what is shown, and whether that is everything. */
export function PaneStatus({ view }: { view: PaneView }) {
  const { listing, rows } = view
  const selection = useSelection(view)
  const shownBytes = useMemo(() => (rows ? totalBytes(rows.listing, rows.order) : 0), [rows])
  const selected = useMemo(
    () => (listing.data ? countSelected(listing.data, selection.names) : null),
    [listing.data, selection.names],
  )
  if (!rows || !listing.data) return <div className="h-8.5 border-t border-line-soft" />
  const all = listing.data.entries.length
  const shown = rows.order.length
  const { total } = listing.data
  return (
    <div className="flex min-h-8.5 items-center gap-x-2 overflow-hidden border-t border-line-soft px-3 py-1 text-sm whitespace-nowrap text-ink-2">
      {selected && selected.count > 0 && (
        <span className="font-semibold text-ink">
          {formatCount(selected.count)} selected
          {selected.bytes > 0 && ` · ${formatBytes(selected.bytes)}`}
          {selected.folders > 0 && ` · ${plural(selected.folders, 'folder')}`}
        </span>
      )}
      <span className="truncate">
        {shown < all ? `${formatCount(shown)} of ${plural(all, 'item')}` : plural(all, 'item')}
        {shownBytes > 0 && `, ${formatBytes(shownBytes)} in files here`}
      </span>
      {isCut(listing.data) && (
        <span className="truncate text-warn">
          {total === null ? 'Perhaps not all are listed' : `Not all of ${formatCount(total)} are listed`}
        </span>
      )}
      {/* The pane has told why (ListingTrouble). */}
      {listing.isRefetchError && (
        <span className="truncate text-warn">
          Old: <Age since={listing.dataUpdatedAt} />
        </span>
      )}
    </div>
  )
}

const Age = ({ since }: { since: number }) => `read ${formatDuration((useNow(true) - since) / 1000)} ago`

function countSelected(listing: Listing, names: ReadonlySet<string>) {
  const counted = { count: 0, folders: 0, bytes: 0 }
  for (const name of names) {
    // Asked for here: a folder that is just opened has nothing selected, and is shown sooner without an index.
    const entry = nameIndex(listing).get(name)
    // Deleted since it was selected.
    if (entry === undefined) continue
    counted.count += 1
    counted.folders += listing.isFolder[entry]!
    counted.bytes += listing.sizes[entry]!
  }
  return counted
}
