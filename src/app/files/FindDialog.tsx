import { useQueryClient } from '@tanstack/react-query'
import { type ComponentProps, type FormEvent, type ReactNode, useId, useRef, useState } from 'react'
import { Button } from '../../components/Button'
import { Dialog } from '../../components/Dialog'
import { FileName } from '../../components/FileName'
import { formatBytes, formatCount, plural } from '../../components/format'
import { createFind, type Find, type Found, MOST_FOUND } from './find'
import { EMPTY_DRAFT, type FindDraft, readCriteria } from './find-criteria'
import { FindResults } from './FindResults'
import { folderLister } from '../shared/folder-walk'
import { useWalk } from '../shared/use-walk'
import { SmallFilesAdvice } from '../shared/SmallFilesAdvice'
import { WalkStatus } from '../shared/WalkStatus'

type FindDialogProps = {
  collectionId: string
  folder: string
  /** Opens the folder of a found entry, with all that was found in it selected. */
  onOpen: (found: Found, names: string[]) => void
  onAdd: (found: readonly Found[]) => void
  onClose: () => void
}

/** Looks for files and folders below this one by name, type, size and time. */
export function FindDialog({ collectionId, folder, onOpen, onAdd, onClose }: FindDialogProps) {
  const client = useQueryClient()
  const [draft, setDraft] = useState(EMPTY_DRAFT)
  const { walk, end, walking, go, stop } = useWalk<Find>()
  const formId = useId()
  const name = useRef<HTMLInputElement>(null)
  const criteria = readCriteria(draft)
  const problem = 'problem' in criteria ? criteria : null

  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!('problem' in criteria)) go(createFind(folder, folderLister(client, collectionId), criteria))
  }
  const field = (key: keyof FindDraft) => ({
    value: draft[key],
    'aria-invalid': problem?.field === key,
    'aria-describedby': problem?.field === key ? `${formId}-problem` : undefined,
    onChange: ({ target }: { target: { value: string } }) => setDraft({ ...draft, [key]: target.value }),
  })

  return (
    <Dialog
      open
      wide
      onClose={onClose}
      title="Find below this folder"
      description={<FileName name={folder} className="font-mono text-sm break-all" />}
      initialFocus={name}
      actions={
        <>
          <Button onClick={onClose}>Close</Button>
          {walking ? (
            <Button onClick={stop}>Stop</Button>
          ) : (
            <Button look="primary" type="submit" form={formId} disabled={problem !== null}>
              Find
            </Button>
          )}
        </>
      }
    >
      <div className="flex min-h-0 flex-col gap-3 overflow-y-auto p-0.5">
        <form id={formId} onSubmit={submit} className="grid grid-cols-2 gap-x-3 gap-y-2 sm:grid-cols-4">
          <Labelled label="Name" className="col-span-2 sm:col-span-3">
            <Field ref={name} {...field('name')} placeholder="words, *.tif, /^run/" className="font-mono" />
          </Labelled>
          <Labelled label="Type" className="col-span-2 sm:col-span-1">
            <select {...field('type')} className={FIELD}>
              <option value="any">anything</option>
              <option value="file">files</option>
              <option value="folder">folders</option>
              <option value="link">links</option>
            </select>
          </Labelled>
          <Labelled label="At least">
            <Field {...field('sizeFrom')} placeholder="10 MB" />
          </Labelled>
          <Labelled label="At most">
            <Field {...field('sizeTo')} placeholder="1.5 GB" />
          </Labelled>
          <Labelled label="Changed on or after">
            <Field type="date" {...field('since')} />
          </Labelled>
          <Labelled label="Changed before">
            <Field type="date" {...field('before')} />
          </Labelled>
        </form>
        <p id={`${formId}-problem`} role="alert" className="text-bad empty:hidden">
          {problem?.problem}
        </p>
        {walk && (
          <>
            <WalkStatus
              walk={walk}
              end={end}
              counts={`${formatCount(walk.totals.matches)} found${walk.totals.bytes > 0 ? `, ${formatBytes(walk.totals.bytes)} in files` : ''}; ${plural(walk.seen.folders, 'folder')} and ${plural(walk.seen.entries, 'entry', 'entries')} seen.${walk.totals.matches > MOST_FOUND ? ` The first ${formatCount(MOST_FOUND)} are shown.` : ''}`}
              onGoOn={() => {
                go(walk)
                // The button that was pressed goes away.
                name.current?.focus()
              }}
            />
            <SmallFilesAdvice totals={walk.totals} />
            <FindResults
              found={walk.found}
              start={folder}
              done={end !== null}
              onAdd={onAdd}
              onOpen={(chosen) =>
                onOpen(
                  chosen,
                  walk.found.flatMap((other) => (other.folder === chosen.folder ? other.entry.name : [])),
                )
              }
            />
          </>
        )}
      </div>
    </Dialog>
  )
}

const FIELD =
  'h-8.5 w-full min-w-0 rounded-md border border-edge bg-panel px-2 outline-none focus:border-accent focus:outline-2 focus:outline-accent aria-invalid:border-bad pointer-coarse:h-11'

const Field = ({ className = '', ...rest }: ComponentProps<'input'>) => (
  <input spellCheck={false} autoComplete="off" {...rest} className={`${FIELD} ${className}`} />
)

type LabelledProps = { label: string; className?: string; children: ReactNode }

const Labelled = ({ label, className = '', children }: LabelledProps) => (
  <label className={`flex min-w-0 flex-col gap-1 ${className}`}>
    <span className="text-sm text-ink-2">{label}</span>
    {children}
  </label>
)
