import { useQueryClient } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { ApiError, pauseSeconds, requiredScopes } from '../../api/errors'
import { collectionQueries } from '../../api/queries/collections'
import { coversScopes } from '../../auth/scopes'
import { Button } from '../../components/Button'
import { Notice } from '../../components/Notice'
import { visibleText } from '../../components/visible-name'
import { collectionsOf } from './consent-plan'
import { demandWords, wasAnswered } from './demand'
import { explainError, type Remedy } from './explain-error'
import { useAuthState, useServices } from '../services'
import { describeLoginFailure, toLoginError } from './login-failure'
import { RetryCountdown } from './RetryCountdown'
import { isUnclearError, UNCLEAR } from './unclear'
import { useLogin } from './use-login'
import { useNow } from './use-now'

type ErrorNoticeProps = {
  error: unknown
  /** What went wrong, when the screen knows it better: "The copy was not started". */
  doing?: string
  /** What is said instead of a submission that may have been accepted all the same (checklist G7). */
  whenUnclear?: string
  onRetry?: () => void
  /** When it went wrong (ms). With it, what the service asks to wait for is tried again by itself: for reads. */
  failedAt?: number
  /** What the screen offers for a remedy of its own. */
  offers?: Partial<Record<Remedy, { label: string; onClick: () => void; busy?: boolean }>>
  /** Further buttons, whatever the error. */
  actions?: ReactNode
  /** Whom to ask about the collection, as the collection names them. */
  contact?: string | null
  /** What else there is to say. */
  children?: ReactNode
}

/** Shows an error once, where it happened, with the button that helps. */
export function ErrorNotice(props: ErrorNoticeProps) {
  const { error, whenUnclear = UNCLEAR, onRetry, failedAt, offers = {}, actions, contact, children } = props
  const unclear = isUnclearError(error)
  const doing = unclear ? whenUnclear : props.doing
  const login = useLogin()
  const { config } = useServices()
  const { session, ended } = useAuthState()
  // Design decision 6: a demand that repeats stops with an explanation. Boxes may be unticked on the consent page.
  const demand = error instanceof ApiError ? error.authorizationParameters : null
  const scopes = requiredScopes(error)
  const shownAt = useNow(false)
  const askedBefore =
    scopes.length > 0
      ? session !== null && coversScopes(session.scope, scopes)
      : wasAnswered(demand, session?.answered, shownAt)
  const client = useQueryClient()
  const names = collectionsOf(scopes).flatMap((id) => {
    // What is known of it already: an error makes no request.
    const name = client.getQueryData(collectionQueries.one(id).queryKey)?.display_name
    return name === undefined ? [] : visibleText(name)
  })
  const usernameOf = (id: string) =>
    session?.identities?.find(({ subject }) => subject === id)?.username ?? visibleText(id)
  const { title, text, remedy } = explainError(error, {
    askedBefore,
    names,
    proof: demandWords(demand, usernameOf),
    username: visibleText(session?.person.username ?? ''),
    contact: visibleText(contact ?? ''),
  })
  const asks = remedy === 'consent' || remedy === 'session' || remedy === 'sign-in'
  const labels = {
    consent: 'Allow access',
    session: 'Sign in for this collection',
    'sign-in': 'Sign in again',
  }
  const offer = offers[remedy]
  const pause = failedAt === undefined ? null : pauseSeconds(error)

  // Checklist G5: the shell asks to sign in again, once for all that an ended session stops.
  if (remedy === 'sign-in' && ended)
    return (
      <p className="px-1 py-2 text-ink-2">{doing ?? 'This could not be read'}: your sign-in has ended.</p>
    )
  return (
    <Notice
      live
      tone={asks ? 'info' : 'bad'}
      title={doing ? `${doing}. ${title}` : title}
      actions={
        <>
          {asks && (
            <Button look="primary" busy={login.isPending} onClick={() => login.start(demand)}>
              {labels[remedy]}
            </Button>
          )}
          {offer && (
            <Button busy={offer.busy ?? false} onClick={offer.onClick}>
              {offer.label}
            </Button>
          )}
          {onRetry && !asks && remedy !== 'none' && (
            <Button onClick={onRetry}>
              {unclear ? 'Check again' : pause === null ? 'Try again' : 'Try now'}
            </Button>
          )}
          {actions}
        </>
      }
    >
      <p>{text}</p>
      {pause !== null && failedAt !== undefined && onRetry && (
        <RetryCountdown seconds={pause} since={failedAt} onRetry={onRetry} />
      )}
      {children}
      {login.error && (
        <p className="text-bad">
          {describeLoginFailure(toLoginError(login.error), config.environment, true).title}.
        </p>
      )}
      {error instanceof ApiError && !asks && <ErrorDetails error={error} />}
    </Notice>
  )
}

/** The service's own words and the request id, which a help desk asks for. */
function ErrorDetails({ error }: { error: ApiError }) {
  return (
    <details className="mt-1">
      <summary className="w-fit cursor-pointer rounded-sm text-sm text-ink-3 hover:text-ink">Details</summary>
      <pre className="mt-1 max-h-40 overflow-auto font-mono text-sm whitespace-pre-wrap">
        {`${error.code}\n${error.message}${error.requestId ? `\nrequest ${error.requestId}` : ''}`}
      </pre>
    </details>
  )
}
