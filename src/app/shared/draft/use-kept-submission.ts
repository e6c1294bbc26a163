import type { TransferBody } from '../code/transfer-body'
import type { Decision } from '../submit-once'
import { useSubmission } from '../use-submission'
import { useDraftKeeper } from './use-kept-draft'

/**
 * Submits a transfer that was never a draft. Should the page end before there is an answer, the transfer screen knows
 * what can be asked for again (checklist G2).
 */
export function useKeptSubmission() {
  const submission = useSubmission()
  const { keeper } = useDraftKeeper()
  return async (body: TransferBody, decision?: Pick<Decision, 'since'>) => {
    const settle = await keeper?.keepSent(body, decision?.since)
    const started = await submission(body, decision).catch((error: unknown) => {
      settle?.(null)
      throw error
    })
    settle?.(started.taskId)
    return started
  }
}
