import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useDeferredValue, useId, useMemo, useRef, useState } from 'react'
import { isPart, type Listing } from '../../api/listing'
import { renameMutation } from '../../api/queries/files'
import type { FileDocument } from '../../api/wire'
import { Button } from '../../components/Button'
import { Dialog } from '../../components/Dialog'
import { FileName } from '../../components/FileName'
import { formatCount, plural } from '../../components/format'
import { notify } from '../../components/toasts'
import { visibleText } from '../../components/visible-name'
import { ErrorNotice } from '../shared/ErrorNotice'
import { childPath } from '../shared/file-path'
import { planRenames } from './rename-plan'

type RenameManyDialogProps = {
  collectionId: string
  listing: Listing
  entries: readonly FileDocument[]
  onClose: () => void
}

/** Rows of the preview; a thousand more would only repeat what these show. */
const SHOWN = 200

const FIELD =
  'h-8.5 rounded-md border border-edge bg-panel px-2.5 font-mono text-sm outline-none focus:border-accent focus:outline-2 focus:outline-accent pointer-coarse:h-11'

/** Gives many entries new names by one rule, and shows every name before anything happens. */
export function RenameManyDialog({ collectionId, listing, entries, onClose }: RenameManyDialogProps) {
  const [rule, setRule] = useState({ find: '', replacement: '' })
  const [done, setDone] = useState(0)
  const field = useRef<HTMLInputElement>(null)
  const formId = useId()
  const wanted = useDeferredValue(rule)
  const plan = useMemo(
    () =>
      planRenames(
        entries.map(({ name }) => name),
        listing,
        wanted,
      ),
    [entries, listing, wanted],
  )
  const { mutateAsync: rename } = useMutation(renameMutation())
  const steps = 'problem' in plan ? [] : plan.steps
  const order = 'problem' in plan ? null : plan.order
  const refused = steps.filter(({ problem }) => problem !== null).length

  const start = useMutation({
    mutationFn: async (names: readonly { from: string; to: string }[]) => {
      const unseen = isPart(listing)
      const folders = new Set(entries.flatMap(({ name, type }) => (type === 'dir' ? name : [])))
      for (const [index, { from, to }] of names.entries()) {
        const isFolder = folders.has(from)
        // A name in between is a folder's as well.
        if (isFolder) folders.add(to)
        const newPath = childPath(listing.path, to, isFolder)
        // One by one: a name may be free only once another has given it up.
        // oxlint-disable-next-line no-await-in-loop
        await rename({ collectionId, folder: listing.path, name: from, newPath, isFolder, unseen })
        setDone(index + 1)
      }
    },
    onSuccess: () => {
      notify({ tone: 'ok', title: `Renamed ${plural(steps.length, 'name')}` })
      onClose()
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    // What was renamed before an error is not done twice: the dialog then only says how far it came.
    if (order && order.length > 0 && start.isIdle && wanted === rule) start.mutate(order)
  }

  return (
    <Dialog
      open
      wide
      onClose={onClose}
      title={`Rename ${plural(entries.length, 'name')}`}
      initialFocus={field}
      actions={
        <>
          <Button onClick={onClose}>{start.isIdle ? 'Cancel' : 'Close'}</Button>
          <Button
            look="primary"
            type="submit"
            form={formId}
            busy={start.isPending}
            disabled={!order || order.length === 0 || start.isError}
          >
            {start.isPending
              ? `Renaming ${formatCount(done + 1)} of ${formatCount(order?.length ?? 0)}`
              : `Rename ${plural(steps.length, 'name')}`}
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={submit} className="flex min-h-0 flex-col gap-2.5">
        <div className="grid gap-2 sm:grid-cols-2">
          <label className="flex flex-col gap-1">
            <span className="text-ink-2">Find (empty: the whole name)</span>
            <input
              ref={field}
              value={rule.find}
              spellCheck={false}
              autoComplete="off"
              onChange={({ target }) => setRule({ ...rule, find: target.value })}
              className={FIELD}
            />
          </label>
          <label className="flex flex-col gap-1">
            <span className="text-ink-2">Put in its place</span>
            <input
              value={rule.replacement}
              spellCheck={false}
              autoComplete="off"
              onChange={({ target }) => setRule({ ...rule, replacement: target.value })}
              className={FIELD}
            />
          </label>
        </div>
        <p className="text-sm text-ink-2">
          Text as it is, or <code className="font-mono">/run-(\d+)/</code> with{' '}
          <code className="font-mono">$1</code>. <code className="font-mono">{'{nnn}'}</code> counts 001, 002
          …
        </p>
        <p
          role="status"
          className={`text-sm ${refused > 0 || 'problem' in plan ? 'text-bad' : 'text-ink-2'}`}
        >
          {'problem' in plan
            ? plan.problem
            : refused > 0
              ? `${plural(refused, 'name')} cannot be. Nothing is renamed before that is put right.`
              : wanted.find === '' && wanted.replacement === ''
                ? 'Every new name is shown here before anything changes.'
                : `${plural(steps.length, 'name')} would change.`}
        </p>
        {steps.length > 0 && (
          <ul className="flex min-h-0 flex-col gap-0.5 overflow-y-auto rounded-md bg-sunk px-3 py-2">
            {steps.slice(0, SHOWN).map(({ from, to, problem }) => (
              <li key={from} className="grid grid-cols-[minmax(0,1fr)_auto_minmax(0,1fr)] gap-2 break-all">
                <FileName name={from} className="text-ink-2" />
                <span aria-label="becomes">→</span>
                <span>
                  <FileName name={to} />
                  {problem && <span className="block text-sm break-normal text-bad">{problem}</span>}
                </span>
              </li>
            ))}
            {steps.length > SHOWN && (
              <li className="text-ink-2">and {plural(steps.length - SHOWN, 'more name')}</li>
            )}
          </ul>
        )}
        {start.error && (
          <ErrorNotice
            error={start.error}
            doing={`“${visibleText(order?.[done]?.from ?? '')}” was not renamed; ${plural(done, 'name')} before it ${done === 1 ? 'was' : 'were'}`}
          />
        )}
      </form>
    </Dialog>
  )
}
