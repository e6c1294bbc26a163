import { useEffect, useEffectEvent } from 'react'
import { formatDuration } from '../../components/format'
import { useNow } from './use-now'

type RetryCountdownProps = {
  /** Seconds that the service asked for. */
  seconds: number
  /** When it said so, in milliseconds since 1970. */
  since: number
  onRetry: () => void
}

/** Says when it will be tried again, and tries again then; while nobody looks at the page, it waits until somebody does. */
export function RetryCountdown({ seconds, since, onRetry }: RetryCountdownProps) {
  // A service that says “in no time” is still not asked again in a circle.
  const pause = Math.max(1, Math.ceil(seconds))
  const due = since + pause * 1000
  const left = Math.ceil((due - useNow(true)) / 1000)
  const retryWhenDue = useEffectEvent(() => {
    if (Date.now() >= due && document.visibilityState !== 'hidden') onRetry()
  })
  useEffect(() => {
    const check = () => retryWhenDue()
    const timer = setTimeout(check, due - Date.now())
    document.addEventListener('visibilitychange', check)
    return () => {
      clearTimeout(timer)
      document.removeEventListener('visibilitychange', check)
    }
  }, [due])
  return (
    <p>
      {/* Read out once; the seconds are for the eye. */}
      <span className="sr-only">It is tried again by itself in {formatDuration(pause)}.</span>
      <span aria-hidden>
        {left > 0 ? `It is tried again by itself in ${formatDuration(left)}.` : 'It is tried again now.'}
      </span>
    </p>
  )
}
