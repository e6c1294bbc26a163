import { type FormEvent, useDeferredValue, useId, useMemo, useRef, useState } from 'react'
import { foldName, isSafeName } from '../../api/listing'
import { Button } from '../../components/Button'
import { Dialog } from '../../components/Dialog'
import { plural } from '../../components/format'
import { readNamePattern } from './name-pattern'
import type { PaneRows } from './pane-rows'
import { setSelection, useSelection } from './selection-store'
import type { PaneView } from './use-pane-view'

type SelectDialogProps = {
  view: PaneView
  rows: PaneRows
  /** Takes what matches out of the selection instead of adding it. */
  leaveOut: boolean
  onClose: () => void
}

/** Selects among the names shown by a pattern, and says beforehand how many that is. */
export function SelectDialog({ view, rows, leaveOut, onClose }: SelectDialogProps) {
  const { side, place } = view
  const selection = useSelection(view)
  const [typed, setTyped] = useState('')
  const field = useRef<HTMLInputElement>(null)
  const formId = useId()
  const wanted = useDeferredValue(typed)
  const pattern = useMemo(() => readNamePattern(wanted), [wanted])
  const problem = 'problem' in pattern ? pattern.problem : null
  const names = useMemo(
    () => (leaveOut ? Array.from(selection.names) : rows.allNames().filter(isSafeName)),
    [leaveOut, selection.names, rows],
  )
  const matching = useMemo(() => matchesOf(pattern, names), [pattern, names])

  const submit = (event: FormEvent) => {
    event.preventDefault()
    // Enter may be quicker than the count: what is meant is what was typed.
    const chosen = typed === wanted ? matching : matchesOf(readNamePattern(typed), names)
    if (chosen.length === 0) return
    const next = new Set(selection.names)
    for (const name of chosen) {
      if (leaveOut) next.delete(name)
      else next.add(name)
    }
    setSelection(side, place, { ...selection, names: next })
    onClose()
  }

  return (
    <Dialog
      open
      onClose={onClose}
      title={leaveOut ? 'Leave out by pattern' : 'Select by pattern'}
      initialFocus={field}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            look="primary"
            type="submit"
            form={formId}
            disabled={typed === wanted && matching.length === 0}
          >
            {leaveOut ? 'Leave out' : 'Select'}
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={submit} className="flex flex-col gap-2">
        <label className="flex flex-col gap-1">
          <span className="text-ink-2">Pattern</span>
          <input
            ref={field}
            value={typed}
            spellCheck={false}
            autoComplete="off"
            aria-invalid={problem !== null}
            aria-describedby={`${formId}-found`}
            onChange={(event) => setTyped(event.target.value)}
            className="h-8.5 rounded-md border border-edge bg-panel px-2.5 font-mono outline-none focus:border-accent focus:outline-2 focus:outline-accent pointer-coarse:h-11"
          />
        </label>
        <p id={`${formId}-found`} role="status" className={problem ? 'text-bad' : 'text-ink-2'}>
          {problem ??
            (wanted.trim() === ''
              ? 'A part of the name, *.tif for whole names, or /^run-\\d+$/ for an expression.'
              : `${plural(matching.length, 'name')} ${leaveOut ? 'of the selection' : 'shown here'} ${matching.length === 1 ? 'matches' : 'match'}.`)}
        </p>
      </form>
    </Dialog>
  )
}

function matchesOf(pattern: ReturnType<typeof readNamePattern>, names: readonly string[]): readonly string[] {
  if ('problem' in pattern || pattern.kind === 'everything') return []
  return names.filter((name) => pattern.matches(name, foldName(name)))
}
