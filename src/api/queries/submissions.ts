import { mutationOptions } from '@tanstack/react-query'
import { retryDelayMs, retryTransient } from '../errors'
import { getSubmissionId, submitDelete, submitTransfer } from '../submissions'
import type { DeleteDocument, TransferDocument } from '../wire'
import { taskQueries } from './tasks'

/** Fetching an id has no effect by itself, so it may be repeated. */
export const submissionIdMutation = () =>
  mutationOptions({ mutationFn: () => getSubmissionId(), retry: retryTransient, retryDelay: retryDelayMs })

/** Repeats itself on a lost answer: the document carries its submission id, so it can never become two tasks. */
export const submitMutation = () =>
  mutationOptions({
    mutationFn: (document: TransferDocument | DeleteDocument) =>
      document.DATA_TYPE === 'transfer' ? submitTransfer(document) : submitDelete(document),
    retry: retryTransient,
    retryDelay: retryDelayMs,
    onSuccess: (_data, _document, _onMutate, { client }) =>
      client.invalidateQueries({ queryKey: taskQueries.all() }),
  })
