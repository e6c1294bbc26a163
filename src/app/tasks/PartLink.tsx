import { tasksPath } from '../paths'
import { PageLink } from '../shared/PageLink'
import { forAddress, type Part } from '../shared/parts'
import { RowLink } from './RowLink'

type PartLinkProps = {
  taskId: string
  parts: ReadonlyMap<string, Part>
  /** In a list that is one tab stop: goes to a path of this page. */
  follow?: (to: string) => void
}

/** Says of a task that it is one of several, and leads to all of them. */
export function PartLink({ taskId, parts, follow }: PartLinkProps) {
  const part = parts.get(taskId)
  if (!part) return null
  const to = tasksPath(forAddress(part.siblings, parts))
  const look = 'relative shrink-0 rounded-sm font-medium text-accent-ink hover:underline'
  const words = (
    <>
      {part.of > 1 ? `Part ${part.part} of ${part.of}` : `Try ${part.number} of ${part.tries.length}`}
      <span className="sr-only">: show them all</span>
    </>
  )
  return follow ? (
    <RowLink to={to} follow={follow} className={look}>
      {words}
    </RowLink>
  ) : (
    <PageLink to={to} className={look}>
      {words}
    </PageLink>
  )
}
