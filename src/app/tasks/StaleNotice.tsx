import { formatDuration } from '../../components/format'
import { Notice } from '../../components/Notice'
import { explainError } from '../shared/explain-error'
import { useNow } from '../shared/use-now'

/** The last refresh failed: what is shown stays, with its age. */
export function StaleNotice({ at, error }: { at: number; error: unknown }) {
  const now = useNow(true)
  const { title, remedy } = explainError(error)
  return (
    <Notice tone="warn" title={title}>
      This is the last known state, {formatDuration((now - at) / 1000)} old.{' '}
      {remedy === 'sign-in' ? 'Sign in again to go on.' : 'The page tries again by itself.'}
    </Notice>
  )
}
