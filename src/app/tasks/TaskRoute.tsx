import { Link } from 'react-router'
import type { TaskSummary } from '../../api/tasks'
import { FileName } from '../../components/FileName'
import { filesPath, type Side } from '../paths'

type TaskRouteProps = {
  task: TaskSummary
  /** In a list that is one tab stop. */
  inList?: boolean
}

/** From where to where; each side opens in its pane, and the source gives way first when there is little room. */
export function TaskRoute({ task, inList = false }: TaskRouteProps) {
  const source = (
    <CollectionLink
      side="left"
      id={task.source_endpoint_id}
      name={task.source_endpoint_display_name}
      inList={inList}
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
        inList={inList}
      />
    </>
  )
}

type CollectionLinkProps = { side: Side; id: string | null; name: string | null; inList: boolean }

function CollectionLink({ side, id, name, inList }: CollectionLinkProps) {
  const shown = <FileName name={name ?? 'a collection without a name'} />
  if (!id) return <span className="min-w-0 truncate">{shown}</span>
  return (
    <Link
      tabIndex={inList ? -1 : undefined}
      to={filesPath({ [side]: { collection: id } })}
      className={`relative min-w-0 truncate rounded-sm hover:text-ink hover:underline ${side === 'left' ? 'shrink-3' : 'shrink'}`}
    >
      {shown}
    </Link>
  )
}
