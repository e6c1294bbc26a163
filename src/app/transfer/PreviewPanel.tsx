import { Ban, CircleHelp, type LucideIcon, Minus, Plus, RefreshCw, Trash2, TriangleAlert } from 'lucide-react'
import { type ReactNode, useEffect, useEffectEvent, useMemo, useRef, useState } from 'react'
import { Button } from '../../components/Button'
import { Dialog } from '../../components/Dialog'
import { FileName } from '../../components/FileName'
import { formatBytes, formatCount, plural } from '../../components/format'
import { Grid } from '../../components/Grid'
import type { GridColumn } from '../../components/GridRow'
import { useDraft } from '../shared/draft/draft-store'
import { asFolder } from '../shared/file-path'
import { WalkStatus } from '../shared/WalkStatus'
import { type PreviewRow, type What, WHATS } from './preview/preview-step'
import { createPreview, MOST_ROWS, type Preview } from './preview/preview-walk'
import { usePreflight } from './preflight/use-preflight'

type Words = { Icon: LucideIcon; word: string; mark: string }

const WORDS: Record<What, Words> = {
  copy: { Icon: Plus, word: 'New', mark: 'text-ok' },
  overwrite: { Icon: RefreshCw, word: 'Overwritten', mark: 'text-warn' },
  unknown: { Icon: CircleHelp, word: 'Read to know', mark: 'text-ink-2' },
  delete: { Icon: Trash2, word: 'Deleted', mark: 'text-bad' },
  fails: { Icon: TriangleAlert, word: 'Cannot be copied', mark: 'text-bad' },
  skip: { Icon: Minus, word: 'Left as it is', mark: 'text-ink-3' },
  'left-out': { Icon: Ban, word: 'Left out', mark: 'text-ink-3' },
}

type ColumnId = 'what' | 'path' | 'size'

const COLUMNS: readonly GridColumn<ColumnId>[] = [
  { id: 'what', header: 'What happens', width: '8.5rem' },
  { id: 'path', header: 'Where it lands', width: 'minmax(8rem,1fr)' },
  { id: 'size', header: 'Size', width: '4.75rem', align: 'end', minor: true },
]

/** What the transfer would do to each file, from a walk of both sides; nothing is changed by it. */
export function PreviewPanel() {
  const { preview } = usePreflight()
  const { walk, end, walking, stale, stop, begin, goOn, setOpen } = preview
  const close = useRef<HTMLButtonElement>(null)
  const beginNow = useEffectEvent(() => {
    if (walk === null || stale) begin(createPreview)
  })
  useEffect(() => beginNow(), [])
  return (
    <Dialog
      open
      wide
      onClose={() => setOpen(false)}
      title="What this transfer would do"
      description="From a look at both sides; nothing is changed by it. It goes on when this is closed."
      initialFocus={close}
      actions={
        <>
          {walk && end?.kind !== 'finished' && (
            // One button, so that whoever pressed it keeps the keyboard there.
            <Button onClick={walking ? stop : goOn}>{walking ? 'Stop' : 'Go on'}</Button>
          )}
          {end?.kind === 'finished' && <Button onClick={() => begin(createPreview)}>Look again</Button>}
          <Button ref={close} onClick={() => setOpen(false)}>
            Close
          </Button>
        </>
      }
    >
      {walk && (
        <div className="flex min-h-0 flex-col gap-3 overflow-y-auto">
          <WalkStatus
            walk={walk}
            end={end}
            counts={`${plural(walk.seen.folders, 'folder')} with ${plural(walk.seen.entries, 'entry', 'entries')} seen on both sides.`}
          />
          <Rows walk={walk} done={end !== null} />
        </div>
      )}
    </Dialog>
  )
}

function Rows({ walk, done }: { walk: Preview; done: boolean }) {
  const folder = useDraft(({ draft }) => draft.folder) ?? ''
  const [shown, setShown] = useState<What | null>(null)
  const [at, setAt] = useState(-1)
  const list = useRef<HTMLDivElement>(null)
  const deletions = walk.deletions()
  const found = walk.rows.length
  const rows = useMemo(
    () => [...deletions.rows, ...walk.rows].filter(({ what }) => shown === null || what === shown),
    // The walk adds to its rows.
    // oxlint-disable-next-line react/exhaustive-deps -- their number says when they are others
    [walk, found, deletions.rows, shown],
  )
  const choose = (what: What | null) => {
    setShown(what)
    setAt(-1)
  }
  return (
    <>
      <div role="group" aria-label="Kinds shown" className="flex flex-wrap gap-1.5">
        <Chip pressed={shown === null} onClick={() => choose(null)}>
          Everything
        </Chip>
        {WHATS.map((what) => {
          const count = countOf(walk, what)
          if (count === 0 && what !== shown) return null
          const { Icon, word, mark } = WORDS[what]
          return (
            <Chip key={what} pressed={what === shown} onClick={() => choose(what)}>
              <Icon aria-hidden size={13} strokeWidth={1.75} className={mark} />
              {word} {formatCount(count)}
              {what !== 'left-out' && bytesOf(walk, what) > 0 && (
                <span className="text-ink-3">{formatBytes(bytesOf(walk, what))}</span>
              )}
            </Chip>
          )
        })}
      </div>
      {walk.totals.unknown.files > 0 && (
        <p className="text-sm text-ink-2">
          “{WORDS.unknown.word}”: by what the listings tell, these may be the same. Whether they are cannot be
          known without reading them.
        </p>
      )}
      {found >= MOST_ROWS && (
        <p className="text-sm text-ink-2">
          The list holds the deletions and the first {formatCount(MOST_ROWS)} others; all are counted.
        </p>
      )}
      {rows.length === 0 ? (
        done && <p className="text-ink-2">Nothing.</p>
      ) : (
        <div className="flex h-72 shrink-0 flex-col overflow-hidden rounded-md border border-line">
          <Grid
            ref={list}
            label="What would happen"
            columns={COLUMNS}
            rowCount={rows.length}
            activeRow={at}
            isSelected={(row) => row === at}
            rowKey={(row) => row}
            onPoint={setAt}
            onOpen={() => undefined}
            renderCell={(row, column) => <Cell row={rows[row]} column={column} folder={folder} />}
          />
        </div>
      )}
    </>
  )
}

const countOf = (walk: Preview, what: What) =>
  what === 'delete' ? walk.deletions().rows.length : walk.totals[what].files + walk.totals[what].folders
const bytesOf = (walk: Preview, what: What) =>
  what === 'delete' ? walk.deletions().bytes : walk.totals[what].bytes

type CellProps = { row: PreviewRow | undefined; column: ColumnId; folder: string }

function Cell({ row, column, folder }: CellProps) {
  if (!row) return null
  if (column === 'what') {
    const { Icon, word, mark } = WORDS[row.what]
    return (
      <span className="flex items-center gap-1.5">
        <Icon aria-hidden size={13} strokeWidth={1.75} className={mark} />
        {word}
      </span>
    )
  }
  if (column === 'size')
    return row.isFolder && row.bytes === 0 ? null : (
      <span className="text-ink-2">{formatBytes(row.bytes)}</span>
    )
  const below = (row.path.startsWith(folder) && row.path.slice(folder.length)) || row.path
  return <FileName name={row.isFolder ? asFolder(below) : below} className="truncate font-mono text-sm" />
}

type ChipProps = { pressed: boolean; onClick: () => void; children: ReactNode }

const Chip = ({ pressed, onClick, children }: ChipProps) => (
  <button
    type="button"
    aria-pressed={pressed}
    onClick={onClick}
    className={`flex h-7 shrink-0 items-center gap-1.5 rounded-full border px-2.5 text-sm pointer-coarse:h-11 ${pressed ? 'border-transparent bg-accent-soft text-accent-ink' : 'border-line bg-panel text-ink-2 hover:bg-sunk'}`}
  >
    {children}
  </button>
)
