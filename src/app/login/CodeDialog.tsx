import { type FormEvent, useRef, useState } from 'react'
import { Button } from '../../components/Button'
import { Dialog } from '../../components/Dialog'
import { FIELD } from '../../components/field'
import { cancelAside, redeemCode, useLoginAttempt } from '../shared/login-attempt'

/** A code is shorter by far; what is pasted by mistake is not sent anywhere. */
const MOST_CHARACTERS = 512

/** Signing in where Globus cannot come back to this page: it shows a code, which is pasted here. */
export function CodeDialog() {
  const { aside } = useLoginAttempt()
  const [text, setText] = useState('')
  const [missing, setMissing] = useState(false)
  const field = useRef<HTMLInputElement>(null)
  const link = useRef<HTMLAnchorElement>(null)
  if (!aside) return null
  const busy = aside.phase === 'finishing'
  const code = text.trim()

  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (code !== '' && !/\s/.test(code)) return redeemCode(code)
    setMissing(true)
    field.current?.focus()
  }
  return (
    <Dialog
      open
      onClose={cancelAside}
      initialFocus={link}
      title="Sign in with a code"
      description="Globus cannot come back to this page by itself. It shows you a code instead; this page stays as it is meanwhile."
      actions={
        <>
          <Button onClick={cancelAside}>Cancel</Button>
          <Button look="primary" type="submit" form="pasted-code" busy={busy}>
            {busy ? 'Signing you in…' : 'Sign in'}
          </Button>
        </>
      }
    >
      <ol className="flex list-decimal flex-col gap-3 pl-5">
        <li>
          {aside.url ? (
            <a
              ref={link}
              href={aside.url.href}
              target="_blank"
              rel="noopener noreferrer"
              className="rounded-sm font-semibold text-accent-ink underline"
            >
              Open Globus in a new tab
            </a>
          ) : (
            'Getting ready…'
          )}
          , sign in and copy the code. It is good for ten minutes.
        </li>
        <li>
          <form id="pasted-code" onSubmit={submit} className="flex flex-col gap-1">
            <label htmlFor="code">Paste the code here</label>
            <input
              ref={field}
              id="code"
              value={text}
              maxLength={MOST_CHARACTERS}
              autoComplete="off"
              spellCheck={false}
              aria-invalid={missing}
              aria-describedby={missing ? 'code-missing' : undefined}
              onChange={({ target }) => {
                setText(target.value)
                setMissing(false)
              }}
              className={`${FIELD} font-mono`}
            />
            {missing && (
              <p id="code-missing" role="alert" className="text-bad">
                {code === '' ? 'The code is missing.' : 'A code has no spaces in it. Copy it again.'}
              </p>
            )}
          </form>
        </li>
      </ol>
    </Dialog>
  )
}
