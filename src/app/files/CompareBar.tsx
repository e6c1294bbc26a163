import { GitCompareArrows, X } from 'lucide-react'
import { useMemo } from 'react'
import { isPart, isSafeName } from '../../api/listing'
import { Button } from '../../components/Button'
import { formatCount, plural } from '../../components/format'
import { IconButton } from '../../components/IconButton'
import type { Side } from '../paths'
import { runAction, useOfferActions } from '../shared/actions'
import { CompareBelow } from './CompareBelow'
import { CompareSign } from './CompareMark'
import {
  codeOf,
  type Comparison,
  countDifferences,
  isDifference,
  type Pairing,
  PAIRINGS,
} from './compare-panes'
import { setTolerance, toggleCompare, toggleShown, useCompare } from './compare-store'
import { readSelection, setSelection } from './selection-store'
import { placesOf } from './use-comparison'
import type { PaneView } from './use-pane-view'

const WORDS: Record<Pairing, string> = {
  'only-left': 'only left',
  'newer-left': 'newer left',
  size: 'sizes differ',
  kind: 'of another kind',
  below: 'differ below',
  'older-left': 'older left',
  'only-right': 'only right',
  same: 'same',
  unknown: 'not compared',
}
/** Shown only where there are any. */
const RARE: ReadonlySet<Pairing> = new Set(['kind', 'below', 'unknown'])

const TOLERANCES: readonly (readonly [ms: number, words: string])[] = [
  [2_000, '± 2 s'],
  [60_000, '± 1 min'],
  // What storages that know no time zones are off by in summer.
  [3_602_000, '± 1 h'],
  [Infinity, 'any time'],
]

type CompareBarProps = {
  views: Record<Side, PaneView>
  active: Side
  /** Null until a folder is open on both sides. */
  comparison: Comparison | null
  /** Gives the keyboard back to the list. */
  onDone: () => void
}

/** What the comparison of the panes came to, by kind; below it is chosen what is shown, and what is copied. */
export function CompareBar({ views, active, comparison, onDone }: CompareBarProps) {
  const { shown, toleranceMs } = useCompare()
  const view = views[active]
  const found = useMemo(() => differencesShown(view, comparison), [view, comparison])
  const { left, right } = views
  const end = () => {
    toggleCompare()
    onDone()
  }
  const select = () => {
    setSelection(active, view.place, { ...readSelection(view), names: new Set(found.names) })
    onDone()
  }
  const none = found.names.length === 0 ? 'There is no difference here.' : null
  useOfferActions('compare', () => [
    {
      id: 'compare-select',
      label: 'Select the differences',
      group: 'Select',
      unavailable: none,
      run: select,
    },
  ])

  return (
    <section aria-label="Comparison" className="flex flex-wrap items-center gap-x-3 gap-y-1.5 px-4 pb-2">
      <p className="flex items-center gap-2 text-ink-2">
        <GitCompareArrows aria-hidden size={15} strokeWidth={1.75} className="shrink-0 text-ink-3" />
        <span className="max-md:sr-only">By name, size and time</span>
        <select
          aria-label="How much times may differ"
          value={toleranceMs}
          onChange={({ target }) => setTolerance(Number(target.value))}
          className="h-7 rounded-md border border-line bg-panel px-1 pointer-coarse:h-11"
        >
          {TOLERANCES.map(([ms, words]) => (
            <option key={ms} value={ms}>
              {words}
            </option>
          ))}
        </select>
      </p>
      {comparison ? (
        <>
          <p role="status" className="sr-only">
            {plural(countDifferences(comparison), 'difference')}
          </p>
          <div
            role="group"
            aria-label="Kinds shown"
            className="flex min-w-0 gap-1.5 max-md:overflow-x-auto md:flex-wrap"
          >
            {PAIRINGS.map((pairing) => {
              const count = comparison.counts[codeOf(pairing)]!
              const pressed = shown.has(pairing)
              if (RARE.has(pairing) && count === 0 && !pressed) return null
              return (
                <button
                  key={pairing}
                  type="button"
                  aria-pressed={pressed}
                  onClick={() => toggleShown(pairing)}
                  className={`flex h-7 shrink-0 items-center gap-1.5 rounded-full border px-2.5 text-sm pointer-coarse:h-11 ${pressed ? 'border-transparent bg-accent-soft text-accent-ink' : 'border-line bg-panel text-ink-2 hover:bg-sunk'}`}
                >
                  <CompareSign pairing={pairing} side="left" />
                  {WORDS[pairing]} {formatCount(count)}
                </button>
              )
            })}
          </div>
          {left.pane.collection !== null && right.pane.collection !== null && (
            <CompareBelow
              // Another folder, or another tolerance, is another walk.
              key={`${placesOf(views)}\n${toleranceMs}`}
              comparison={comparison}
              collections={{ left: left.pane.collection, right: right.pane.collection }}
              places={placesOf(views)}
              toleranceMs={toleranceMs}
            />
          )}
          <Cautions comparison={comparison} same={left.place === right.place} />
        </>
      ) : (
        <p className="text-ink-2">Open a folder on both sides.</p>
      )}
      <div className="ml-auto flex flex-wrap items-center gap-x-3 gap-y-1">
        {(found.older > 0 || found.unseen > 0) && (
          <span className="text-sm text-warn">
            {[
              found.older > 0 && `${formatCount(found.older)} older than there`,
              found.unseen > 0 && `${formatCount(found.unseen)} more not shown`,
            ]
              .filter(Boolean)
              .join(' · ')}
          </span>
        )}
        <Button disabled={none !== null} onClick={select}>
          Select the {none ? 'differences' : plural(found.names.length, 'difference')}
        </Button>
        <Button look="quiet" onClick={() => runAction('differences')}>
          Transfer with all below…
        </Button>
        <IconButton label="Compare no longer" keys="Shift+F2" onClick={end}>
          <X aria-hidden size={15} strokeWidth={1.75} />
        </IconButton>
      </div>
    </section>
  )
}

/** What makes the comparison less than it seems. */
function Cautions({ comparison: { listings }, same }: { comparison: Comparison; same: boolean }) {
  if (same) return <p className="text-sm text-warn">Both panes show the same folder.</p>
  if (isPart(listings.left) || isPart(listings.right))
    return (
      <p className="text-sm text-warn">
        Only a part of one folder is listed: what seems to be missing there may exist.
      </p>
    )
  return null
}

/** The differing names that a pane shows, how many of them are older than on the other side, and how many it hides. */
function differencesShown({ side, rows, marks }: PaneView, comparison: Comparison | null) {
  const found = { names: [] as string[], older: 0, unseen: 0 }
  if (!rows || !marks || !comparison) return found
  const older = codeOf(side === 'left' ? 'older-left' : 'newer-left')
  for (const entry of rows.order) {
    const code = marks.codes[entry]!
    const { name } = rows.listing.entries[entry]!
    if (!isDifference(code) || !isSafeName(name)) continue
    found.names.push(name)
    if (code === older) found.older += 1
  }
  const all = marks.codes.reduce((sum, code) => sum + Number(isDifference(code)), 0)
  // Those left out by the chosen kinds were left out on purpose.
  if (!marks.filtered) found.unseen = all - found.names.length
  return found
}
