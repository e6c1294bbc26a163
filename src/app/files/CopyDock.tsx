import { type ReactNode, useMemo } from 'react'
import { Package, TriangleAlert } from 'lucide-react'
import type { Listing } from '../../api/listing'
import { Button } from '../../components/Button'
import { FileName } from '../../components/FileName'
import { formatBytes, plural } from '../../components/format'
import { nameIndex } from '../shared/name-index'
import { runAction } from '../shared/actions'
import { copySide, describeEntries, planBetween } from './copy-plan'
import { useSelection } from './selection-store'
import type { PaneView } from './use-pane-view'

type CopyDockProps = {
  view: PaneView
  other: PaneView
  busy: boolean
  onCopy: () => void
}

/** What a copy would do, in one line, before it is started. */
export function CopyDock({ view, other, busy, onCopy }: CopyDockProps) {
  const plan = usePlan(view, other)
  if (plan === null)
    return (
      <Line>
        <Package aria-hidden size={16} strokeWidth={1.75} className="hidden shrink-0 text-ink-3 sm:block" />
        <p className="text-ink-2">Select files or folders to copy them to the other pane.</p>
      </Line>
    )
  if ('problem' in plan)
    return (
      <Line>
        <TriangleAlert aria-hidden size={16} strokeWidth={1.75} className="shrink-0 text-warn" />
        <p className="min-w-0 flex-1 break-words text-ink-2">{plan.problem}</p>
      </Line>
    )
  const { from, to, clashes, leftOut } = plan
  return (
    <Line>
      <Package
        aria-hidden
        size={16}
        strokeWidth={1.75}
        className="hidden shrink-0 text-accent-ink sm:block"
      />
      <p className="flex min-w-0 flex-1 basis-60 flex-wrap items-baseline gap-x-1.5">
        <b className="font-semibold">{describeEntries(plan)}</b>
        {plan.fileBytes > 0 && <span className="text-ink-2">{formatBytes(plan.fileBytes)}</span>}
        <span className="text-ink-2">from</span>
        <FileName name={from.collection.display_name} className="max-w-full truncate font-semibold" />
        <span className="text-ink-2">to</span>
        <FileName name={to.collection.display_name} className="max-w-full truncate font-semibold" />
        <code className="max-w-full truncate font-mono text-sm text-ink-2">{to.listing.path}</code>
        <span className="hidden text-sm text-ink-2 lg:inline">· verified, times kept</span>
      </p>
      {clashes.length > 0 && (
        <span className="flex shrink-0 items-center gap-1.5 text-warn">
          <TriangleAlert aria-hidden size={15} strokeWidth={1.75} />
          {plural(clashes.length, 'name')} already there
        </span>
      )}
      {leftOut.length > 0 && (
        <span className="flex min-w-0 items-center gap-1.5 text-warn">
          <TriangleAlert aria-hidden size={15} strokeWidth={1.75} className="shrink-0" />
          <span className="min-w-0 break-words">
            {plural(leftOut.length, 'name')} left out. {leftOut[0]}
          </span>
        </span>
      )}
      <Button onClick={() => runAction('add-to-transfer')} aria-keyshortcuts="Control+B">
        Add to transfer
      </Button>
      <Button onClick={() => runAction('transfer-with-options')} aria-keyshortcuts="Shift+F5">
        Options…
      </Button>
      <Button look="primary" busy={busy} onClick={onCopy} aria-keyshortcuts="F5">
        {busy ? 'Starting…' : 'Copy'}
        <kbd aria-hidden className="rounded-sm border border-current px-1 text-xs pointer-coarse:hidden">
          F5
        </kbd>
      </Button>
    </Line>
  )
}

/** What the selection would come to; null while nothing is selected. Worked out once per change. */
function usePlan({ collection: source, listing: from, side, place }: PaneView, other: PaneView) {
  const { collection: target, listing: to } = other
  const { names } = useSelection({ side, place })
  return useMemo(
    () =>
      // What was selected may be gone from the folder.
      !from.data || !isAnyThere(from.data, names)
        ? null
        : planBetween(
            copySide({ collection: { data: source.data }, listing: { data: from.data } }),
            copySide({ collection: { data: target.data }, listing: { data: to.data } }),
            names,
          ),
    [source.data, from.data, target.data, to.data, names],
  )
}

function isAnyThere(listing: Listing, names: ReadonlySet<string>): boolean {
  for (const name of names) if (nameIndex(listing).has(name)) return true
  return false
}

const Line = ({ children }: { children: ReactNode }) => (
  <div className="flex min-h-11 flex-wrap items-center gap-x-3 gap-y-1.5 border-t border-line bg-panel px-4 py-1.5">
    {children}
  </div>
)
