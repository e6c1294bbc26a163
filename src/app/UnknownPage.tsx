import { useLocation } from 'react-router'
import { filesPath, tasksPath } from './paths'
import { PageLink } from './shared/PageLink'
import { useTitle } from './shared/use-title'
import { PlainCard } from './StartScreens'

const LINK = 'w-fit rounded-md font-semibold text-accent-ink underline'

/** An address that leads nowhere explains itself and offers a way on. */
export function UnknownPage() {
  const { pathname } = useLocation()
  useTitle('No such page')
  return (
    <PlainCard>
      <h1 className="text-lg font-semibold">There is no page at this address</h1>
      <p className="text-ink-2">
        <code className="font-mono break-all">{pathname.slice(0, 200)}</code> may be mistyped, or cut off in a
        mail.
      </p>
      <PageLink to={filesPath()} className={LINK}>
        Open the file manager
      </PageLink>
      <PageLink to={tasksPath()} className={LINK}>
        See your tasks
      </PageLink>
    </PlainCard>
  )
}
