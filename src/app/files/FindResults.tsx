import { useRef, useState } from 'react'
import { parseFileTime } from '../../api/listing'
import { Button } from '../../components/Button'
import { FileName } from '../../components/FileName'
import { formatDateTime } from '../../components/format'
import { Grid, type GridColumn } from '../../components/Grid'
import { EntryCell } from './EntryCell'
import type { Found } from './find'

type ColumnId = 'name' | 'folder' | 'size' | 'modified'

const COLUMNS: readonly GridColumn<ColumnId | 'met'>[] = [
  { id: 'name', header: 'Name', width: 'minmax(8rem,1fr)' },
  { id: 'folder', header: 'In', width: 'minmax(6rem,1fr)' },
  { id: 'size', header: 'Size', width: '4.75rem', align: 'end', minor: true },
  { id: 'modified', header: 'Modified', width: '8.75rem', minor: true },
]

type FindResultsProps = {
  found: readonly Found[]
  /** What the paths are shown from. */
  start: string
  done: boolean
  onOpen: (found: Found) => void
}

/** What was found, in the order it was met: nothing jumps while more is coming. */
export function FindResults({ found, start, done, onOpen }: FindResultsProps) {
  const list = useRef<HTMLDivElement>(null)
  const [at, setAt] = useState(-1)
  const chosen = found[at]
  const open = (row: number) => {
    const one = found[row]
    if (one) onOpen(one)
  }
  if (found.length === 0)
    return done ? <p className="text-ink-2">Nothing below this folder is like that.</p> : null
  return (
    <>
      <div className="flex h-64 shrink-0 flex-col overflow-hidden rounded-md border border-line">
        <Grid
          ref={list}
          label="Found"
          columns={COLUMNS}
          sort={{ column: 'met', descending: false }}
          onSort={() => undefined}
          rowCount={found.length}
          activeRow={at}
          isSelected={(row) => row === at}
          rowKey={(row) => row}
          onPoint={setAt}
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
            if (column === 'modified')
              return (
                <span className="text-ink-2">{formatDateTime(parseFileTime(one.entry.last_modified))}</span>
              )
            return <EntryCell entry={one.entry} column={column} onOpen={() => open(row)} />
          }}
        />
      </div>
      <div className="flex flex-wrap items-center gap-2">
        <Button disabled={!chosen} onClick={() => open(at)}>
          Open its folder
        </Button>
        <span className="text-sm text-ink-2">
          All that was found in that folder is selected there, ready to be copied.
        </span>
      </div>
    </>
  )
}
