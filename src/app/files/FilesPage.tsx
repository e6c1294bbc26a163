import { ArrowLeft, ArrowRight } from 'lucide-react'
import { type KeyboardEvent, lazy, type ReactNode, Suspense, useEffect, useState } from 'react'
import { Navigate, useLocation, useSearchParams } from 'react-router'
import { IconButton } from '../../components/IconButton'
import { notify } from '../../components/toasts'
import { rememberFiles } from '../last-files'
import { filesPath, otherSide, type Side, SIDES } from '../paths'
import { useServices } from '../services'
import { ErrorNotice } from '../shared/ErrorNotice'
import { CopyDock } from './CopyDock'
import { type CopyPlan, type CopySide, planCopy } from './copy-plan'
import { Pane } from './Pane'
import { nameIndex } from './pane-rows'
import { PaneSwitch } from './PaneSwitch'
import { emptySelection } from './selection'
import { setSelection, useSelectionStore } from './selection-store'
import { useCopy } from './use-copy'
import { type PaneView, usePaneView } from './use-pane-view'

const OverwriteDialog = lazy(() =>
  import('./OverwriteDialog').then(({ OverwriteDialog }) => ({ default: OverwriteDialog })),
)

/** Two collections side by side, and copying between them. */
export function FilesPage() {
  const { config } = useServices()
  const { search, pathname } = useLocation()
  const [parameters] = useSearchParams()
  useEffect(() => rememberFiles(pathname + search), [pathname, search])
  // An address that names no pane is the plain start page: then the host's panes are opened.
  const untouched = !parameters.has('left') && !parameters.has('right')
  if (untouched && (config.start.left || config.start.right))
    return <Navigate replace to={filesPath(config.start)} />
  return <TwoPanes />
}

function TwoPanes() {
  const views = { left: usePaneView('left'), right: usePaneView('right') }
  const active = useSelectionStore((state) => state.active)
  const [newFolderIn, setNewFolderIn] = useState<Side | null>(null)
  const copy = useCopy()

  const planFrom = (side: Side) => planBetween(views[side], views[otherSide(side)])
  const startCopy = async (side: Side) => {
    const plan = planFrom(side)
    if ('problem' in plan) notify({ title: plan.problem })
    else if (await copy.start(plan)) forgetSelection(views[side])
  }
  const confirmCopy = async (plan: CopyPlan) => {
    const side = SIDES.find((one) => views[one].listing.data === plan.from.listing)
    if ((await copy.submit(plan)) && side) forgetSelection(views[side])
  }

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return
    if (event.key === 'F5') void startCopy(active)
    else if (event.key === 'F7' && views[active].listing.data) setNewFolderIn(active)
    else return
    // F5 would reload the page.
    event.preventDefault()
  }

  return (
    // Keys that work wherever the focus is on this screen; the panes are the controls.
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions
    <div className="flex min-h-0 flex-1 flex-col" onKeyDown={onKeyDown}>
      <h1 className="sr-only">Files</h1>
      <PaneSwitch views={views} active={active} />
      <div className="flex min-h-0 flex-1 gap-2 p-2">
        <PaneFrame hidden={active !== 'left'}>
          <Pane
            view={views.left}
            active={active === 'left'}
            focusOnOpen
            newFolder={{
              open: newFolderIn === 'left',
              onOpen: () => setNewFolderIn('left'),
              onClose: () => setNewFolderIn(null),
            }}
          />
        </PaneFrame>
        <div
          className="hidden flex-col items-center gap-2 pt-28 md:flex"
          role="group"
          aria-label="Between the panes"
        >
          {SIDES.map((side) => {
            const Icon = side === 'left' ? ArrowRight : ArrowLeft
            return (
              <IconButton
                key={side}
                label={side === 'left' ? 'Copy to the right pane' : 'Copy to the left pane'}
                keys={side === active ? 'F5' : undefined}
                look={side === active && views[side].selection.names.size > 0 ? 'primary' : 'framed'}
                disabled={views[side].selection.names.size === 0 || copy.busy}
                onClick={() => void startCopy(side)}
              >
                <Icon aria-hidden size={18} strokeWidth={1.75} />
              </IconButton>
            )
          })}
        </div>
        <PaneFrame hidden={active !== 'right'}>
          <Pane
            view={views.right}
            active={active === 'right'}
            focusOnOpen={false}
            newFolder={{
              open: newFolderIn === 'right',
              onOpen: () => setNewFolderIn('right'),
              onClose: () => setNewFolderIn(null),
            }}
          />
        </PaneFrame>
      </div>
      {copy.problem !== null && (
        <div className="px-2 pb-2">
          <ErrorNotice
            error={copy.problem}
            doing="The copy was not started"
            onRetry={() => void startCopy(active)}
          />
        </div>
      )}
      {views[active].selection.names.size > 0 && (
        <CopyDock plan={planFrom(active)} busy={copy.busy} onCopy={() => void startCopy(active)} />
      )}
      {copy.overwrite && (
        <Suspense fallback={null}>
          <OverwriteDialog
            plan={copy.overwrite}
            onCancel={copy.cancelOverwrite}
            onConfirm={(plan) => void confirmCopy(plan)}
          />
        </Suspense>
      )}
    </div>
  )
}

/** On a narrow screen one pane is seen at a time. */
const PaneFrame = ({ hidden, children }: { hidden: boolean; children: ReactNode }) => (
  <div className={`min-h-0 min-w-0 flex-1 ${hidden ? 'hidden md:flex' : 'flex'}`}>{children}</div>
)

function planBetween(from: PaneView, to: PaneView): CopyPlan | { problem: string } {
  const source = copySide(from)
  const target = copySide(to)
  if (!source) return { problem: 'Open a folder here first.' }
  if (!target) return { problem: 'Open a folder in the other pane first: that is where copies go.' }
  return planCopy(source, target, from.selection.names)
}

const copySide = ({ collection, listing }: PaneView): CopySide | null =>
  collection.data && listing.data
    ? { collection: collection.data, listing: listing.data, index: nameIndex(listing.data) }
    : null

const forgetSelection = (view: PaneView) =>
  setSelection(view.side, view.place, { ...emptySelection, cursor: view.selection.cursor })
