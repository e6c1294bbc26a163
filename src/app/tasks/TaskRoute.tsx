import type { TaskSummary } from '../../api/tasks'
import { FileName } from '../../components/FileName'
import { visibleText } from '../../components/visible-name'
import { filesPath, type Side } from '../paths'
import { RowLink } from './RowLink'

type TaskRouteProps = { task: TaskSummary; follow: (to: string) => void }

/** From where to where; each side opens in its pane, and the source gives way first when there is little room. */
export function TaskRoute({ task, follow }: TaskRouteProps) {
  const source = (
    <CollectionLink
      side="left"
      id={task.source_endpoint_id}
      name={task.source_endpoint_display_name}
      follow={follow}
    />
  )
  if (task.type === 'DELETE') return source
  return (
    <>
      {source}
      <span aria-hidden className="shrink-0 px-1 text-ink-3">
        →
      </span>
      <span className="sr-only"> to </span>
      <CollectionLink
        side="right"
        id={task.destination_endpoint_id}
        name={task.destination_endpoint_display_name}
        follow={follow}
      />
    </>
  )
}

type CollectionLinkProps = {
  side: Side
  id: string | null
  name: string | null
  follow: (to: string) => void
}

function CollectionLink({ side, id, name, follow }: CollectionLinkProps) {
  const words = name ?? 'a collection without a name'
  const shown = <FileName name={words} />
  if (!id) return <span className="min-w-0 truncate">{shown}</span>
  return (
    <RowLink
      follow={follow}
      tell={() => visibleText(words)}
      to={filesPath({ [side]: { collection: id } })}
      className={`relative min-w-0 truncate rounded-sm hover:text-ink hover:underline ${side === 'left' ? 'shrink-3' : 'shrink'}`}
    >
      {shown}
    </RowLink>
  )
}
