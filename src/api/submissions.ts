import { request } from './http'
import type { DeleteDocument, SubmissionResult, TransferDocument } from './wire'

/** A submission id makes a submission repeatable: the same id never becomes two tasks.
 * https://docs.globus.org/api/transfer/task_submit/#get_submission_id */
export const getSubmissionId = async (signal?: AbortSignal) =>
  (await request<{ value: string }>('GET', '/v0.10/submission_id', { signal })).value

/** `Duplicate` means that an earlier attempt with this id was accepted: a success.
 * https://docs.globus.org/api/transfer/task_submit/#submit_transfer_task */
export const submitTransfer = (document: TransferDocument) =>
  request<SubmissionResult>('POST', '/v0.10/transfer', { body: document })

/** The same for a deletion. https://docs.globus.org/api/transfer/task_submit/#submit_delete_task */
export const submitDelete = (document: DeleteDocument) =>
  request<SubmissionResult>('POST', '/v0.10/delete', { body: document })
