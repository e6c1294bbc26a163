import { useMemo } from 'react'
import { notify } from '../../../components/toasts'
import { useDraft } from '../../shared/draft/draft-store'
import { isAllAccepted } from '../../shared/draft/run'
import { useDraftKeeper } from '../../shared/draft/use-kept-draft'
import { useSplitTasks } from '../../shared/parts'
import { useSubmitOnce, useUnanswered } from '../../shared/use-submission'
import { createRunner, isUnclear, useRunner } from './runner'
import { useSent } from './sent'

/** What sends the open draft; null until the draft is there. */
export function useRun() {
  const { keeper } = useDraftKeeper()
  const unanswered = useUnanswered()
  const submit = useSubmitOnce()
  const sent = useSent()
  const parts = useSplitTasks()
  return useMemo(
    () =>
      keeper &&
      createRunner({
        keeper,
        unanswered,
        submit,
        noteSent: sent.note,
        noteParts: parts.note,
        tell: (title, description) => notify({ tone: 'bad', title, description }),
      }),
    [keeper, unanswered, submit, sent, parts],
  )
}

/** `unclear`: it was sent, and nobody answered. `stopped`: some of it was accepted, and the rest not sent. */
export type RunPhase = 'none' | 'sending' | 'unclear' | 'stopped' | 'accepted'

/** How far sending the open draft has come. */
export function useRunPhase(): RunPhase {
  const id = useDraft(({ id }) => id)
  const run = useDraft(({ run }) => run)
  const sending = useRunner(({ sending }) => sending)
  const unanswered = useUnanswered()
  if (id !== null && sending === id) return 'sending'
  if (!run) return 'none'
  if (isAllAccepted(run)) return 'accepted'
  return isUnclear(run, unanswered) ? 'unclear' : 'stopped'
}

/** Why the last sending of the open draft ended early; null once it is forgotten. */
export function useRunFailure() {
  const id = useDraft(({ id }) => id)
  const failed = useRunner(({ failed }) => failed)
  return failed?.id === id ? failed : null
}
