import { useQuery } from '@tanstack/react-query'
import { Fragment } from 'react'
import { taskQueries } from '../../api/queries/tasks'
import type { Task } from '../../api/wire'
import { FileName } from '../../components/FileName'
import { Notice } from '../../components/Notice'
import { explainError } from '../shared/explain-error'
import { ForeignText } from '../shared/ForeignText'
import { pausedWords } from '../shared/pause-words'
import { lazyPart } from '../shared/lazy-part'
import { CopyForHelp } from './CopyForHelp'
import { pauseMessages } from './pause-messages'

const Contacts = lazyPart(() => import('./Contacts').then(({ Contacts }) => Contacts))

/** Who paused the task, in their words, and whom to ask. */
export function PauseNotice({ task }: { task: Task }) {
  const { data, error } = useQuery(taskQueries.pauseInfo(task.task_id))
  const { rules, messages } = pauseMessages(data)
  const ruled = rules.map(({ endpoint_id }) => endpoint_id)
  return (
    <Notice tone="warn" title="This task is paused" actions={<CopyForHelp />}>
      <p>
        It goes on by itself when the pause is lifted, if that is not too late:{' '}
        {task.type === 'DELETE'
          ? 'Globus gives up at the deadline.'
          : 'Globus gives up after 90 days, or at the deadline where you set one. What has arrived by then stays.'}
      </p>
      {rules.map((rule) => (
        <Fragment key={rule.id}>
          <p>
            <FileName name={rule.endpoint_display_name} />:{' '}
            {rule.message ? <FileName name={rule.message} /> : 'no reason was given.'}
          </p>
          <p>{pausedWords(rule)}</p>
        </Fragment>
      ))}
      {messages.map((message) => (
        <ForeignText key={message} text={message} />
      ))}
      <p className="text-sm">Who can lift it: the administrators of the collection.</p>
      <Contacts
        whileLoading={null}
        ids={ruled.length > 0 ? ruled : [task.source_endpoint_id, task.destination_endpoint_id]}
      />
      {error && !data && <p>Why could not be read: {explainError(error).title}.</p>}
    </Notice>
  )
}
