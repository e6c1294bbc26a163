import type { RefObject } from 'react'
import { isCut } from '../../api/listing'
import { visibleText } from '../../components/visible-name'
import { lazyPart } from '../shared/lazy-part'
import type { DialogKind } from './action-offers'
import { meanFilter } from './meant-expressions'
import { PaneHeader } from './PaneHeader'
import { PaneListing } from './PaneListing'
import { ListingTrouble } from './ListingTrouble'
import { PaneMessage } from './PaneMessage'
import { useRememberPlace } from './recent-places'
import { PaneStatus } from './PaneStatus'
import { PaneToolbar } from './PaneToolbar'
import { PathBar } from './PathBar'
import { placeAfter, placeBefore, usePaneHistory } from './pane-history'
import { setActiveSide } from './selection-store'
import type { PaneDrag } from './use-drag'
import { useFocusKept } from './use-focus-kept'
import type { PaneView } from './use-pane-view'

const CollectionNotices = lazyPart(() =>
  import('./CollectionNotices').then(({ CollectionNotices }) => CollectionNotices),
)

const PartNotice = lazyPart(() => import('./PartNotice').then(({ PartNotice }) => PartNotice))

/** The parts of a pane that the screen gives the keyboard to. */
export type PaneParts = {
  picker: RefObject<HTMLButtonElement | null>
  list: RefObject<HTMLDivElement | null>
  filter: RefObject<HTMLInputElement | null>
}

type PaneProps = {
  view: PaneView
  /** Where there is no other beside it. */
  name?: string
  active: boolean
  /** Takes the keyboard when the page opens. */
  focusOnOpen: boolean
  parts: PaneParts
  editingPath: boolean
  onEditingPath: (editing: boolean) => void
  /** Null while a folder cannot be made here. */
  onNewFolder: (() => void) | null
  renaming: string | null
  /** `byKey`: the keyboard is to go back to the list. */
  onRenamed: (byKey: boolean) => void
  onMenu: (x: number, y: number) => void
  onDialog: (kind: DialogKind) => void
  drag?: PaneDrag
  /** Gives the keyboard to the other pane's list; null while there is none to see. */
  onOtherList: (() => boolean) | null
}

const NAMES = { left: 'Left pane', right: 'Right pane' }

/** One collection's folder: what is open, where, and what is in it. */
export function Pane(props: PaneProps) {
  const { view, active, focusOnOpen, parts, editingPath, onEditingPath, onNewFolder } = props
  const { side, pane, update, collection, listing, path, place } = view
  const visits = usePaneHistory((panes) => panes[side])
  useRememberPlace(view)
  const before = placeBefore(visits)
  const after = placeAfter(visits)
  const { name: paneName = NAMES[side] } = props
  const focusList = () => parts.list.current?.focus()
  const noteFocus = useFocusKept(parts.list)

  return (
    // Whatever is used inside makes this the active pane; the section itself is not a control.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <section
      aria-label={paneName}
      onFocus={(event) => {
        setActiveSide(side)
        noteFocus(event)
      }}
      onPointerDown={() => setActiveSide(side)}
      className={`flex min-h-0 min-w-0 flex-1 flex-col gap-1.5 rounded-lg border bg-panel pt-2 outline outline-offset-0 ${active ? 'border-accent outline-accent' : 'border-line outline-transparent'}`}
    >
      <PaneHeader view={view} paneName={paneName} picker={parts.picker} onDialog={props.onDialog} />
      {collection.data && (
        <CollectionNotices
          key={collection.data.id}
          whileLoading={null}
          collection={collection.data}
          onDone={focusList}
        />
      )}
      <PathBar
        paneName={paneName}
        collectionId={pane.collection}
        path={pane.collection === null ? null : path}
        parent={view.parent}
        refreshing={listing.isFetching}
        editing={editingPath}
        onEditing={onEditingPath}
        back={before && (() => update({ ...before, filter: '' }))}
        forward={after && (() => update({ ...after, filter: '' }))}
        onGo={view.go}
        onRefresh={view.refresh}
        onDone={focusList}
      />
      <PaneToolbar
        // A new folder starts with its own filter, not with what was half typed in the last one.
        key={place}
        paneName={paneName}
        filter={pane.filter}
        onFilter={(filter) => {
          meanFilter(filter)
          update({ filter })
        }}
        filterField={parts.filter}
        filterProblem={view.filterProblem}
        filterWaits={view.filterWaits}
        showHidden={pane.showHidden}
        onShowHidden={(showHidden) => update({ showHidden })}
        onNewFolder={onNewFolder}
        onDone={focusList}
        sort={pane.sort}
        onSort={(sort) => update({ sort })}
      />
      {path !== null && (pane.only !== '' || (listing.data && isCut(listing.data))) && (
        <PartNotice key={`part ${place}`} whileLoading={null} view={view} onDone={focusList} />
      )}
      {listing.isRefetchError && (
        <div className="px-2">
          <ListingTrouble key={place} view={view} />
        </div>
      )}
      <div className="flex min-h-0 flex-1 flex-col border-t border-line">
        <PaneListing
          view={view}
          list={parts.list}
          label={`${paneName}: ${path === null ? 'no folder' : visibleText(path)}`}
          focusOnOpen={focusOnOpen}
          empty={<PaneMessage view={view} />}
          renaming={props.renaming}
          onRenamed={props.onRenamed}
          onMenu={props.onMenu}
          drag={props.drag}
          onOtherList={props.onOtherList}
        />
      </div>
      <PaneStatus view={view} />
    </section>
  )
}
