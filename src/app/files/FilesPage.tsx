import { useEffect, useState } from 'react'
import { Navigate, useLocation, useSearchParams } from 'react-router'
import { Button } from '../../components/Button'
import { notify } from '../../components/toasts'
import { rememberFiles } from '../last-files'
import { useOfferActions } from '../shared/actions'
import { useAskedDeletion } from '../shared/asked-deletion'
import { filesPath, otherSide, type Side, swapPanes } from '../paths'
import { useServices } from '../services'
import { useHost } from '../shared/host'
import { ErrorNotice } from '../shared/ErrorNotice'
import { useTitle } from '../shared/use-title'
import { lazyPart } from '../shared/lazy-part'
import { toggleCompare, useCompare } from './compare-store'
import { CopyDock } from './CopyDock'
import { CopyStrip } from './CopyStrip'
import { type CopySide, copySide, planBetween } from './copy-plan'
import { FileDialogs } from './FileDialogs'
import type { DialogKind } from './action-offers'
import { useAddition } from './addition'
import { fileActions } from './file-actions'
import { useLayout } from './layout-store'
import { Pane, type PaneParts } from './Pane'
import { usePaneHistory } from './pane-history'
import { PaneSwitch } from './PaneSwitch'
import { PickerPane } from './PickerPane'
import { emptySelection } from '../shared/selection'
import { PaneSplit } from './PaneSplit'
import { readSelection, setSelection, swapSelections, useSelectionStore } from './selection-store'
import { useAddToDraft } from './use-add-to-draft'
import { type CopyAttempt, FAILED_COPY, UNCLEAR_COPY, useCopy } from './use-copy'
import { useComparison } from './use-comparison'
import { useDrag } from './use-drag'
import { useLinkedPanes } from './use-linked-panes'
import { usePaneParts } from './use-pane-parts'
import { type PaneView, usePaneView } from './use-pane-view'

const AskedDeletion = lazyPart(() => import('./AskedDeletion').then(({ AskedDeletion }) => AskedDeletion))
const CompareBar = lazyPart(() => import('./CompareBar').then(({ CompareBar }) => CompareBar))
const FileMenu = lazyPart(() => import('./FileMenu').then(({ FileMenu }) => FileMenu))
const PlaceActions = lazyPart(() => import('./PlaceActions').then(({ PlaceActions }) => PlaceActions))
const OtherDraftDialog = lazyPart(() =>
  import('./OtherDraftDialog').then(({ OtherDraftDialog }) => OtherDraftDialog),
)
const OverwriteDialog = lazyPart(() =>
  import('./OverwriteDialog').then(({ OverwriteDialog }) => OverwriteDialog),
)

/** Two collections side by side, and copying between them. */
export function FilesPage() {
  const { config } = useServices()
  const wish = useHost(({ host }) => host?.pick)
  useTitle('Files')
  const { search, pathname } = useLocation()
  const [parameters] = useSearchParams()
  useEffect(() => rememberFiles(pathname + search), [pathname, search])
  // An address that names no pane is the plain start page: then the host's panes are opened.
  const untouched = !parameters.has('left') && !parameters.has('right')
  const [only] = wish?.collections ?? []
  const start = only ? { left: { collection: only } } : config.start
  if (untouched && (start.left || start.right)) return <Navigate replace to={filesPath(start)} />
  return wish ? <PickerPane /> : <TwoPanes />
}

function TwoPanes() {
  const { views, comparison } = useComparison({ left: usePaneView('left'), right: usePaneView('right') })
  const comparing = useCompare(({ on }) => on)
  const active = useSelectionStore((state) => state.active)
  const [, setSearch] = useSearchParams()
  const [dialog, setDialog] = useState<Question | null>(null)
  const [renaming, setRenaming] = useState<{ side: Side; place: string; name: string } | null>(null)
  const [menu, setMenu] = useState<{ side: Side; x: number; y: number } | null>(null)
  const [editingPath, setEditingPath] = useState<Side | null>(null)
  const panes = useLayout((layout) => layout.panes)
  const visits = usePaneHistory()
  const link = useLinkedPanes(views)
  const parts: Record<Side, PaneParts> = {
    left: usePaneParts(),
    right: usePaneParts(),
  }
  const focusList = (side: Side) => parts[side].list.current?.focus()

  /** On a narrow screen the other pane is not to be seen. */
  const toList = (side: Side) => {
    const list = parts[side].list.current
    if (!list || list.checkVisibility?.() === false) return false
    list.focus()
    return true
  }

  const copy = useCopy(({ side, from, names }) => {
    const { collection, listing, place } = views[side]
    // Only where it was copied from, and only what was copied: the person may have gone on meanwhile.
    if (collection.data?.id === from.collection.id && listing.data?.path === from.listing.path) {
      const now = readSelection(views[side])
      if (now.names === names) setSelection(side, place, { ...emptySelection, cursor: now.cursor })
    }
  })
  const startCopy = (side: Side) => {
    const { names } = readSelection(views[side])
    const plan = planBetween(copySide(views[side]), copySide(views[otherSide(side)]), names)
    if ('problem' in plan) notify({ title: plan.problem })
    else void copy.start({ side, from: plan.from, to: plan.to, names })
    // The control that was pressed may go away with the selection; the keyboard stays where the files are.
    focusList(side)
  }

  const addToDraft = useAddToDraft(views)
  const asked = useAskedDeletion((state) => state.asked)
  const waits = useAddition(({ pending }) => pending !== null)

  // A question about overwriting is about the places it was asked for, and ends with them.
  const asking = copy.asking && isStillShown(copy.asking.attempt, views) ? copy.asking : null
  const failed = copy.failed && isStillShown(copy.failed.attempt, views) ? copy.failed : null

  const swap = () => {
    swapSelections()
    setSearch(swapPanes)
  }
  const rename = (side: Side, name: string) => setRenaming({ side, place: views[side].place, name })
  const openDialog = (kind: DialogKind, side: Side, folder: string | null = null) =>
    setDialog((last) => ({ kind, side, folder, number: (last?.number ?? 0) + 1 }))
  const focusFilter = (side: Side) => parts[side].filter.current?.focus()
  const screen = {
    views,
    active,
    focusList,
    focusFilter,
    editPath: setEditingPath,
    rename,
    openDialog,
    copy: startCopy,
    addToDraft,
    swap,
    link,
    comparing,
  }
  const move = (side: Side, folder: string) => openDialog('move', side, folder)
  const drag = useDrag({ views, copy: startCopy, move })
  const openPicker = (side: Side) => parts[side].picker.current?.click()
  useOfferActions('files', () => fileActions(screen, visits, panes))

  const pane = (side: Side) => (
    <Pane
      view={views[side]}
      active={active === side}
      focusOnOpen={side === 'left'}
      parts={parts[side]}
      editingPath={editingPath === side}
      onEditingPath={(editing) => setEditingPath(editing ? side : null)}
      renaming={renaming?.side === side && renaming.place === views[side].place ? renaming.name : null}
      onRenamed={(byKey) => {
        setRenaming(null)
        if (byKey) focusList(side)
      }}
      onMenu={(x, y) => setMenu({ side, x, y })}
      drag={drag[side]}
      onOtherList={panes === 2 && views[otherSide(side)].rows ? () => toList(otherSide(side)) : null}
      onDialog={(kind) => openDialog(kind, side)}
      onNewFolder={views[side].listing.data ? () => openDialog('new-folder', side) : null}
    />
  )

  return (
    // On a low screen, or at a high zoom, the panes keep a height to work in and the page scrolls.
    <div className="relative flex min-h-0 flex-1 flex-col overflow-x-clip overflow-y-auto">
      <h1 className="sr-only">Files</h1>
      <PlaceActions
        whileLoading={null}
        views={views}
        active={active}
        openDialog={openDialog}
        openPicker={openPicker}
      />
      <PaneSwitch views={views} active={active} />
      <PaneSplit
        active={active}
        left={pane('left')}
        strip={
          <CopyStrip
            active={active}
            views={views}
            busy={copy.busy}
            onCopy={startCopy}
            onSwap={swap}
            comparing={comparing}
            onCompare={toggleCompare}
            linked={link.linked}
            onLink={link.toggle}
          />
        }
        right={pane('right')}
      />
      {comparing && (
        <CompareBar
          whileLoading={null}
          views={views}
          active={active}
          comparison={comparison}
          onDone={() => focusList(active)}
        />
      )}
      {failed && (
        <div className="px-2 pb-2">
          <ErrorNotice
            error={failed.error}
            doing={FAILED_COPY}
            whenUnclear={UNCLEAR_COPY}
            onRetry={() => {
              void copy.retry()
              focusList(failed.attempt.side)
            }}
            actions={
              <Button
                onClick={() => {
                  copy.dismiss()
                  focusList(failed.attempt.side)
                }}
              >
                Dismiss
              </Button>
            }
          >
            {failed.unclear &&
              'If you check again, the very same is asked for: nothing runs twice. The transfer screen keeps it too.'}
          </ErrorNotice>
        </div>
      )}
      <CopyDock
        view={views[active]}
        other={views[otherSide(active)]}
        busy={copy.busy}
        onCopy={() => startCopy(active)}
      />
      {asking && (
        <OverwriteDialog
          whileLoading={null}
          plan={asking.plan}
          onCancel={copy.cancel}
          onConfirm={() => {
            void copy.confirm()
            focusList(asking.attempt.side)
          }}
        />
      )}
      {dialog && (
        <FileDialogs
          // One that waits out of sight for its answer is not the one that is asked anew.
          key={dialog.number}
          kind={dialog.kind}
          view={views[dialog.side]}
          other={views[otherSide(dialog.side)]}
          folder={dialog.folder}
          addToDraft={addToDraft}
          onClose={() => setDialog((open) => (open === dialog ? null : open))}
        />
      )}
      {asked && (
        <AskedDeletion
          whileLoading={null}
          asked={asked}
          view={views.left}
          onAsk={() => openDialog('delete', 'left')}
        />
      )}
      {waits && <OtherDraftDialog whileLoading={null} />}
      {menu && (
        <FileMenu
          key={`${menu.x} ${menu.y}`}
          whileLoading={null}
          x={menu.x}
          y={menu.y}
          onClose={() => {
            setMenu(null)
            focusList(menu.side)
          }}
        />
      )}
    </div>
  )
}

/** What is asked in a dialog; the number tells it from one of the same kind asked before. */
type Question = { kind: DialogKind; side: Side; folder: string | null; number: number }

type Views = Record<Side, PaneView>

const isStillShown = ({ side, from, to }: CopyAttempt, views: Views) =>
  isShown(from, views[side]) && isShown(to, views[otherSide(side)])

const isShown = ({ collection, listing }: CopySide, view: PaneView) =>
  view.collection.data?.id === collection.id && view.listing.data?.path === listing.path
