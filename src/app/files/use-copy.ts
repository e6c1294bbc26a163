import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { fileQueries } from '../../api/queries/files'
import { plural } from '../../components/format'
import { notify } from '../../components/toasts'
import { visibleText } from '../../components/visible-name'
import type { Side } from '../paths'
import { useKeptSubmission } from '../shared/draft/use-kept-submission'
import { notifyFailure } from '../shared/notify-failure'
import { isUnclearError } from '../shared/unclear'
import { useFollow } from '../shared/use-follow'
import { type CopyPlan, type CopySide, planCopy, transferDocument } from './copy-plan'

export const FAILED_COPY = 'The copy was not started'
export const UNCLEAR_COPY = 'Nobody knows yet whether the copy was started'

/** What somebody asked to copy: from which pane, what, and to where. */
export type CopyAttempt = { side: Side; from: CopySide; to: CopySide; names: ReadonlySet<string> }

/** `unclear`: what was sent and nobody answered, so that it may have been started. */
type FailedCopy = { attempt: CopyAttempt; error: unknown; unclear: CopyPlan | null }

/** Starts copies, one at a time, each exactly once. `onStarted` hears of each that became a task. */
export function useCopy(onStarted: (attempt: CopyAttempt) => void) {
  const follow = useFollow()
  const client = useQueryClient()
  const submission = useKeptSubmission()
  const [asking, setAsking] = useState<{ attempt: CopyAttempt; plan: CopyPlan } | null>(null)
  const [failed, setFailed] = useState<FailedCopy | null>(null)
  const [busy, setBusy] = useState(false)
  // State would only be seen by the next render; two key presses can come before it (checklist G3).
  const underWay = useRef(false)
  const sent = useRef<CopyPlan | null>(null)
  const mounted = useRef(true)
  useEffect(() => {
    mounted.current = true
    return () => {
      mounted.current = false
    }
  }, [])

  const alone = async (attempt: CopyAttempt, work: () => Promise<void>) => {
    if (underWay.current) return
    underWay.current = true
    sent.current = null
    setBusy(true)
    setAsking(null)
    setFailed(null)
    try {
      await work()
    } catch (error) {
      const unclear = isUnclearError(error) ? sent.current : null
      setFailed({ attempt, error, unclear })
      // Nobody is left on this screen to see it there.
      if (!mounted.current) notifyFailure(unclear ? UNCLEAR_COPY : FAILED_COPY, error)
    } finally {
      underWay.current = false
      setBusy(false)
    }
  }

  const submit = async (attempt: CopyAttempt, plan: CopyPlan) => {
    const body = transferDocument(plan)
    sent.current = plan
    const { task, label } = await submission(body)
    notify({
      title: `Copying ${visibleText(label)}`,
      description: [
        `To ${visibleText(plan.to.collection.display_name)}.`,
        plan.leftOut.length > 0 && `${plural(plan.leftOut.length, 'name')} left out. ${plan.leftOut[0]}`,
      ]
        .filter(Boolean)
        .join(' '),
      action: { label: 'See the task', onClick: () => follow(task) },
    })
    onStarted(attempt)
  }

  const start = (attempt: CopyAttempt) =>
    alone(attempt, async () => {
      // The listing on screen may be a minute old; what would be overwritten is looked up now.
      const listing = await client.query({
        ...fileQueries.directory(attempt.to.collection.id, attempt.to.listing.path),
        staleTime: 0,
      })
      const plan = planCopy(attempt.from, { ...attempt.to, listing }, attempt.names)
      if ('problem' in plan) notify({ title: plan.problem })
      else if (plan.clashes.length > 0) setAsking({ attempt, plan })
      else await submit(attempt, plan)
    })

  return {
    busy,
    start,
    /** The copy that waits for a word about overwriting. */
    asking,
    confirm: () => asking && alone(asking.attempt, () => submit(asking.attempt, asking.plan)),
    cancel: () => setAsking(null),
    /** The last attempt that did not become a task, and why. */
    failed,
    // What may have been accepted is asked for as it was: by now the folder may look different.
    retry: () => {
      if (!failed) return null
      const { attempt, unclear } = failed
      return unclear ? alone(attempt, () => submit(attempt, unclear)) : start(attempt)
    },
    dismiss: () => setFailed(null),
  }
}
