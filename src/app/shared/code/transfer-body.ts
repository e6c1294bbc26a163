import type { TransferDocument } from '../../../api/wire'

/** A submission before it has an id: what somebody reviews, and what every copy-as-code says. */
export type TransferBody = Omit<TransferDocument, 'submission_id'>
