import { useQuery } from '@tanstack/react-query'
import { taskQueries } from '../../api/queries/tasks'
import { FileName } from '../../components/FileName'
import { Notice } from '../../components/Notice'
import { explainError } from '../shared/explain-error'

/** Who paused the task, in their words. */
export function PauseNotice({ taskId }: { taskId: string }) {
  const { data, error } = useQuery(taskQueries.pauseInfo(taskId))
  const messages = [data?.source_pause_message, data?.destination_pause_message].filter(Boolean)
  const rules = data?.pause_rules ?? []
  return (
    <Notice tone="warn" title="This task is paused">
      <p>It goes on by itself when the pause is lifted. Nothing is lost.</p>
      {rules.map((rule) => (
        <p key={rule.id}>
          <FileName name={rule.endpoint_display_name} />: <FileName name={rule.message} />
        </p>
      ))}
      {messages.map((message) => (
        <p key={message}>
          <FileName name={message!} />
        </p>
      ))}
      {error && !data && <p>Why could not be read: {explainError(error).title}.</p>}
    </Notice>
  )
}
