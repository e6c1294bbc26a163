import { CornerDownRight, Database } from 'lucide-react'
import type { Task } from '../../api/wire'
import { FileName } from '../../components/FileName'
import { filesPath, type Side } from '../paths'
import { PageLink } from '../shared/PageLink'

/** From where to where, each with its base folder when the task kept it; both open in the panes. */
export function TaskPlaces({ task }: { task: Task }) {
  return (
    <dl className="flex flex-col leading-6">
      <Place
        term={task.type === 'DELETE' ? 'On' : 'From'}
        Icon={Database}
        side="left"
        id={task.source_endpoint_id}
        name={task.source_endpoint_display_name}
        path={task.source_base_path}
      />
      {task.type === 'TRANSFER' && (
        <Place
          term="To"
          Icon={CornerDownRight}
          side="right"
          id={task.destination_endpoint_id}
          name={task.destination_endpoint_display_name}
          path={task.destination_base_path}
        />
      )}
    </dl>
  )
}

type PlaceProps = {
  term: string
  Icon: typeof Database
  side: Side
  id: string | null
  name: string | null
  path: string | null
}

function Place({ term, Icon, side, id, name, path }: PlaceProps) {
  const shown = (
    <>
      <FileName name={name ?? 'a collection without a name'} />
      {path && <FileName name={path} className="ml-2 font-mono text-sm break-all text-ink-2" />}
    </>
  )
  return (
    <div className="flex items-baseline gap-2">
      <dt className="flex shrink-0 self-start pt-1 text-ink-2">
        <Icon aria-hidden size={15} strokeWidth={1.75} />
        <span className="sr-only">{term}</span>
      </dt>
      <dd className="min-w-0">
        {id ? (
          <PageLink
            to={filesPath({ [side]: { collection: id, path } })}
            className="rounded-sm leading-6 hover:underline"
          >
            {shown}
          </PageLink>
        ) : (
          shown
        )}
      </dd>
    </div>
  )
}

/** Both panes as the task saw them. */
export const OpenSides = ({ task }: { task: Task }) => (
  <PageLink
    to={bothSides(task)}
    className="inline-flex min-h-7.5 items-center rounded-md border border-line bg-panel px-3 py-1 font-medium hover:bg-sunk pointer-coarse:min-h-11"
  >
    {task.type === 'DELETE' ? 'Open the collection' : 'Open both sides'}
  </PageLink>
)

/** Where both panes show them. */
export const bothSides = (task: Task) =>
  filesPath({
    ...(task.source_endpoint_id && {
      left: { collection: task.source_endpoint_id, path: task.source_base_path },
    }),
    ...(task.destination_endpoint_id && {
      right: { collection: task.destination_endpoint_id, path: task.destination_base_path },
    }),
  })
