import { Notice } from '../../components/Notice'
import { isUuid, tasksPath } from '../paths'
import { PageLink } from '../shared/PageLink'
import { useTitle } from '../shared/use-title'

/** What the document is called then. */
export const NO_SUCH_TASK = 'No such task'

/** An address that leads to no task says why, and where to go instead. */
export function NoSuchTask({ id }: { id: string }) {
  useTitle(NO_SUCH_TASK, 'Tasks')
  const shown = <code className="font-mono break-all">{id.slice(0, 80)}</code>
  return (
    <div className="flex flex-col items-start gap-3">
      <h1 className="text-xl font-semibold">There is no such task</h1>
      <Notice tone="warn">
        {isUuid(id) ? (
          <>
            Globus does not know {shown} as a task of yours. Only the person who started a task sees it; you
            may be signed in with another identity. Or it was removed from the history.
          </>
        ) : (
          <>{shown} is not the id of a task. The link may be mistyped, or cut off in a mail.</>
        )}
      </Notice>
      <PageLink to={tasksPath()} className="rounded-md font-semibold text-accent-ink underline">
        See your tasks
      </PageLink>
    </div>
  )
}
