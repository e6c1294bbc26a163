import { type MouseEvent, useEffect, useRef, useState } from 'react'
import { Button, type ButtonProps } from '../../components/Button'
import { useServices } from '../services'
import { SEEN_MS } from './deliberate'

type DeliberateButtonProps = Omit<ButtonProps, 'onClick'> & { onPress: () => void }

/**
 * A button that submits something: it takes only what a person does who has had time to see it (checklist E4), and says
 * so to whoever is quicker. The Enter key of its form presses it too.
 */
export function DeliberateButton({ onPress, busy = false, children, ...rest }: DeliberateButtonProps) {
  const { isDeliberate } = useServices()
  const seenSince = useRef(Infinity)
  const [ready, setReady] = useState(false)
  const [hasty, setHasty] = useState(false)

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>
    const begin = () => {
      clearTimeout(timer)
      seenSince.current = document.hidden ? Infinity : performance.now()
      setReady(false)
      if (!document.hidden)
        timer = setTimeout(() => {
          setReady(true)
          setHasty(false)
        }, SEEN_MS)
    }
    begin()
    document.addEventListener('visibilitychange', begin)
    return () => {
      clearTimeout(timer)
      document.removeEventListener('visibilitychange', begin)
    }
  }, [])

  const press = (event: MouseEvent) => {
    // The form itself is sent nowhere, and may be gone in a moment.
    event.preventDefault()
    if (busy) return
    if (isDeliberate(event.nativeEvent, performance.now() - seenSince.current)) onPress()
    else if (!ready) setHasty(true)
  }
  return (
    <>
      <Button {...rest} aria-disabled={busy || !ready || undefined} busy={busy} onClick={press}>
        {hasty ? 'Getting ready…' : children}
      </Button>
      {/* The words of a button are not read out when they change. */}
      <span role="status" className="sr-only">
        {hasty && 'Getting ready. Press it again in a moment.'}
      </span>
    </>
  )
}
