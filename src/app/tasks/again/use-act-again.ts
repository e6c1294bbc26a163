import { useState } from 'react'
import type { Decision, Unsent } from '../../shared/submit-once'
import { useAct } from '../../shared/use-act'
import type { Started } from '../../shared/use-submission'
import { type Asked, useAsked, useAskedAgain } from './asked-again'
import { useShowStarted } from './use-started'

type ActAgainOptions<Body extends Unsent> = {
  taskId: string
  /** What is asked for, where nothing waits for its answer. */
  picked: Pick<Asked, 'kind' | 'choice'>
  submit: (body: Body, decision: Decision) => Promise<Started>
  /** "the transfer". */
  what: string
  onClose: () => void
}

/**
 * What a question does that starts something in the place of a task. What an earlier one has sent, and nobody has answered, is the
 * one thing that can be asked for, until it is answered or left to itself.
 */
export function useActAgain<Body extends Unsent>(options: ActAgainOptions<Body>) {
  const { taskId, picked, submit, what, onClose } = options
  const asks = useAskedAgain()
  const asked = useAsked(taskId)
  const [isLeft, setLeft] = useState(false)
  const show = useShowStarted()
  const { start, reset, isBusy, isSent, leave, failure } = useAct({
    act: ({ body, how }: { body: Body; how: ActAgainOptions<Body>['picked'] }) =>
      asks.send(taskId, body, how, (decision) => submit(body, decision)),
    what,
    past: 'started again',
    onDone: show,
    onClose,
  })
  const { kind, choice } = asked ?? picked
  return {
    kind,
    choice,
    /** `as`: the kind that is offered in the place of one that is not. */
    start: (body: Body, as = kind) => {
      // Answered elsewhere meanwhile, it would be a second one.
      if (!asked || asks.look(taskId)) start({ body, how: { kind: as, choice } })
    },
    reset,
    isBusy,
    /** Nothing else can be asked for. */
    isFixed: isSent || asked !== null,
    /** The words of the buttons. */
    leaveWords: asked ? 'Close' : leave('Leave it'),
    startWords: (words: string) => (asked && !isBusy ? 'Send the same again' : words),
    /** For `AskedBefore`. */
    before: {
      what,
      asked,
      isBusy,
      isLeft,
      failure,
      onLeave: () => {
        asks.leave(taskId)
        reset()
        setLeft(true)
      },
    },
  }
}
