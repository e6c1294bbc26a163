import { useMutation } from '@tanstack/react-query'
import { useMemo } from 'react'
import { submissionIdMutation, submitMutation } from '../../api/queries/submissions'
import { taskPath } from '../paths'
import { tellHost } from './host'
import { useKeptKey } from './kept'
import { onSignOut } from './on-sign-out'
import { createSubmitOnce, type Decision, type UnderWay, type Unsent } from './submit-once'
import { unansweredSubmissions } from './unanswered'

/** Those of the person that nobody answered yet. */
export function useUnanswered() {
  const key = useKeptKey('unanswered')
  return useMemo(() => unansweredSubmissions(key), [key])
}

/** By person. A question that was closed and is asked again must not become a second task (checklist G3). */
const underWayOf = new Map<string, UnderWay>()

onSignOut(() => underWayOf.clear())

function underWayFor(key: string): UnderWay {
  const known = underWayOf.get(key) ?? new Map<string, Promise<string>>()
  underWayOf.set(key, known)
  return known
}

/** Submits what somebody has decided, exactly once however often it is asked for; resolves to the task's id. */
export function useSubmitOnce() {
  const key = useKeptKey('unanswered')
  const { mutateAsync: fetchId } = useMutation(submissionIdMutation())
  const { mutateAsync: submit } = useMutation(submitMutation())
  return useMemo(
    () =>
      createSubmitOnce({
        unanswered: unansweredSubmissions(key),
        underWay: underWayFor(key),
        fetchId,
        submit: async (document, onLost) => {
          const result = await submit({ document, onLost })
          tellHost({ type: 'submitted', task: result.task_id, kind: document.DATA_TYPE })
          return result
        },
      }),
    [key, fetchId, submit],
  )
}

/** A task that was started, and its own address here. */
export type Started = { taskId: string; task: string; label: string }

/**
 * The same for those who show the task. The returned function resolves to the task and its own address here; it rejects
 * with what the service, or the network, said.
 */
export function useSubmission() {
  const submitOnce = useSubmitOnce()
  return async (unsent: Unsent, decision?: Decision): Promise<Started> => {
    const taskId = await submitOnce(unsent, decision)
    return { taskId, task: taskPath(taskId), label: unsent.label ?? '' }
  }
}
