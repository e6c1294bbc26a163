import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { isNotDirectory, isNotFound } from '../../api/errors'
import { fileQueries } from '../../api/queries/files'
import { notify } from '../../components/toasts'
import { visibleText } from '../../components/visible-name'
import { ErrorNotice } from '../shared/ErrorNotice'
import { explainError } from '../shared/explain-error'
import { lastName } from '../shared/file-path'
import { findNearestFolder } from './nearest-folder'
import { selectOnly } from '../shared/selection'
import { placeKey, setSelection } from './selection-store'
import type { PaneView } from './use-pane-view'

/**
 * Why a folder could not be read, or not again, and what helps. Of one place: elsewhere it is begun anew (`key`), and
 * what it was looking for is forgotten.
 */
export function ListingTrouble({ view }: { view: PaneView }) {
  const { listing, parent, update, collection } = view
  const nearest = useNearestFolder(view)
  const kept = listing.data !== undefined
  return (
    <>
      <ErrorNotice
        error={listing.error}
        {...(kept && { doing: 'This folder could not be read again' })}
        onRetry={() => void listing.refetch({ cancelRefetch: false })}
        failedAt={listing.errorUpdatedAt}
        contact={collection.data?.contact_email ?? collection.data?.contact_info ?? null}
        offers={{
          'choose-collection': {
            label: 'Choose another collection',
            onClick: () => update({ collection: null, path: null }),
          },
          ...(parent !== null && {
            'go-up': { label: 'Open the folder above', onClick: () => openAbove(view, parent) },
            nearest: {
              label: `Go to the nearest folder that ${isNotFound(listing.error) ? 'exists' : 'you may open'}`,
              busy: nearest.isPending,
              onClick: nearest.mutate,
            },
          }),
        }}
      >
        {kept && <p>What was there before is still shown.</p>}
        {nearest.data === null && <p>None of the folders above it can be opened either.</p>}
      </ErrorNotice>
      {nearest.error && (
        <ErrorNotice
          error={nearest.error}
          doing="The folders above could not be looked at"
          onRetry={nearest.mutate}
        />
      )}
    </>
  )
}

function useNearestFolder({ pane, path, parent, listing, update }: PaneView) {
  const client = useQueryClient()
  const stopper = useRef<AbortController | null>(null)
  const { mutate, ...search } = useMutation({
    mutationFn: () => {
      stopper.current = new AbortController()
      return findNearestFolder(
        { path: path!, above: parent, error: listing.error },
        // What the cache says of a folder may be as old as what it said of this one.
        (folder) => client.query({ ...fileQueries.directory(pane.collection!, folder), staleTime: 0 }),
        stopper.current.signal,
      )
    },
  })
  // Whoever goes elsewhere is not called back.
  useEffect(() => () => stopper.current?.abort(), [])
  return {
    ...search,
    mutate: () =>
      mutate(undefined, {
        onSuccess: (found) => {
          if (found === null) return
          notify({
            title: 'This is the nearest folder that can be opened',
            description: `${visibleText(lastName(found.missing))}: ${explainError(found.error).title}`,
          })
          update({ path: found.path, filter: '' })
        },
      }),
  }
}

function openAbove({ side, pane, path, update, listing }: PaneView, above: string) {
  // What was typed is a file: its folder is opened, and the file stands under the cursor.
  if (isNotDirectory(listing.error) && path !== null)
    setSelection(side, placeKey(pane.collection, above), selectOnly(lastName(path)))
  update({ path: above, filter: '' })
}
