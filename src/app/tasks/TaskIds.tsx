import { type QueryClient, useQuery, useQueryClient } from '@tanstack/react-query'
import { Copy, Link2 } from 'lucide-react'
import { taskQueries } from '../../api/queries/tasks'
import { isRunning } from '../../api/tasks'
import type { Task } from '../../api/wire'
import type { PauseRule } from '../../api/wire-collections'
import { Button } from '../../components/Button'
import { IconButton } from '../../components/IconButton'
import { useOfferActions } from '../shared/actions'
import { copyText } from '../shared/copy-text'
import { recordQueries } from '../shared/records/record-queries'
import { useRecords } from '../shared/records/use-records'
import { COPY_FOR_HELP, CopyForHelp } from './CopyForHelp'
import { helpDeskText } from './help-desk'
import { pauseMessages } from './pause-messages'
import { taskLink } from './use-task-actions'

/** With what is known of it already: nothing is asked for. */
function caseOf(client: QueryClient, task: Task, requestId: string | null | undefined) {
  const { task_id } = task
  const events = client.getQueryData(taskQueries.events(task_id, isRunning(task)).queryKey)?.DATA ?? []
  const { rules, messages } = pauseMessages(client.getQueryData(taskQueries.pauseInfo(task_id).queryKey))
  return {
    task,
    lastError: events.find(({ is_error }) => is_error),
    pause: isRunning(task) && task.is_paused ? [...rules.map(ruleWords), ...messages] : [],
    requestId,
    link: taskLink(task_id),
  }
}

const ruleWords = ({ endpoint_display_name, message }: PauseRule) => `${endpoint_display_name}: ${message}`

/** What a help desk asks for. */
export function TaskIds({ task }: { task: Task }) {
  const open = useRecords()
  const { data: manifest } = useQuery(recordQueries.manifest(task.task_id, open))
  const client = useQueryClient()
  useOfferActions('task-ids', () => [
    {
      id: COPY_FOR_HELP,
      label: 'Copy what a help desk asks for about this task',
      group: 'Tasks',
      run: () =>
        void copyText(helpDeskText(caseOf(client, task, manifest?.requestId)), 'Text for the help desk'),
    },
  ])
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
      <div className="flex flex-wrap gap-2">
        <Button
          icon={<Link2 aria-hidden size={14} strokeWidth={1.75} />}
          onClick={() => void copyText(taskLink(task.task_id), 'Link to this task')}
        >
          Copy link to this task
        </Button>
        <CopyForHelp />
      </div>
      <p className="text-sm text-ink-2">
        {manifest?.requestId
          ? 'For the support of Globus: the ids of the task and of the request it was started with.'
          : 'For the support of Globus the id of the task is enough. That of its request is known where it was started.'}
      </p>
      <p className="text-sm text-ink-3">Started by: {task.command || 'unknown program'}</p>
    </section>
  )
}
