import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { type Consent, revokeConsent } from '../../api/auth-service'
import { collectionQueries } from '../../api/queries/collections'
import { consentQueries } from '../../api/queries/consents'
import { withoutScopes } from '../../auth/scopes'
import { Button } from '../../components/Button'
import { Dialog } from '../../components/Dialog'
import { formatZonedDateTime } from '../../components/format'
import { AUTH_SERVER, VIEW_CONSENTS_SCOPE } from '../scopes'
import { useAuthState, useServices } from '../services'
import { DeliberateButton } from '../shared/DeliberateButton'
import { ErrorNotice } from '../shared/ErrorNotice'
import { useLogin } from '../shared/use-login'
import { collectionOf, scopeWords } from './access-words'

/** What the person has allowed this app, each to be taken back; seeing it is a permission of its own. */
export function Consents({ subject }: { subject: string }) {
  const { session } = useAuthState()
  const login = useLogin()
  // Checklist A13: asked for by whoever wants to see this, and by nobody else.
  const maySee = session?.tokens[AUTH_SERVER]?.scope.split(' ').includes(VIEW_CONSENTS_SCOPE) ?? false
  if (maySee) return <ConsentList subject={subject} />
  return (
    <>
      <p className="text-ink-2">
        Globus keeps the list. To show it here, this page needs your permission to read it.
      </p>
      <Button
        className="w-fit"
        busy={login.isPending}
        onClick={() => login.start({ required_scopes: [VIEW_CONSENTS_SCOPE] })}
      >
        Allow and show the list
      </Button>
    </>
  )
}

function ConsentList({ subject }: { subject: string }) {
  const { data, error, refetch } = useQuery(consentQueries.of(subject))
  const [asked, setAsked] = useState<Consent | null>(null)
  const ids = Array.from(new Set((data ?? []).flatMap(({ scope_name: scope }) => collectionOf(scope) ?? [])))
  const { data: collections = [] } = useQuery({ ...collectionQueries.many(ids), enabled: ids.length > 0 })
  const nameOf = (scope: string) => {
    const id = collectionOf(scope)
    return collections.find((one) => one.id === id)?.display_name ?? null
  }
  if (error)
    return <ErrorNotice error={error} doing="The list could not be read" onRetry={() => void refetch()} />
  if (!data) return <p role="status">Reading…</p>
  if (data.length === 0) return <p className="text-ink-2">Nothing.</p>
  return (
    <>
      <ul className="flex flex-col gap-2">
        {data.map((consent) => {
          const words = scopeWords(consent.scope_name, nameOf(consent.scope_name))
          return (
            <li
              key={consent.id}
              className="flex flex-wrap items-center gap-2 rounded-md border border-line px-3 py-2"
            >
              <div className="min-w-0 flex-1">
                <p className="break-words first-letter:uppercase">{words}</p>
                <p className="text-sm text-ink-2">
                  Since {formatZonedDateTime(Date.parse(consent.created))}
                  {consent.last_used &&
                    `, used last on ${formatZonedDateTime(Date.parse(consent.last_used))}`}
                </p>
              </div>
              {(consent.atomically_revocable || consent.dependency_path.length === 1) && (
                <Button look="danger" aria-label={`Take back: ${words}`} onClick={() => setAsked(consent)}>
                  Take back…
                </Button>
              )}
            </li>
          )
        })}
      </ul>
      {asked && (
        <RevokeDialog
          subject={subject}
          consent={asked}
          words={scopeWords(asked.scope_name, nameOf(asked.scope_name))}
          onClose={() => setAsked(null)}
        />
      )}
    </>
  )
}

type RevokeProps = { subject: string; consent: Consent; words: string; onClose: () => void }

function RevokeDialog({ subject, consent, words, onClose }: RevokeProps) {
  const { auth } = useServices()
  const client = useQueryClient()
  const isBase = consent.dependency_path.length === 1
  const revoke = useMutation({
    mutationFn: () => revokeConsent(subject, consent.id),
    onSuccess: () => {
      const { session } = auth.session.store.getState()
      // What was taken back is not asked for with the next consent, nor thought to be there.
      if (session && !isBase)
        auth.session.set({ ...session, scope: withoutScopes(session.scope, [consent.scope_name]) })
      onClose()
      return client.invalidateQueries({ queryKey: consentQueries.all() })
    },
  })
  return (
    <Dialog
      open
      onClose={onClose}
      title="Take this permission back?"
      description={`This page may then no longer ${words}. ${
        isBase
          ? 'It is one that the page needs: you will have to sign in again, and tasks that run may stop.'
          : 'Tasks that run there may stop. You are asked again when you open the collection.'
      }`}
      actions={
        <>
          <Button onClick={onClose}>Keep it</Button>
          <DeliberateButton look="danger" busy={revoke.isPending} onPress={() => revoke.mutate()}>
            Take it back
          </DeliberateButton>
        </>
      }
    >
      {revoke.error && <ErrorNotice error={revoke.error} doing="It was not taken back" />}
    </Dialog>
  )
}
