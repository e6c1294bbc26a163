import { useRef, useState } from 'react'
import { Button } from '../../components/Button'
import { FileName } from '../../components/FileName'
import { formatCount, zoneNames } from '../../components/format'
import { Grid } from '../../components/Grid'
import type { GridColumn } from '../../components/GridRow'
import { EntryCell } from './EntryCell'
import type { Found } from './find'
import { emptySelection, pointAt } from '../shared/selection'

type ColumnId = 'name' | 'folder' | 'size' | 'modified'

const COLUMNS: readonly GridColumn<ColumnId | 'met'>[] = [
  { id: 'name', header: 'Name', width: 'minmax(8rem,1fr)' },
  { id: 'folder', header: 'In', width: 'minmax(6rem,1fr)' },
  { id: 'size', header: 'Size', width: '4.75rem', align: 'end', minor: true },
  { id: 'modified', header: `Modified, ${zoneNames()}`, width: '8.75rem', minor: true },
]

type FindResultsProps = {
  found: readonly Found[]
  /** What the paths are shown from. */
  start: string
  done: boolean
  onOpen: (found: Found) => void
  /** Puts what is selected, or else everything, into the transfer. */
  onAdd: (found: readonly Found[]) => void
}

/** What was found, in the order it was met: nothing jumps while more is coming. */
export function FindResults({ found, start, done, onOpen, onAdd }: FindResultsProps) {
  const list = useRef<HTMLDivElement>(null)
  // Rows by their numbers: what was found stays where it is.
  const [selection, setSelection] = useState(emptySelection)
  const at = selection.cursor === null ? -1 : Number(selection.cursor)
  const chosen = found[at]
  const selected = found.filter((_one, row) => selection.names.has(String(row)))
  const open = (row: number) => {
    const one = found[row]
    if (one) onOpen(one)
  }
  if (found.length === 0)
    return done ? <p className="text-ink-2">Nothing below this folder is like that.</p> : null
  return (
    <>
      <div className="flex h-56 shrink-0 flex-col overflow-hidden rounded-md border border-line">
        <Grid
          ref={list}
          label="Found"
          columns={COLUMNS}
          sort={{ column: 'met', descending: false }}
          onSort={() => undefined}
          rowCount={found.length}
          activeRow={at}
          isSelected={(row) => selection.names.has(String(row))}
          rowKey={(row) => row}
          onPoint={(row, gesture) => setSelection((now) => pointAt(now, String(row), gesture, rowsBetween))}
          onOpen={open}
          renderCell={(row, column) => {
            const one = found[row]
            if (!one || column === 'met') return null
            if (column === 'folder')
              return (
                <FileName
                  name={one.folder.slice(start.length) || '.'}
                  className="font-mono text-sm text-ink-2"
                />
              )
            return <EntryCell entry={one.entry} column={column} onOpen={() => open(row)} />
          }}
        />
      </div>
      <div className="flex flex-wrap items-center gap-2">
        <Button look="primary" onClick={() => onAdd(selected.length > 0 ? selected : found)}>
          Add {selected.length > 0 ? formatCount(selected.length) : `all ${formatCount(found.length)}`} to the
          transfer
        </Button>
        <Button disabled={!chosen} onClick={() => open(at)}>
          Open its folder
        </Button>
        <span className="text-sm text-ink-2">
          Below the destination, what was found keeps its folders from here on.
        </span>
      </div>
    </>
  )
}

function rowsBetween(from: string, to: string): string[] {
  const first = Math.min(Number(from), Number(to))
  return Array.from({ length: Math.abs(Number(from) - Number(to)) + 1 }, (_, step) => String(first + step))
}
