import { useMutation } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { capital } from '../../components/format'
import { notifyFailure } from './notify-failure'
import { isUnclearError } from './unclear'

type ActOptions<Asked, Result> = {
  act: (asked: Asked) => Promise<Result>
  /** What it is done to, and what that is then: "the task" and "removed". */
  what: string
  past: string
  /** What comes of it; `isAsked` while the question, which is closed then, is still there. */
  onDone?: (result: Result, isAsked: boolean) => unknown
  onClose: () => void
}

/**
 * What a question does when it is answered. Whoever closes it meanwhile stops nothing: what becomes of it is told, and
 * nothing else happens to the screen that they are on by then.
 */
export function useAct<Asked = void, Result = unknown>(options: ActOptions<Asked, Result>) {
  const { act, what, past, onDone, onClose } = options
  const isAsked = useRef(true)
  useEffect(() => {
    isAsked.current = true
    return () => {
      isAsked.current = false
    }
  }, [])
  const failed = `${capital(what)} was not ${past}`
  const unclear = `Nobody knows yet whether ${what} was ${past}`
  const { mutate, reset, isPending, error, variables } = useMutation({
    mutationFn: act,
    onSuccess: async (result) => {
      await onDone?.(result, isAsked.current)
      if (isAsked.current) onClose()
    },
    onError: (error) => {
      if (!isAsked.current) notifyFailure(isUnclearError(error) ? unclear : failed, error)
    },
  })
  /** It may have been done, or be done yet: nothing else is to be asked for in its place. */
  const isSent = isPending || isUnclearError(error)
  return {
    start: mutate,
    /** Forgets a failure: something else is asked about now. */
    reset,
    isBusy: isPending,
    isSent,
    /** The words of the button that closes the question: none may say that nothing happens. */
    leave: (words: string) => (isSent ? 'Close' : words),
    /** For a notice: the very same is asked for again. */
    failure: error && {
      error,
      doing: failed,
      whenUnclear: unclear,
      onRetry: () => mutate(variables as Asked),
    },
  }
}
