import { useEffect, useState } from 'react'
import type { DraftItem } from '../../shared/draft/draft'
import { type Checked, checkRows, type Mapping } from './check-rows'
import { type ListFormat, type ListRead, readList } from './read-list'

/** A list as it was chosen, dropped or pasted. */
export type ListText = { text: string; isBroken: boolean; format: ListFormat }

/** Milliseconds between two words on how far it has come. */
const TELL_MS = 150

/** What comes of a list; null while it is being worked out, or there is none. */
export function useList(list: ListText | null, mapping: Mapping, there: readonly DraftItem[]) {
  const [rows, setRows] = useState(0)
  const [read, setRead] = useState<{ of: ListText; result: ListRead } | null>(null)
  const [checked, setChecked] = useState<{ of: ListRead; mapping: Mapping; result: Checked } | null>(null)

  useEffect(() => {
    if (!list) return
    const aborting = new AbortController()
    const { text, format, isBroken } = list
    let toldAt = 0
    const tell = (rows: number) => {
      // More often nobody can read it, and to show it takes a third of the time.
      if (performance.now() - toldAt < TELL_MS) return
      toldAt = performance.now()
      setRows(rows)
    }
    void readList(text, format, isBroken, aborting.signal, tell).then(
      (result) => setRead({ of: list, result }),
      // Another list is being read by now, or the dialog is gone.
      () => undefined,
    )
    return () => aborting.abort()
  }, [list])

  const result = read && read.of === list ? read.result : null
  useEffect(() => {
    if (!result) return
    const aborting = new AbortController()
    void checkRows(result.rows, mapping, there, aborting.signal).then(
      (checked) => setChecked({ of: result, mapping, result: checked }),
      () => undefined,
    )
    return () => aborting.abort()
  }, [result, mapping, there])

  const isChecked = checked !== null && checked.of === result && checked.mapping === mapping
  return { rows, read: result, checked: isChecked ? checked.result : null }
}
