import { useMutation } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { useNavigate } from 'react-router'
import { submissionIdMutation, submitTransferMutation } from '../../api/queries/submissions'
import { notify } from '../../components/toasts'
import { taskPath } from '../paths'
import { type CopyPlan, transferDocument } from './copy-plan'

/** Starts copies, one at a time, each exactly once. */
export function useCopy() {
  const navigate = useNavigate()
  const submissionId = useMutation(submissionIdMutation())
  const submission = useMutation(submitTransferMutation())
  const [overwrite, setOverwrite] = useState<CopyPlan | null>(null)
  const [problem, setProblem] = useState<unknown>(null)
  // State would only be seen by the next render; two key presses can come before it (checklist G3).
  const underWay = useRef(false)
  // A submission whose answer never came: the same copy asked for again goes out under the same id, so that it cannot
  // become a second task.
  const unanswered = useRef<{ body: string; id: string } | null>(null)
  const [busy, setBusy] = useState(false)

  const submit = async (plan: CopyPlan): Promise<boolean> => {
    if (underWay.current) return false
    underWay.current = true
    setBusy(true)
    setOverwrite(null)
    setProblem(null)
    try {
      // One id for this one decision; every retry sends it again (checklist G1).
      const body = JSON.stringify(transferDocument(plan, ''))
      const known = unanswered.current?.body === body ? unanswered.current.id : null
      const id = known ?? (await submissionId.mutateAsync())
      unanswered.current = { body, id }
      const document = transferDocument(plan, id)
      const { task_id } = await submission.mutateAsync(document)
      unanswered.current = null
      notify({
        title: `Copying ${document.label}`,
        description: `To ${plan.to.collection.display_name}`,
        action: { label: 'See the task', onClick: () => void navigate(taskPath(task_id)) },
      })
      return true
    } catch (error) {
      setProblem(error)
      return false
    } finally {
      underWay.current = false
      setBusy(false)
    }
  }

  return {
    busy,
    /** Why the last attempt did not become a task. */
    problem,
    dismissProblem: () => setProblem(null),
    /** The plan that waits for a word about overwriting. */
    overwrite,
    cancelOverwrite: () => setOverwrite(null),
    submit,
    /** Starts the copy, or asks first when something of the same name is there. Resolves to whether it was started. */
    start: async (plan: CopyPlan): Promise<boolean> => {
      if (plan.clashes.length === 0) return submit(plan)
      setOverwrite(plan)
      return false
    },
  }
}
