import { Eye, EyeOff, FolderPlus, ListFilter, SlidersHorizontal, X } from 'lucide-react'
import { type RefObject, useEffect, useId, useState } from 'react'
import type { Sort, SortField } from '../../api/listing'
import { IconButton } from '../../components/IconButton'
import { Toolbar } from '../../components/Toolbar'
import { lazyPart } from '../shared/lazy-part'

const ColumnsMenu = lazyPart(() => import('./ColumnsMenu').then(({ ColumnsMenu }) => ColumnsMenu))

type PaneToolbarProps = {
  /** `Left pane` or `Right pane`: a screen reader lists both toolbars. */
  paneName: string
  filter: string
  onFilter: (filter: string) => void
  filterField: RefObject<HTMLInputElement | null>
  /** Why the filter is no pattern. */
  filterProblem: string | null
  /** It is an expression out of an address that nobody has looked at yet. */
  filterWaits: boolean
  showHidden: boolean
  onShowHidden: (show: boolean) => void
  /** Null while a folder cannot be made here. */
  onNewFolder: (() => void) | null
  /** Gives the keyboard back to the list. */
  onDone: () => void
  sort: Sort
  onSort: (sort: Sort) => void
}

/** Filter, new folder, hidden entries. */
export function PaneToolbar(props: PaneToolbarProps) {
  const { showHidden, onShowHidden, onNewFolder } = props
  return (
    <Toolbar label={`${props.paneName}: filter and more`} className="flex items-center gap-1 px-2">
      <FilterBox {...props} />
      <div className="flex-1" />
      <SortChoice sort={props.sort} onSort={props.onSort} />
      <IconButton
        label="New folder"
        keys="F7"
        disabled={onNewFolder === null}
        onClick={() => onNewFolder?.()}
      >
        <FolderPlus aria-hidden size={16} strokeWidth={1.75} />
      </IconButton>
      <IconButton
        label={showHidden ? 'Hide names that begin with a dot' : 'Show names that begin with a dot'}
        aria-pressed={showHidden}
        onClick={() => onShowHidden(!showHidden)}
      >
        {showHidden ? (
          <EyeOff aria-hidden size={16} strokeWidth={1.75} />
        ) : (
          <Eye aria-hidden size={16} strokeWidth={1.75} />
        )}
      </IconButton>
      <ColumnsButton />
    </Toolbar>
  )
}

/** Which columns stand beside the name; the list of them comes with the first click. */
function ColumnsButton() {
  const [used, setUsed] = useState(false)
  const face = (
    <IconButton label="Columns" onClick={() => setUsed(true)}>
      <SlidersHorizontal aria-hidden size={16} strokeWidth={1.75} />
    </IconButton>
  )
  return used ? <ColumnsMenu whileLoading={face} /> : face
}

const ORDERS: readonly (readonly [field: SortField, descending: boolean, words: string])[] = [
  ['name', false, 'Name'],
  ['name', true, 'Name, backwards'],
  ['modified', true, 'Newest'],
  ['modified', false, 'Oldest'],
  ['size', true, 'Largest'],
  ['size', false, 'Smallest'],
]

/** On a narrow screen, where not every column has a header to press. */
function SortChoice({ sort, onSort }: { sort: Sort; onSort: (sort: Sort) => void }) {
  return (
    <select
      aria-label="Sort by"
      value={`${sort.field} ${sort.descending}`}
      onChange={({ target }) => {
        const [field, descending] = ORDERS[target.selectedIndex]!
        onSort({ field, descending })
      }}
      className="h-7.5 min-w-0 rounded-md border border-line bg-panel px-1.5 md:hidden pointer-coarse:h-11"
    >
      {ORDERS.map(([field, descending, words]) => (
        <option key={words} value={`${field} ${descending}`}>
          {words}
        </option>
      ))}
    </select>
  )
}

/** Milliseconds the text stands still before it goes into the address, which browsers let change only so often. */
const QUIET_MS = 120

type FilterBoxProps = Pick<
  PaneToolbarProps,
  'filter' | 'onFilter' | 'filterField' | 'filterProblem' | 'filterWaits' | 'onDone'
>

function FilterBox(props: FilterBoxProps) {
  const { filter, onFilter, filterField, filterProblem, filterWaits, onDone } = props
  const problemId = useId()
  const [text, setText] = useState(filter)
  // What the address last said, and what this field last told it: where the two differ, somebody else changed it.
  const [known, setKnown] = useState(filter)
  const [sent, setSent] = useState(filter)
  if (filter !== known) {
    setKnown(filter)
    if (filter !== sent) {
      setSent(filter)
      setText(filter)
    }
  }
  useEffect(() => {
    if (text === sent) return
    const timer = setTimeout(() => {
      setSent(text)
      onFilter(text)
    }, QUIET_MS)
    return () => clearTimeout(timer)
  }, [text, sent, onFilter])
  return (
    <div className="relative flex h-7.5 w-56 max-w-full min-w-0 items-center gap-2 rounded-md border border-line px-2 focus-within:border-accent pointer-coarse:h-11">
      <ListFilter aria-hidden size={15} strokeWidth={1.75} className="shrink-0 text-ink-3" />
      <input
        ref={filterField}
        aria-label="Filter this folder"
        placeholder="Filter: words, *.tif, /^run/"
        aria-invalid={filterProblem !== null}
        aria-describedby={filterProblem !== null || filterWaits ? problemId : undefined}
        value={text}
        spellCheck={false}
        autoComplete="off"
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') setText('')
          if (event.key === 'Escape' || event.key === 'Enter' || event.key === 'ArrowDown') {
            event.preventDefault()
            event.stopPropagation()
            onDone()
          }
        }}
        className="min-w-0 flex-1 bg-transparent outline-none"
      />
      {text === '' ? (
        <kbd
          aria-hidden
          className="rounded-sm border border-line px-1 text-xs text-ink-3 pointer-coarse:hidden"
        >
          /
        </kbd>
      ) : (
        <button
          type="button"
          aria-label="Clear the filter"
          onClick={() => {
            setText('')
            // This button goes away with the text.
            filterField.current?.focus()
          }}
          className="rounded-sm p-0.5 text-ink-3 hover:bg-sunk"
        >
          <X aria-hidden size={14} strokeWidth={1.75} />
        </button>
      )}
      {(filterProblem !== null || filterWaits) && (
        <div
          id={problemId}
          role="alert"
          className={`absolute top-full left-0 z-20 mt-1 w-72 rounded-md border border-line px-2.5 py-1.5 text-sm shadow-float ${filterWaits ? 'bg-warn-soft' : 'bg-bad-soft'}`}
        >
          {filterWaits ? (
            <>
              <p>
                This expression came with the address, and some take so long that the page stops. Everything
                is shown until you use it.
              </p>
              <button
                type="button"
                className="min-h-6 rounded-sm font-semibold text-accent-ink hover:underline pointer-coarse:min-h-11"
                onClick={() => {
                  onFilter(filter)
                  filterField.current?.focus()
                }}
              >
                Use it
              </button>
            </>
          ) : (
            <p>{filterProblem} Everything is shown.</p>
          )}
        </div>
      )}
    </div>
  )
}
