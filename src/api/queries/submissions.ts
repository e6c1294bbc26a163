import { mutationOptions } from '@tanstack/react-query'
import { mayHaveHappened, pauseSeconds, retryDelayMs, retryTransient } from '../errors'
import { getSubmissionId, submitDelete, submitTransfer } from '../submissions'
import type { DeleteDocument, TransferDocument } from '../wire'
import { taskQueries } from './tasks'

/** Fetching an id has no effect by itself, so it may be repeated. */
export const submissionIdMutation = () =>
  mutationOptions({ mutationFn: () => getSubmissionId(), retry: retryTransient, retryDelay: retryDelayMs })

/** Whoever is told to come back much later is not kept waiting before a busy button. */
const MAX_WAIT_SECONDS = 30
const retrySubmission = (failureCount: number, error: Error) =>
  retryTransient(failureCount, error) && (pauseSeconds(error) ?? 0) <= MAX_WAIT_SECONDS

type Submitting = {
  document: TransferDocument | DeleteDocument
  /** Hears of each time that nobody answered: it may have been accepted then. */
  onLost: () => void
}

/** Repeats itself on a lost answer: the document carries its submission id, so it can never become two tasks. */
export const submitMutation = () =>
  mutationOptions({
    mutationFn: async ({ document, onLost }: Submitting) => {
      try {
        return await (document.DATA_TYPE === 'transfer' ? submitTransfer(document) : submitDelete(document))
      } catch (error) {
        if (mayHaveHappened(error)) onLost()
        throw error
      }
    },
    retry: retrySubmission,
    retryDelay: retryDelayMs,
    // The task runs, which the board alone tells; nobody waits for it before a button.
    onSuccess: (_data, _submitting, _onMutate, { client }) => {
      void client.invalidateQueries({ queryKey: taskQueries.board().queryKey })
    },
  })
