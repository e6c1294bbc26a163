import { useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useEffect, useState } from 'react'
import { fileQueries } from '../../api/queries/files'
import { Button } from '../../components/Button'
import { plural } from '../../components/format'
import { Notice } from '../../components/Notice'
import { visibleText } from '../../components/visible-name'
import { isUuid } from '../paths'
import { ErrorNotice } from '../shared/ErrorNotice'
import { showAllPairings } from './compare-store'
import { ListingTrouble } from './ListingTrouble'
import type { PaneView } from './use-pane-view'

/** What a pane says instead of rows: nothing chosen, opening, refused, empty, all filtered away. Null when rows say it. */
export function PaneMessage({ view }: { view: PaneView }) {
  const { pane, update, collection, listing, addressProblem, rows } = view
  const clear = {
    label: 'Choose another collection',
    onClick: () => update({ collection: null, path: null }),
  }
  if (pane.collection === null) return <Hint>Choose a collection above to see its files.</Hint>
  if (addressProblem)
    return (
      <Notice
        live
        tone="warn"
        title="This address cannot be opened"
        actions={
          !isUuid(pane.collection) ? (
            <Button onClick={clear.onClick}>{clear.label}</Button>
          ) : (
            <Button onClick={() => update({ path: null })}>Open the default folder</Button>
          )
        }
      >
        {addressProblem}
      </Notice>
    )
  if (collection.error && !collection.data)
    return (
      <ErrorNotice
        error={collection.error}
        onRetry={() => void collection.refetch({ cancelRefetch: false })}
        failedAt={collection.errorUpdatedAt}
        offers={{ 'choose-collection': clear }}
      />
    )
  if (collection.data?.non_functional)
    return (
      <Notice tone="info" title="This is an endpoint, not a collection">
        An endpoint is the server software of a site and holds no files itself. Search for one of its
        collections above.
      </Notice>
    )
  // A refused refresh keeps the rows (Pane).
  if (listing.error && !listing.data) return <ListingTrouble key={view.place} view={view} />
  if (!listing.data || !rows)
    return listing.isFetching || collection.isFetching ? (
      <Opening view={view} />
    ) : (
      <Hint>
        Stopped.{' '}
        <Button look="quiet" onClick={() => void listing.refetch()}>
          Open again
        </Button>
      </Hint>
    )
  if (rows.order.length > 0) return null
  if (pane.filter !== '')
    return (
      <Hint>
        Nothing here matches “{visibleText(pane.filter)}”.{' '}
        <Button look="quiet" onClick={() => update({ filter: '' })}>
          Show everything
        </Button>
      </Hint>
    )
  if (pane.only !== '' && listing.data.entries.length === 0)
    return <Hint>No name in this folder is like “{visibleText(pane.only)}”.</Hint>
  if (view.marks?.filtered)
    return (
      <Hint>
        Nothing here is of the kinds chosen below.{' '}
        <Button look="quiet" onClick={showAllPairings}>
          Show all kinds
        </Button>
      </Hint>
    )
  const hidden = listing.data.entries.length
  return (
    <Hint>
      {hidden === 0
        ? 'This folder is empty.'
        : `${plural(hidden, 'name')} here, hidden because ${hidden === 1 ? 'it begins' : 'they begin'} with a dot.`}{' '}
      {hidden > 0 && (
        <Button look="quiet" onClick={() => update({ showHidden: true })}>
          Show {hidden === 1 ? 'it' : 'them'}
        </Button>
      )}
    </Hint>
  )
}

const Hint = ({ children }: { children: ReactNode }) => <p className="px-1 py-2 text-ink-2">{children}</p>

/** Milliseconds after which a person wonders; storages may take half a minute and more. */
const SLOW_MS = 4_000

function Opening({ view }: { view: PaneView }) {
  const { pane, path } = view
  const client = useQueryClient()
  const [slow, setSlow] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setSlow(true), SLOW_MS)
    return () => clearTimeout(timer)
  }, [])
  const stop = () =>
    client.cancelQueries({ queryKey: fileQueries.directory(pane.collection ?? '', path ?? '').queryKey })
  return (
    <div role="status" className="flex flex-col gap-2 px-1 py-1">
      <span className="sr-only">Opening…</span>
      {slow ? (
        <p className="flex flex-wrap items-center gap-2 text-ink-2">
          The storage takes its time.
          <Button onClick={() => void stop()}>Stop waiting</Button>
        </p>
      ) : (
        ['w-2/5', 'w-3/5', 'w-1/3', 'w-1/2'].map((width) => (
          <div key={width} aria-hidden className={`h-3 animate-breathe rounded-sm bg-line-soft ${width}`} />
        ))
      )}
    </div>
  )
}
