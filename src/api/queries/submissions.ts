import { mutationOptions } from '@tanstack/react-query'
import { retryDelayMs, retryTransient } from '../errors'
import { getSubmissionId, submitTransfer } from '../submissions'
import { taskQueries } from './tasks'

/** Fetching an id has no effect by itself, so it may be repeated. */
export const submissionIdMutation = () =>
  mutationOptions({ mutationFn: () => getSubmissionId(), retry: retryTransient, retryDelay: retryDelayMs })

/** Repeats itself on a lost answer: the document carries its submission id, so it can never become two tasks. */
export const submitTransferMutation = () =>
  mutationOptions({
    mutationFn: submitTransfer,
    retry: retryTransient,
    retryDelay: retryDelayMs,
    onSuccess: (_data, _document, _onMutate, { client }) =>
      client.invalidateQueries({ queryKey: taskQueries.all() }),
  })
