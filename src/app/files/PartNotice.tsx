import { type FormEvent, useId, useState } from 'react'
import { isCut } from '../../api/listing'
import { Button } from '../../components/Button'
import { FileName } from '../../components/FileName'
import { formatCount } from '../../components/format'
import { Notice } from '../../components/Notice'
import { emptySelection } from '../shared/selection'
import { setSelection } from './selection-store'
import { readServerFilter } from './server-filter'
import type { PaneView } from './use-pane-view'

type PartNoticeProps = {
  view: PaneView
  /** Gives the keyboard back to the list. */
  onDone: () => void
}

/** Says that a pane does not list everything of its folder, and asks Globus for other names of it: once per Enter. */
export function PartNotice({ view, onDone }: PartNoticeProps) {
  const { pane, listing } = view
  const [typed, setTyped] = useState(pane.only)
  const [known, setKnown] = useState(pane.only)
  const problemId = useId()
  // Changed by the address, or cleared.
  if (pane.only !== known) {
    setKnown(pane.only)
    setTyped(pane.only)
  }
  const read = readServerFilter(typed)
  const problem = 'problem' in read ? read.problem : null
  const list = (only: string) => {
    // What was selected need not be among them.
    setSelection(view.side, view.place, emptySelection)
    view.update({ only })
    onDone()
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (problem === null && typed.trim() !== pane.only) list(typed.trim())
  }
  return (
    <div className="px-2">
      <Notice tone={pane.only === '' || (listing.data && isCut(listing.data)) ? 'warn' : 'info'}>
        <p role="status">
          <Words view={view} />
        </p>
        <form onSubmit={submit} className="mt-1.5 flex flex-wrap items-center gap-2">
          <input
            aria-label="List only names like"
            placeholder="List only names like *.tif, run-*"
            aria-invalid={problem !== null}
            aria-describedby={problemId}
            value={typed}
            spellCheck={false}
            autoComplete="off"
            onChange={({ target }) => setTyped(target.value)}
            className="h-7.5 w-56 min-w-0 rounded-md border border-edge bg-panel px-2 text-ink outline-none focus:border-accent pointer-coarse:h-11"
          />
          <Button type="submit" disabled={problem !== null || typed.trim() === pane.only}>
            List these
          </Button>
          {pane.only !== '' && (
            <Button look="quiet" onClick={() => list('')}>
              List everything
            </Button>
          )}
          <span id={problemId} role="status" className="text-sm text-bad empty:hidden">
            {problem}
          </span>
        </form>
      </Notice>
    </div>
  )
}

/** What is listed, and what that leaves out. */
function Words({ view: { pane, listing } }: { view: PaneView }) {
  const cut = listing.data && isCut(listing.data) ? listing.data : null
  const first = cut && formatCount(cut.entries.length)
  const all = cut && (cut.total === null ? 'may be more' : `are ${formatCount(cut.total)}`)
  if (pane.only === '')
    return first === null ? null : (
      <>
        Only {first} names of this folder are listed, and there {all}: Globus lists no more at once. Sorting,
        filtering and comparing know only these.
      </>
    )
  return (
    <>
      Only names like <FileName name={pane.only} className="font-mono" /> are listed
      {cut && `, and of these only ${first}: there ${all}`}.
    </>
  )
}
