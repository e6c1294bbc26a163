import { useQuery } from '@tanstack/react-query'
import { Copy, Link2 } from 'lucide-react'
import type { Task } from '../../api/wire'
import { Button } from '../../components/Button'
import { IconButton } from '../../components/IconButton'
import { copyText } from '../shared/copy-text'
import { recordQueries } from '../shared/records/record-queries'
import { useRecords } from '../shared/records/use-records'
import { taskLink } from './use-task-actions'

/** What a help desk asks for. */
export function TaskIds({ task }: { task: Task }) {
  const open = useRecords()
  const { data: manifest } = useQuery(recordQueries.manifest(task.task_id, open))
  const ids = [
    ['Task', task.task_id],
    [task.type === 'DELETE' ? 'Collection' : 'Source', task.source_endpoint_id],
    ['Destination', task.destination_endpoint_id],
    ['Request', manifest?.requestId],
  ] as const
  return (
    <section aria-labelledby="task-ids" className="flex flex-col gap-2">
      <h2 id="task-ids" className="font-semibold">
        Ids
      </h2>
      <dl className="grid grid-cols-[auto_minmax(0,1fr)_auto] items-center gap-x-4">
        {ids.map(
          ([term, id]) =>
            id && (
              <div key={term} className="col-span-3 grid grid-cols-subgrid items-center">
                <dt className="text-ink-2">{term}</dt>
                <dd className="contents">
                  <span className="truncate font-mono text-sm select-all">{id}</span>
                  <IconButton
                    label={`Copy the id of the ${term.toLowerCase()}`}
                    onClick={() => void copyText(id, `${term} id`)}
                  >
                    <Copy aria-hidden size={14} strokeWidth={1.75} />
                  </IconButton>
                </dd>
              </div>
            ),
        )}
      </dl>
      <Button
        className="self-start"
        icon={<Link2 aria-hidden size={14} strokeWidth={1.75} />}
        onClick={() => void copyText(taskLink(task.task_id), 'Link to this task')}
      >
        Copy link to this task
      </Button>
      <p className="text-sm text-ink-2">
        {manifest?.requestId
          ? 'For the support of Globus: the ids of the task and of the request it was started with.'
          : 'For the support of Globus the id of the task is enough. That of its request is known where it was started.'}
      </p>
      <p className="text-sm text-ink-3">Started by: {task.command || 'unknown program'}</p>
    </section>
  )
}
