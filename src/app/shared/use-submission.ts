import { useMutation } from '@tanstack/react-query'
import { useMemo } from 'react'
import { isTransient } from '../../api/errors'
import { submissionIdMutation, submitMutation } from '../../api/queries/submissions'
import type { DeleteDocument, TransferDocument } from '../../api/wire'
import { taskPath } from '../paths'
import { useServices } from '../services'
import { digestOf, unansweredSubmissions } from './unanswered'

/**
 * Submits what somebody has decided, exactly once however often it has to be sent. The returned function resolves to the
 * task's own address here; it rejects with what the service, or the network, said.
 */
export function useSubmission() {
  const { auth } = useServices()
  const unanswered = useMemo(() => unansweredSubmissions(auth.settings), [auth])
  const { mutateAsync: fetchId } = useMutation(submissionIdMutation())
  const { mutateAsync: submit } = useMutation(submitMutation())

  return async (documentOf: (submissionId: string) => TransferDocument | DeleteDocument) => {
    // One id for this one decision; every retry sends it again (checklist G1).
    const digest = await digestOf(JSON.stringify(documentOf('')))
    const id = unanswered.idOf(digest) ?? (await fetchId())
    unanswered.keep(digest, id)
    const document = documentOf(id)
    try {
      const { task_id } = await submit(document)
      unanswered.forget(digest)
      return { task: taskPath(task_id), label: document.label ?? '' }
    } catch (error) {
      // A refusal is an answer: nothing was started under this id, and nothing will be.
      if (!isTransient(error)) unanswered.forget(digest)
      throw error
    }
  }
}
