import { useId, useMemo, useRef, useState } from 'react'
import { Button } from '../../components/Button'
import { Dialog } from '../../components/Dialog'
import { FIELD } from '../../components/field'
import { formatCount, plural } from '../../components/format'
import { Notice } from '../../components/Notice'
import { withItems, withOtherItems } from '../shared/draft/draft'
import { useDraft } from '../shared/draft/draft-store'
import { changeInSlices } from './basket-sums'
import { isBareName, NO_MAPPING } from './lists/check-rows'
import { decodeText } from './lists/decode'
import { ListChooser } from './lists/ListChooser'
import { ListMapping } from './lists/ListMapping'
import { ListPreview } from './lists/ListPreview'
import { FORMATS, formatOf, type ListFormat } from './lists/read-list'
import { RefusedRows } from './lists/RefusedRows'
import { type ListText, useList } from './lists/use-list'

/** Takes items from a list: each row is looked at before anything is added, and what cannot be taken is told with why. */
export function ImportDialog({ onClose }: { onClose: () => void }) {
  const [list, setList] = useState<ListText | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const [mapping, setMapping] = useState(NO_MAPPING)
  const draft = useDraft(({ draft }) => draft)
  const { rows, read, checked } = useList(list, mapping, draft.items)
  const chooser = useRef<HTMLInputElement>(null)
  const newest = useRef<object | null>(null)
  const formatField = useId()
  const hasNames = useMemo(() => read?.rows.some(isBareName) ?? false, [read])
  const refused = useMemo(
    () => (read && checked ? [...read.refused, ...checked.refused].sort((a, b) => a.row - b.row) : []),
    [read, checked],
  )

  const take = (text: string, name: string | null, isBroken: boolean) => {
    setProblem(null)
    setList(text === '' ? null : { text, isBroken, format: formatOf(text, name) })
  }
  const takeFile = async (file: File) => {
    newest.current = file
    const decoded = await file.arrayBuffer().then(
      (bytes) => decodeText(new Uint8Array(bytes)),
      () => ({ problem: 'The file could not be read.' }),
    )
    if (newest.current !== file) return
    if ('problem' in decoded) {
      setList(null)
      setProblem(decoded.problem)
    } else take(decoded.text, file.name, decoded.isBroken)
  }
  const takePasted = (text: string) => {
    newest.current = null
    take(text, null, false)
  }

  const source = draft.source ?? read?.sides.source ?? null
  const isElsewhere =
    draft.source !== null && read?.sides.source != null && read.sides.source !== draft.source
  const add = async () => {
    if (!checked) return
    const { items } = checked
    onClose()
    await changeInSlices((now) => {
      const placed = { ...now, source, destination: now.destination ?? read?.sides.destination ?? null }
      return now.items === draft.items ? withOtherItems(placed, items) : withItems(placed, items)
    })
  }
  return (
    <Dialog
      open
      wide
      onClose={onClose}
      title="Import a list"
      description="CSV or tab-separated, lines of a CLI batch, a checksum file, or JSON. Nothing is added before you have seen it."
      initialFocus={chooser}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            look="primary"
            disabled={!checked || checked.items.length === 0 || source === null}
            onClick={() => void add()}
          >
            Add {checked ? plural(checked.items.length, 'item') : 'items'}
          </Button>
        </>
      }
    >
      <div className="flex min-h-0 flex-col gap-3 overflow-y-auto">
        <ListChooser ref={chooser} onFile={(file) => void takeFile(file)} onText={takePasted} />
        {problem && (
          <Notice live tone="bad" title="This list cannot be read">
            {problem}
          </Notice>
        )}
        {list && (
          <>
            <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
              <label htmlFor={formatField}>Read as</label>
              <select
                id={formatField}
                value={list.format}
                // The values are the names of the formats.
                onChange={({ target }) => setList({ ...list, format: target.value as ListFormat })}
                className={FIELD}
              >
                {Object.entries(FORMATS).map(([format, words]) => (
                  <option key={format} value={format}>
                    {words}
                  </option>
                ))}
              </select>
              <p role="status" className="text-ink-2">
                {checked
                  ? summary(checked.items.length, refused.length, checked.repeated)
                  : `Reading… ${formatCount(rows)} rows so far`}
              </p>
            </div>
            <ListMapping mapping={mapping} hasNames={hasNames} onChange={setMapping} />
          </>
        )}
        {checked && source === null && (
          <Notice tone="warn">Choose the collection that the items come from first.</Notice>
        )}
        {isElsewhere && (
          <Notice tone="warn">
            The list was made for another collection. Its paths are taken for the one that is chosen.
          </Notice>
        )}
        {checked && <RefusedRows refused={refused} />}
        {checked && <ListPreview draft={draft} items={checked.items} />}
      </div>
    </Dialog>
  )
}

/** `1,940 items to add · 3 rows left out · 12 there already`. */
const summary = (items: number, refused: number, repeated: number) =>
  [
    `${plural(items, 'item')} to add`,
    ...(refused > 0 ? [`${plural(refused, 'row')} left out`] : []),
    ...(repeated > 0 ? [`${formatCount(repeated)} there already`] : []),
  ].join(' · ')
