import { type RefObject, useRef } from 'react'
import { visibleText } from '../../components/visible-name'
import { collectionTrouble } from '../shared/collection-words'
import { lazyPart } from '../shared/lazy-part'
import { CollectionPicker } from './CollectionPicker'
import { PaneListing } from './PaneListing'
import { PaneMessage } from './PaneMessage'
import { PaneStatus } from './PaneStatus'
import { PaneToolbar } from './PaneToolbar'
import { PathBar } from './PathBar'
import { setActiveSide } from './selection-store'
import type { PaneView } from './use-pane-view'

const NewFolderDialog = lazyPart(() =>
  import('./NewFolderDialog').then(({ NewFolderDialog }) => NewFolderDialog),
)

type PaneProps = {
  view: PaneView
  active: boolean
  /** Takes the keyboard when the page opens. */
  focusOnOpen: boolean
  /** The list of files, for whoever gives the keyboard back to it. */
  list: RefObject<HTMLDivElement | null>
  /** The dialog for a new folder is the page's business, since F7 works in both panes. */
  newFolder: { open: boolean; onOpen: () => void; onClose: () => void }
}

const NAMES = { left: 'Left pane', right: 'Right pane' }

/** One collection's folder: what is open, where, and what is in it. */
export function Pane({ view, active, focusOnOpen, list, newFolder }: PaneProps) {
  const { side, pane, update, collection, listing, path, place } = view
  const filterField = useRef<HTMLInputElement>(null)
  const paneName = NAMES[side]
  const focusList = () => list.current?.focus()
  const go = (next: string) => update({ path: next, filter: '' })
  const trouble = collection.data ? collectionTrouble(collection.data) : null

  return (
    // Whatever is used inside makes this the active pane; the section itself is not a control.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <section
      aria-label={paneName}
      onFocus={() => setActiveSide(side)}
      onPointerDown={() => setActiveSide(side)}
      className={`flex min-h-0 min-w-0 flex-1 flex-col gap-1.5 rounded-lg border bg-panel pt-2 outline outline-offset-0 ${active ? 'border-accent outline-accent' : 'border-line outline-transparent'}`}
    >
      <div className="flex min-w-0 items-center gap-2 px-2">
        <CollectionPicker
          paneName={paneName}
          collection={collection.data}
          onPick={(id, start) => update({ collection: id, path: start, filter: '' })}
        />
        {trouble && (
          <span className="shrink-0 rounded-full border border-line px-2 text-sm text-warn">{trouble}</span>
        )}
        {collection.data?.high_assurance && (
          <span className="shrink-0 rounded-full border border-line px-2 text-sm text-ink-2">
            high assurance
          </span>
        )}
      </div>
      <PathBar
        paneName={paneName}
        path={pane.collection === null ? null : path}
        parent={view.parent}
        refreshing={listing.isFetching}
        onGo={go}
        onRefresh={() => {
          void collection.refetch()
          void listing.refetch()
        }}
        onDone={focusList}
      />
      <PaneToolbar
        // A new folder starts with its own filter, not with what was half typed in the last one.
        key={place}
        filter={pane.filter}
        onFilter={(filter) => update({ filter })}
        filterField={filterField}
        showHidden={pane.showHidden}
        onShowHidden={(showHidden) => update({ showHidden })}
        onNewFolder={listing.data ? newFolder.onOpen : null}
        onDone={focusList}
        sort={pane.sort}
        onSort={(sort) => update({ sort })}
      />
      <div className="flex min-h-0 flex-1 flex-col border-t border-line">
        <PaneListing
          view={view}
          list={list}
          label={`${paneName}: ${path === null ? 'no folder' : visibleText(path)}`}
          onFilterKey={() => filterField.current?.focus()}
          focusOnOpen={focusOnOpen}
          empty={<PaneMessage view={view} />}
        />
      </div>
      <PaneStatus view={view} />
      {newFolder.open && listing.data && pane.collection !== null && (
        <NewFolderDialog
          whileLoading={null}
          onClose={newFolder.onClose}
          collectionId={pane.collection}
          place={place}
          side={side}
          listing={listing.data}
        />
      )}
    </section>
  )
}
