import { Ellipsis, GitCompareArrows, TriangleAlert, X } from 'lucide-react'
import { useId, useMemo, useState } from 'react'
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
import { useWalkAge } from './use-walk-age'
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
  const [more, setMore] = useState(false)
  const moreId = useId()
  const old = useWalkAge(
    placesOf(views),
    { left: left.pane.collection, right: right.pane.collection },
    comparison?.listings,
  )
  const caution = comparison && cautionOf(comparison, left.place === right.place)
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
    <section
      aria-label="Comparison"
      className="relative flex flex-wrap items-center gap-x-3 gap-y-1.5 px-4 pb-2"
    >
      {comparison ? (
        <>
          <p role="status" className="sr-only">
            {plural(countDifferences(comparison), 'difference')}
          </p>
          <div
            role="group"
            aria-label="Kinds shown"
            className="flex min-w-0 items-center gap-1.5 max-md:w-full max-md:overflow-x-auto md:flex-wrap"
          >
            <GitCompareArrows aria-hidden size={15} strokeWidth={1.75} className="shrink-0 text-ink-3" />
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
        </>
      ) : (
        <p className="text-ink-2">Open a folder on both sides.</p>
      )}
      {/* On a narrow screen these come when they are asked for, above the bar. */}
      <div
        id={moreId}
        className={`md:contents ${more ? 'max-md:absolute max-md:right-2 max-md:bottom-full max-md:z-20 max-md:flex max-md:w-[min(22rem,calc(100vw-1rem))] max-md:flex-col max-md:gap-2 max-md:rounded-lg max-md:border max-md:border-line max-md:bg-panel max-md:p-3 max-md:shadow-float' : 'max-md:hidden'}`}
      >
        <p className="flex items-center gap-2 text-ink-2">
          <span className="md:max-2xl:sr-only">By name, size and time</span>
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
        {comparison && left.pane.collection !== null && right.pane.collection !== null && (
          <CompareBelow
            // Another folder, or another tolerance, is another walk.
            key={`${placesOf(views)}\n${toleranceMs}`}
            comparison={comparison}
            collections={{ left: left.pane.collection, right: right.pane.collection }}
            places={placesOf(views)}
            toleranceMs={toleranceMs}
            old={old}
          />
        )}
        {caution && <p className="text-sm text-warn">{caution}</p>}
        <Button look="quiet" onClick={() => runAction('differences')}>
          Transfer with all below…
        </Button>
      </div>
      <div className="ml-auto flex min-w-0 items-center gap-x-3 max-md:w-full">
        {(found.older > 0 || found.unseen > 0) && (
          <span className="min-w-0 truncate text-sm text-warn">
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
        <div className="ml-auto flex shrink-0">
          <span className="md:hidden">
            <IconButton
              label={
                caution || old
                  ? 'More of the comparison: there is something to mind'
                  : 'More of the comparison'
              }
              aria-expanded={more}
              aria-controls={moreId}
              onClick={() => setMore(!more)}
            >
              {caution || old ? (
                <TriangleAlert aria-hidden size={15} strokeWidth={1.75} className="text-warn" />
              ) : (
                <Ellipsis aria-hidden size={15} strokeWidth={1.75} />
              )}
            </IconButton>
          </span>
          <IconButton label="Compare no longer" keys="Shift+F2" onClick={end}>
            <X aria-hidden size={15} strokeWidth={1.75} />
          </IconButton>
        </div>
      </div>
    </section>
  )
}

/** What makes the comparison less than it seems. */
function cautionOf({ listings }: Comparison, same: boolean): string | null {
  if (same) return 'Both panes show the same folder.'
  return isPart(listings.left) || isPart(listings.right)
    ? 'Only a part of one folder is listed: what seems to be missing there may exist.'
    : null
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
