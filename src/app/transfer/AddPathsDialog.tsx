import { useDeferredValue, useEffect, useId, useMemo, useRef, useState } from 'react'
import { Button } from '../../components/Button'
import { Dialog } from '../../components/Dialog'
import { AREA } from '../../components/field'
import { FileName } from '../../components/FileName'
import { formatCount, plural } from '../../components/format'
import { notify } from '../../components/toasts'
import { withItems } from '../shared/draft/draft'
import { useDraft } from '../shared/draft/draft-store'
import { forgetKept, keep, readKept, useKeptKey } from '../shared/kept'
import { changeInSlices } from './basket-sums'
import { readPaths } from './read-paths'

/** More would not be read. */
const MOST_SHOWN = 50

/** Takes pasted paths of the source, one on each line, and names the lines that are none. */
export function AddPathsDialog({ onClose }: { onClose: () => void }) {
  const key = useKeptKey('pasted')
  const [text, setText] = useState(() => readKept(key) ?? '')
  const field = useRef<HTMLTextAreaElement>(null)
  const id = useId()
  const shown = useDeferredValue(text)
  const { items, refused } = useMemo(() => readPaths(shown), [shown])

  // Whoever leaves in the middle, or presses Escape, finds it again.
  useEffect(() => {
    if (shown === '') forgetKept(key)
    else keep(key, shown)
  }, [key, shown])
  const end = () => {
    forgetKept(key)
    onClose()
  }

  const add = async () => {
    // The very latest text, should the page be behind.
    const added = shown === text ? items : readPaths(text).items
    onClose()
    const before = useDraft.getState().draft.items.length
    await changeInSlices((now) => withItems(now, added))
    // Not before they are kept as items.
    forgetKept(key)
    const fresh = useDraft.getState().draft.items.length - before
    const known = added.length - fresh
    if (known > 0)
      notify({ title: `${plural(known, 'path')} ${known === 1 ? 'was' : 'were'} in the transfer already` })
  }
  return (
    <Dialog
      open
      wide
      onClose={onClose}
      title="Add paths"
      description="Paths of the source, one on each line. A slash at the end makes it a folder; of any other path Globus finds out what it is."
      initialFocus={field}
      actions={
        <>
          <Button onClick={end}>Cancel</Button>
          <Button look="primary" disabled={items.length === 0} onClick={() => void add()}>
            Add {items.length > 0 ? plural(items.length, 'path') : 'paths'}
          </Button>
        </>
      }
    >
      <textarea
        ref={field}
        aria-label="Paths"
        aria-describedby={`${id}-refused`}
        value={text}
        rows={8}
        spellCheck={false}
        autoComplete="off"
        placeholder={'/data/run-0417/\n~/notes.txt'}
        onChange={({ target }) => setText(target.value)}
        className={AREA}
      />
      <div id={`${id}-refused`} role="status" className="flex min-h-0 flex-col gap-1 overflow-y-auto text-sm">
        {refused.length > 0 && (
          <>
            <p className="text-bad">
              {plural(refused.length, 'line')} {refused.length === 1 ? 'is' : 'are'} left out:
            </p>
            <ul className="flex flex-col gap-0.5">
              {refused.slice(0, MOST_SHOWN).map(({ line, text: written, problem }) => (
                <li key={line} className="break-words">
                  <span className="text-ink-3">Line {formatCount(line)}</span>{' '}
                  <FileName name={written} className="font-mono" />: {problem}
                </li>
              ))}
              {refused.length > MOST_SHOWN && (
                <li className="text-ink-2">and {formatCount(refused.length - MOST_SHOWN)} more</li>
              )}
            </ul>
          </>
        )}
      </div>
    </Dialog>
  )
}
