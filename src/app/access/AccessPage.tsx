import type { ReactNode } from 'react'
import { FileName } from '../../components/FileName'
import { formatZonedDateTime } from '../../components/format'
import { useAuthState } from '../services'
import { useNow } from '../shared/use-now'
import { useTitle } from '../shared/use-title'
import { scopeWords, serviceName } from './access-words'
import { Consents } from './Consents'
import { KeptHere } from './KeptHere'

/** What this page may do for the person, until when, and as whom: to look at and to take back. */
export function AccessPage() {
  useTitle('My access')
  const { session } = useAuthState()
  if (!session) return null
  const { person, identities = [], tokens } = session
  return (
    <div className="min-h-0 flex-1 overflow-auto p-4">
      <div className="mx-auto flex max-w-3xl flex-col gap-6">
        <h1 className="text-lg font-semibold">My access</h1>
        <Section title="Who you are here">
          <ul className="flex flex-col gap-2">
            {identities.map(({ subject, username, organization, provider, authenticatedAtMs }) => (
              <li key={subject} className="rounded-md border border-line px-3 py-2">
                <p className="font-semibold break-words">
                  <FileName name={username} />
                  {subject === person.subject && (
                    <span className="font-normal text-ink-2"> (you act as this one)</span>
                  )}
                </p>
                <p className="text-sm break-words text-ink-2">
                  <FileName
                    name={Array.from(new Set([organization, provider]))
                      .filter(Boolean)
                      .join(' · ')}
                  />
                </p>
                <p className="text-sm text-ink-2">
                  {authenticatedAtMs === null
                    ? 'Has not signed in to this page'
                    : `Signed in last on ${formatZonedDateTime(authenticatedAtMs)}`}
                </p>
              </li>
            ))}
          </ul>
        </Section>
        <Section title="What this page holds">
          <ul className="flex flex-col gap-2">
            {Object.values(tokens).map(({ resource_server, scope, expires_at_ms }) => (
              <li key={resource_server} className="rounded-md border border-line px-3 py-2">
                <p className="font-semibold">{serviceName(resource_server)}</p>
                <p className="text-sm text-ink-2 first-letter:uppercase">
                  {scope
                    .split(' ')
                    .map((one) => scopeWords(one))
                    .join('; ')}
                </p>
                <Expiry atMs={expires_at_ms} />
              </li>
            ))}
          </ul>
        </Section>
        <Section title="What this browser keeps of your tasks">
          <KeptHere />
        </Section>
        <Section title="What you have allowed">
          <Consents subject={person.subject} />
        </Section>
      </div>
    </div>
  )
}

function Expiry({ atMs }: { atMs: number }) {
  const now = useNow(true)
  return (
    <p className="text-sm text-ink-2">
      {now >= atMs ? 'Has ended' : `Until ${formatZonedDateTime(atMs)}, or until you sign out`}
    </p>
  )
}

const Section = ({ title, children }: { title: string; children: ReactNode }) => (
  <section className="flex flex-col gap-2">
    <h2 className="font-semibold">{title}</h2>
    {children}
  </section>
)
