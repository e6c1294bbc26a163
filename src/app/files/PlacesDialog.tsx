import { useMutation, useQuery } from '@tanstack/react-query'
import { type ReactNode, useRef } from 'react'
import {
  createBookmarkMutation,
  deleteBookmarkMutation,
  renameBookmarkMutation,
} from '../../api/queries/bookmark-changes'
import { bookmarkedCollections } from '../../api/queries/bookmarked-collections'
import { bookmarkQueries } from '../../api/queries/bookmarks'
import type { Bookmark } from '../../api/wire-collections'
import { Button } from '../../components/Button'
import { Dialog } from '../../components/Dialog'
import { FileName } from '../../components/FileName'
import { SIDES } from '../paths'
import { ErrorNotice } from '../shared/ErrorNotice'
import { bookmarkPath } from '../shared/file-path'
import { type PlaceItem, PlaceList } from './PlaceList'
import { type RecentPlace, useRecentPlaces } from './recent-places'
import { useOpenPlaces } from './use-open-places'
import type { PaneView } from './use-pane-view'
import { useWorkspaces, type Workspace } from './workspaces'

type PlacesDialogProps = {
  view: PaneView
  /** Makes a workspace of both panes; null while one of them shows nothing. */
  onSave: (() => void) | null
  onClose: () => void
}

/** The bookmarks, which Globus keeps; the workspaces and the folders visited lately, which this browser keeps. */
export function PlacesDialog({ view, onSave, onClose }: PlacesDialogProps) {
  const content = useRef<HTMLDivElement>(null)
  return (
    <Dialog
      open
      wide
      onClose={onClose}
      title="Bookmarks and workspaces"
      initialFocus={content}
      actions={<Button onClick={onClose}>Close</Button>}
    >
      <div
        ref={content}
        tabIndex={-1}
        className="-mr-3 flex min-h-0 flex-col gap-4 overflow-y-auto pr-3 outline-none"
      >
        <Bookmarks
          onOpen={(bookmark) => {
            view.update({ collection: bookmark.endpoint_id, path: bookmarkPath(bookmark), filter: '' })
            onClose()
          }}
        />
        <Workspaces onSave={onSave} onOpened={onClose} />
        <RecentPlaces
          onOpen={({ collection, path }) => {
            view.update({ collection, path, filter: '' })
            onClose()
          }}
        />
      </div>
    </Dialog>
  )
}

type BookmarkItem = PlaceItem & { bookmark: Bookmark }

function Bookmarks({ onOpen }: { onOpen: (bookmark: Bookmark) => void }) {
  const bookmarks = useQuery(bookmarkQueries.list())
  const list = bookmarks.data ?? []
  const collections = useQuery({ ...bookmarkedCollections(list), enabled: list.length > 0 }).data
  const create = useMutation(createBookmarkMutation())
  const rename = useMutation(renameBookmarkMutation())
  const remove = useMutation(deleteBookmarkMutation())

  const items = list.map((bookmark): BookmarkItem => {
    const collection = collections?.get(bookmark.endpoint_id)
    const path = bookmarkPath(bookmark)
    const known = collection && 'name' in collection ? collection.name : null
    return {
      id: bookmark.id,
      name: bookmark.name,
      trouble: collection && 'gone' in collection ? 'the collection is gone, or hidden from you' : null,
      detail: (
        <>
          {known !== null && (
            <>
              <FileName name={known} />{' '}
            </>
          )}
          <FileName name={path} className="font-mono" />
        </>
      ),
      bookmark,
    }
  })
  return (
    <Part title="Bookmarks">
      {bookmarks.error && !bookmarks.data && (
        <ErrorNotice error={bookmarks.error} onRetry={() => void bookmarks.refetch()} />
      )}
      {bookmarks.isPending && <p className="text-ink-2">Looking…</p>}
      {bookmarks.data?.length === 0 && (
        <p className="text-ink-2">None yet. The star above a pane bookmarks the folder it shows.</p>
      )}
      <PlaceList
        label="Bookmarks"
        what="bookmark"
        items={items}
        onOpen={({ bookmark }) => onOpen(bookmark)}
        onRename={({ id }, name) => rename.mutateAsync({ id, name })}
        onRemove={({ id }) => remove.mutateAsync(id)}
        onRestore={({ bookmark }) => create.mutateAsync(bookmark)}
      />
      {rename.error && <ErrorNotice error={rename.error} doing="The bookmark was not renamed" />}
      {remove.error && <ErrorNotice error={remove.error} doing="The bookmark was not removed" />}
      {create.error && <ErrorNotice error={create.error} doing="The bookmark was not put back" />}
    </Part>
  )
}

type WorkspaceItem = PlaceItem & { workspace: Workspace }

function Workspaces({ onSave, onOpened }: { onSave: (() => void) | null; onOpened: () => void }) {
  const { workspaces, save, rename, remove } = useWorkspaces()
  const openPlaces = useOpenPlaces()
  const items = workspaces.map((workspace): WorkspaceItem => ({
    id: workspace.name,
    name: workspace.name,
    trouble: null,
    detail: SIDES.map((side) => {
      const { collectionName, path } = workspace.panes[side]
      return (
        <span key={side}>
          {side === 'right' && ' and '}
          <FileName name={collectionName} /> {path !== null && <FileName name={path} className="font-mono" />}
        </span>
      )
    }),
    workspace,
  }))
  return (
    <Part title="Workspaces">
      {items.length === 0 && (
        <p className="text-ink-2">None yet. A workspace is both panes as they are, under one name.</p>
      )}
      <PlaceList
        label="Workspaces"
        what="workspace"
        items={items}
        onOpen={({ workspace }) => {
          openPlaces(workspace.panes)
          onOpened()
        }}
        onRename={async ({ name }, next) => rename(name, next)}
        onRemove={async ({ name }) => remove(name)}
        onRestore={async ({ workspace }) => save(workspace)}
      />
      {onSave && (
        <Button onClick={onSave} className="mt-1 self-start">
          Save both panes as a workspace…
        </Button>
      )}
    </Part>
  )
}

function RecentPlaces({ onOpen }: { onOpen: (place: RecentPlace) => void }) {
  const places = useRecentPlaces()
  if (places.length === 0) return null
  return (
    <Part title="Visited lately">
      <ul aria-label="Visited lately" className="flex flex-col">
        {places.map((place) => (
          <li key={`${place.collection} ${place.path}`}>
            <button
              type="button"
              onClick={() => onOpen(place)}
              className="flex min-h-7 w-full min-w-0 items-baseline gap-2 rounded-md px-2 py-1 text-left hover:bg-accent-wash pointer-coarse:min-h-11"
            >
              <FileName name={place.path ?? ''} className="min-w-0 truncate font-mono text-sm" />{' '}
              <FileName name={place.collectionName} className="shrink-0 text-sm text-ink-2" />
            </button>
          </li>
        ))}
      </ul>
    </Part>
  )
}

const Part = ({ title, children }: { title: string; children: ReactNode }) => (
  <section className="flex flex-col gap-1">
    <h3 className="text-xs font-medium text-ink-3">{title}</h3>
    {children}
  </section>
)
