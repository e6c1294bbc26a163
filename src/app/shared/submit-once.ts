import { mayHaveHappened } from '../../api/errors'
import type { DeleteDocument, SubmissionResult, TransferDocument } from '../../api/wire'
import { digestOf, type Unanswered } from './unanswered'
import { noteUnclear } from './unclear'

/** A submission before it has an id; what is reviewed, and what its digest is made of. */
export type Unsent = Omit<TransferDocument, 'submission_id'> | Omit<DeleteDocument, 'submission_id'>

/** What is known of a decision besides its document. */
export type Decision = {
  /** When it was decided, in milliseconds since 1970; left out for something that is asked for right now. */
  since?: number
  /** Hears of the task before anything else forgets about the submission. */
  onTask?: (taskId: string) => void
}

/** The same asked for again this much later is something new: what was copied may have changed. */
export const SAME_DECISION_MS = 3_600_000

/** What is under way, by its text; of one person. */
export type UnderWay = Map<string, Promise<string>>

type SubmitOnceOptions = {
  unanswered: Unanswered
  /** Shared by all who may be asked for the same: one that is still without an id is known nowhere else. */
  underWay?: UnderWay
  fetchId: () => Promise<string>
  /** May send it several times; `onLost` hears of each time that nobody answered. */
  submit: (document: TransferDocument | DeleteDocument, onLost: () => void) => Promise<SubmissionResult>
}

/** The digest by which a submission is known that waits for its answer. */
export const submissionDigest = (unsent: Unsent) => digestOf(JSON.stringify(unsent))

/**
 * Submits what somebody has decided, exactly once however often it is asked for and however often it has to be sent
 * (checklist G1, G3). Resolves to the task's id; rejects with what the service, or the network, said.
 */
export function createSubmitOnce({ unanswered, underWay = new Map(), fetchId, submit }: SubmitOnceOptions) {
  const begin = async (unsent: Unsent, { since, onTask }: Decision): Promise<string> => {
    const digest = await submissionDigest(unsent)
    const known = unanswered.idOf(digest, since ?? Date.now() - SAME_DECISION_MS)
    // One id for this one decision; every retry sends it again.
    const submission_id = known ?? (await fetchId())
    if (known === null) unanswered.keep(digest, submission_id)
    let isUnclear = known !== null
    try {
      const { task_id } = await submit({ ...unsent, submission_id }, () => {
        isUnclear = true
      })
      // Before it is forgotten: a page that ends between the two asks again and hears of the same task.
      onTask?.(task_id)
      unanswered.forget(digest)
      return task_id
    } catch (error) {
      // A refusal is an answer: nothing was started under this id, and nothing will be. Unless it was sent before and
      // nobody answered: that time it may have been accepted.
      if (isUnclear || mayHaveHappened(error)) noteUnclear(error)
      else unanswered.forget(digest)
      throw error
    }
  }

  return (unsent: Unsent, decision: Decision = {}): Promise<string> => {
    const text = JSON.stringify(unsent)
    const running = underWay.get(text)
    // Whoever asks for the same again gets the same answer.
    if (running) return running
    const started = begin(unsent, decision).finally(() => underWay.delete(text))
    underWay.set(text, started)
    return started
  }
}
