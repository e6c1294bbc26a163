import { type FormEvent, type ReactNode, useId, useRef, useState } from 'react'
import { ApiError } from '../../api/errors'
import { Button } from '../../components/Button'
import { Dialog } from '../../components/Dialog'
import { ErrorNotice } from '../shared/ErrorNotice'
import { placeNameProblem } from './place-names'

type NameDialogProps = {
  title: string
  /** What gets the name: “bookmark”. */
  what: string
  /** Where it leads. */
  about: ReactNode
  name: string
  /** The names of the others. */
  taken: readonly string[]
  verb: string
  busy?: boolean
  error?: unknown
  /** What went wrong, in the screen's words. */
  failure: string
  /** A further button, on the other side. */
  aside?: ReactNode
  onSubmit: (name: string) => void
  onClose: () => void
}

/** Asks what something is to be called. */
export function NameDialog(props: NameDialogProps) {
  const { title, what, about, taken, verb, busy = false, error, failure, aside, onSubmit, onClose } = props
  const [name, setName] = useState(props.name)
  const [refused, setRefused] = useState<string | null>(null)
  const field = useRef<HTMLInputElement>(null)
  const id = useId()
  // The service knows names that were given elsewhere since.
  const isTaken = error instanceof ApiError && error.status === 409 && refused === name
  const problem = placeNameProblem(name.trim(), isTaken ? [name.trim()] : taken, what)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (name.trim() === '' || problem !== null || busy) return
    setRefused(name)
    onSubmit(name.trim())
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title={title}
      initialFocus={field}
      actions={
        <>
          {aside && <div className="mr-auto">{aside}</div>}
          <Button onClick={onClose}>Cancel</Button>
          <Button
            look="primary"
            type="submit"
            form={id}
            busy={busy}
            disabled={name.trim() === '' || problem !== null}
          >
            {verb}
          </Button>
        </>
      }
    >
      <form id={id} onSubmit={submit} className="flex min-h-0 flex-col gap-2 overflow-y-auto">
        <label className="flex flex-col gap-1">
          <span className="text-ink-2">Name</span>
          <input
            ref={field}
            value={name}
            maxLength={128}
            spellCheck={false}
            autoComplete="off"
            aria-invalid={problem !== null}
            aria-describedby={`${id}-about`}
            onFocus={({ target }) => target.select()}
            onChange={(event) => setName(event.target.value)}
            className="h-8.5 rounded-md border border-edge bg-panel px-2.5 outline-none focus:border-accent focus:outline-2 focus:-outline-offset-2 focus:outline-accent pointer-coarse:h-11"
          />
        </label>
        <div id={`${id}-about`} className="text-sm break-words text-ink-2">
          {problem ? (
            <span role="alert" className="text-bad">
              {problem}
            </span>
          ) : (
            about
          )}
        </div>
        {error != null && !(error instanceof ApiError && error.status === 409) && (
          <ErrorNotice error={error} doing={failure} />
        )}
      </form>
    </Dialog>
  )
}
