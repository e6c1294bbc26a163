import { FileName } from '../../components/FileName'
import { type Side, SIDES } from '../paths'
import { setActiveSide } from './selection-store'
import type { PaneView } from './use-pane-view'

/** On a narrow screen: which of the two panes is seen. */
export function PaneSwitch({ views, active }: { views: Record<Side, PaneView>; active: Side }) {
  return (
    <div
      role="group"
      aria-label="Pane shown"
      className="mx-2 mt-2 flex gap-px overflow-hidden rounded-md border border-line md:hidden"
    >
      {SIDES.map((side) => (
        <button
          key={side}
          type="button"
          aria-pressed={side === active}
          onClick={() => setActiveSide(side)}
          className={`flex min-h-9 min-w-0 flex-1 items-center justify-center px-2 pointer-coarse:min-h-11 ${side === active ? 'bg-accent-soft font-semibold text-accent-ink' : 'bg-panel text-ink-2'}`}
        >
          <FileName
            name={views[side].collection.data?.display_name ?? (side === 'left' ? 'Left' : 'Right')}
            className="truncate"
          />
        </button>
      ))}
    </div>
  )
}
