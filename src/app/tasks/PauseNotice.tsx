import { useQuery } from '@tanstack/react-query'
import { taskQueries } from '../../api/queries/tasks'
import { FileName } from '../../components/FileName'
import { Notice } from '../../components/Notice'
import { explainError } from '../shared/explain-error'
import { ForeignText } from '../shared/ForeignText'
import { pausedWords } from '../shared/pause-words'
import { pauseMessages } from './pause-messages'

/** Who paused the task, in their words. */
export function PauseNotice({ taskId }: { taskId: string }) {
  const { data, error } = useQuery(taskQueries.pauseInfo(taskId))
  const { rules, messages } = pauseMessages(data)
  return (
    <Notice tone="warn" title="This task is paused">
      <p>It goes on by itself when the pause is lifted. Nothing is lost.</p>
      {rules.map((rule) => (
        <p key={rule.id}>
          <FileName name={rule.endpoint_display_name} />:{' '}
          {rule.message ? <FileName name={rule.message} /> : 'no reason was given.'} {pausedWords(rule)}
        </p>
      ))}
      {messages.map((message) => (
        <ForeignText key={message} text={message} />
      ))}
      <p className="text-sm">Who can lift it: the administrators of the collection.</p>
      {error && !data && <p>Why could not be read: {explainError(error).title}.</p>}
    </Notice>
  )
}
