import { Copy } from 'lucide-react'
import type { Task } from '../../api/wire'
import { IconButton } from '../../components/IconButton'
import { notify } from '../../components/toasts'

/** What a help desk asks for. */
export function TaskIds({ task }: { task: Task }) {
  const ids = [
    ['Task', task.task_id],
    [task.type === 'DELETE' ? 'Collection' : 'Source', task.source_endpoint_id],
    ['Destination', task.destination_endpoint_id],
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
                    onClick={() => void copy(term, id)}
                  >
                    <Copy aria-hidden size={14} strokeWidth={1.75} />
                  </IconButton>
                </dd>
              </div>
            ),
        )}
      </dl>
      <p className="text-sm text-ink-3">Started by: {task.command || 'unknown program'}</p>
    </section>
  )
}

async function copy(term: string, id: string) {
  try {
    await navigator.clipboard.writeText(id)
    notify({ title: `${term} id copied`, description: id })
  } catch {
    notify({
      tone: 'bad',
      title: 'The id was not copied',
      description: `The browser did not allow it. It is ${id}`,
    })
  }
}
