import { type CSSProperties, type KeyboardEvent, useCallback, useId, useMemo, useRef, useState } from 'react'
import { Button } from '../../components/Button'
import { plural } from '../../components/format'
import { Grid } from '../../components/Grid'
import type { GridColumn } from '../../components/GridRow'
import { visibleText } from '../../components/visible-name'
import { notify } from '../../components/toasts'
import { type DraftItem, withItem, withItemsBack, withoutItems } from '../shared/draft/draft'
import { changeDraft, useDraft } from '../shared/draft/draft-store'
import { ownName } from '../shared/draft/landing'
import { emptySelection, pointAt } from '../shared/selection'
import { BasketCell, type BasketColumn } from './BasketCell'
import { readLands, writtenLands } from './lands'
import { LandsField } from './LandsField'
import { placedItems, sharedPlaces } from './preflight/placed-items'
import { useJudgedDraft } from './preflight/use-preflight'
import { useRefusalLooks, useRefused } from './submit/use-refusal'
import { sourceFolder } from './source-folder'

const COLUMNS: readonly GridColumn<BasketColumn>[] = [
  { id: 'name', header: 'Name', width: 'minmax(6rem,1fr)' },
  { id: 'lands', header: 'Lands at', width: 'minmax(8rem,1.7fr)' },
  { id: 'size', header: 'Size', width: '4.75rem', align: 'end', minor: true },
  { id: 'remove', header: 'Remove', hideHeader: true, width: '1.75rem' },
]

/** The items of the basket, any number of them: each with where it lands, which can be written anew in its row. */
export function BasketGrid() {
  const items = useDraft(({ draft }) => draft.items)
  const folder = useDraft(({ draft }) => draft.folder)
  const landing = useDraft(({ draft }) => draft.landing)
  const judged = useJudgedDraft()
  const isSent = useDraft(({ run }) => run !== null)
  const list = useRef<HTMLDivElement>(null)
  const problemId = useId()
  // Rows by the keys of their items, as text.
  const [selection, setSelection] = useState(emptySelection)
  const [editing, setEditing] = useState<{ key: number; text: string } | null>(null)

  const refused = useRefused('items')
  const refusedKey = refused?.at == null ? undefined : items[refused.at]?.key
  const looks = useRefusalLooks()
  /** The cursor goes to what was refused, and again whenever somebody asks where that is. */
  const lead = refusedKey === undefined ? null : `${refusedKey} ${looks}`
  const [ledTo, setLedTo] = useState<string | null>(null)
  if (lead !== ledTo) {
    setLedTo(lead)
    const cursor = String(refusedKey)
    if (lead !== null) setSelection({ names: new Set(), cursor, anchor: cursor })
  }

  const start = sourceFolder(items) ?? ''
  // What changed is shown before 100,000 places are compared.
  const clashing = useMemo(() => {
    const { clashes } = sharedPlaces(judged ? placedItems(judged) : [])
    return new Set(clashes.flatMap((there) => there.map(({ item }) => item.key)))
  }, [judged])

  /** Looked for when it is asked for: an index of all would be made anew at each change. */
  const rowOf = (key: string) => items.findIndex((item) => item.key === Number(key))
  const cursorRow = selection.cursor === null ? -1 : rowOf(selection.cursor)
  const selected = useMemo(
    () => (selection.names.size === 0 ? [] : items.filter(({ key }) => selection.names.has(String(key)))),
    [items, selection.names],
  )
  const edited = editing && items.find(({ key }) => key === editing.key)
  const read = edited ? readLands(editing.text, edited, landing) : null
  const problem = read && 'problem' in read ? read.problem : null

  const edit = useCallback(
    (item: DraftItem | undefined) =>
      item && !isSent && setEditing({ key: item.key, text: writtenLands(item, landing) }),
    [landing, isSent],
  )
  const remove = useCallback((gone: readonly DraftItem[]) => {
    removeItems(gone)
    // The button that was pressed has gone with its row.
    list.current?.focus()
  }, [])
  /** Ends the writing; what was written holds when it is a place. */
  const endEditing = (keep: boolean, byKey: boolean) => {
    if (keep && edited && read && 'lands' in read && read.lands !== edited.lands)
      changeDraft((now) => withItem(now, edited.key, { lands: read.lands }))
    setEditing(null)
    if (byKey) list.current?.focus()
  }
  const removeMeant = () => {
    const under = items[cursorRow]
    const gone = selected.length > 0 ? selected : under ? [under] : []
    if (gone.length === 0 || isSent) return
    // The cursor goes on to the next that stays.
    const leaving = new Set(gone)
    const from = Math.max(cursorRow, 0)
    const next =
      items.slice(from).find((one) => !leaving.has(one)) ?? items.findLast((one) => !leaving.has(one))
    const cursor = next ? String(next.key) : null
    setSelection({ names: new Set(), cursor, anchor: cursor })
    remove(gone)
  }

  const onKeyDown = (event: KeyboardEvent) => {
    const control = event.ctrlKey || event.metaKey
    if (event.key === 'Delete') removeMeant()
    else if (event.key === 'F2') edit(items[cursorRow])
    else if (control && event.key.toLowerCase() === 'a')
      setSelection({ ...selection, names: new Set(items.map(({ key }) => String(key))) })
    else if (event.key === 'Escape' && selection.names.size > 0)
      setSelection({ ...selection, names: new Set() })
    else return
    event.preventDefault()
  }
  const keysBetween = (from: string, to: string) => {
    const [first = 0, last = 0] = [Math.max(0, rowOf(from)), Math.max(0, rowOf(to))].toSorted((a, b) => a - b)
    return items.slice(first, last + 1).map(({ key }) => String(key))
  }

  return (
    <div className="flex flex-col gap-1.5">
      <div
        // As many rows as there are, up to what leaves room for the rest of the form.
        className="flex h-[min(18rem,calc((var(--rows)+1)*28px+2px))] flex-col overflow-hidden rounded-md border border-line pointer-coarse:h-[min(22rem,calc((var(--rows)+1)*44px+2px))]"
        style={{ '--rows': items.length } as CSSProperties}
      >
        <Grid
          ref={list}
          label="What moves"
          columns={COLUMNS}
          rowCount={items.length}
          activeRow={cursorRow}
          isSelected={(row) => selection.names.has(String(items[row]!.key))}
          rowKey={(row) => items[row]?.key ?? row}
          onPoint={(row, gesture) =>
            setSelection((now) => pointAt(now, String(items[row]!.key), gesture, keysBetween))
          }
          onOpen={(row) => edit(items[row])}
          onKeyDown={onKeyDown}
          renderCell={(row, column) => {
            const item = items[row]
            if (!item) return null
            if (column === 'lands' && item.key === editing?.key)
              return (
                <LandsField
                  label={`Where ${visibleText(ownName(item.source_path) || item.source_path)} lands`}
                  text={editing.text}
                  problemId={problem ? problemId : null}
                  onText={(text) => setEditing({ key: item.key, text })}
                  onEnd={endEditing}
                />
              )
            return (
              <BasketCell
                item={item}
                column={column}
                folder={folder}
                landing={landing}
                start={start}
                clashes={clashing.has(item.key)}
                isRefused={item.key === refusedKey}
                onEdit={edit}
                onRemove={remove}
              />
            )
          }}
        />
      </div>
      <p id={problemId} role="alert" className="text-sm text-bad empty:hidden">
        {problem}
      </p>
      {editing && !problem && (
        <p className="text-sm text-ink-2">
          A name or path below the destination folder, or a whole path. Empty: by the rule below.
        </p>
      )}
      {clashing.size > 0 && (
        <p className="text-sm text-warn">
          {plural(clashing.size, 'item')} land where another does, so that only one of them would be left.
          Give each a name of its own.{' '}
          <button
            type="button"
            className="font-semibold underline underline-offset-2"
            onClick={() => {
              const names = new Set(Array.from(clashing, String))
              const cursor = items.find(({ key }) => clashing.has(key))
              setSelection({ names, cursor: cursor ? String(cursor.key) : null, anchor: null })
              list.current?.focus()
            }}
          >
            Select them
          </button>
        </p>
      )}
      {selected.length > 0 && (
        <div className="flex flex-wrap items-center gap-x-2">
          <p className="text-sm text-ink-2">{plural(selected.length, 'item')} selected</p>
          <Button look="quiet" onClick={removeMeant}>
            Remove
          </Button>
        </div>
      )}
    </div>
  )
}

/** Takes items out and offers to put them back where they were. */
function removeItems(gone: readonly DraftItem[]) {
  const keys = new Set(gone.map(({ key }) => key))
  let taken: { at: number; item: DraftItem }[] = []
  let source: string | null = null
  changeDraft((now) => {
    source = now.source
    taken = now.items.flatMap((item, at) => (keys.has(item.key) ? [{ at, item }] : []))
    return withoutItems(now, keys)
  })
  const [only] = gone
  notify({
    title:
      gone.length === 1 && only
        ? `“${visibleText(ownName(only.source_path) || only.source_path)}” removed from the transfer`
        : `${plural(gone.length, 'item')} removed from the transfer`,
    action: {
      label: 'Undo',
      // By then the draft may be one of another collection.
      onClick: () => changeDraft((now) => (now.source === source ? withItemsBack(now, taken) : now)),
    },
  })
}
