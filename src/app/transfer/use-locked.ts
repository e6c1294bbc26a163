import { useDraft } from '../shared/draft/draft-store'

/** Why nothing of the form can be changed, as a sentence; null while it can. */
export const useLocked = () =>
  useDraft(({ run }) => (run === null ? null : 'What was sent cannot be changed.'))
