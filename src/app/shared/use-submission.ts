import { useMutation } from '@tanstack/react-query'
import { useMemo } from 'react'
import { submissionIdMutation, submitMutation } from '../../api/queries/submissions'
import { taskPath } from '../paths'
import { tellHost } from './host'
import { useKeptKey } from './kept'
import { createSubmitOnce, type Decision, type Unsent } from './submit-once'
import { unansweredSubmissions } from './unanswered'

/** Those of the person that nobody answered yet. */
export function useUnanswered() {
  const key = useKeptKey('unanswered')
  return useMemo(() => unansweredSubmissions(key), [key])
}

/** Submits what somebody has decided, exactly once however often it is asked for; resolves to the task's id. */
export function useSubmitOnce() {
  const unanswered = useUnanswered()
  const { mutateAsync: fetchId } = useMutation(submissionIdMutation())
  const { mutateAsync: submit } = useMutation(submitMutation())
  return useMemo(
    () =>
      createSubmitOnce({
        unanswered,
        fetchId,
        submit: async (document, onLost) => {
          const result = await submit({ document, onLost })
          tellHost({ type: 'submitted', task: result.task_id, kind: document.DATA_TYPE })
          return result
        },
      }),
    [unanswered, fetchId, submit],
  )
}

/**
 * The same for those who show the task. The returned function resolves to the task and its own address here; it rejects
 * with what the service, or the network, said.
 */
export function useSubmission() {
  const submitOnce = useSubmitOnce()
  return async (unsent: Unsent, decision?: Decision) => {
    const taskId = await submitOnce(unsent, decision)
    return { taskId, task: taskPath(taskId), label: unsent.label ?? '' }
  }
}
