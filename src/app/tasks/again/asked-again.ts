import { useMemo } from 'react'
import * as v from 'valibot'
import { forgetKept, keep, parseKept, readKept, useKept, useKeptKey } from '../../shared/kept'
import { onSignOut } from '../../shared/on-sign-out'
import { type Decision, SAME_DECISION_MS, submissionDigest, type Unsent } from '../../shared/submit-once'
import type { Unanswered } from '../../shared/unanswered'
import { isUnclearError } from '../../shared/unclear'
import { useUnanswered } from '../../shared/use-submission'

const asked = v.object({
  /** Of the document without its submission id. */
  digest: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
  kind: v.picklist(['all', 'rest', 'carry-on']),
  choice: v.nullable(v.picklist(['spare', 'replace'])),
  /** When, in milliseconds since 1970. */
  at: v.number(),
})

/** A request in the place of a task that nobody has answered: which one it is, and no names. */
export type Asked = v.InferOutput<typeof asked>

/** Something else is asked for than what waits for its answer, or what is known of the task has changed since. */
export class NotTheSame extends Error {
  override name = 'NotTheSame'
}

/** What this page is sending, answered or not. */
const underWay = new Set<string>()

onSignOut(() => underWay.clear())

export type AskedAgain = ReturnType<typeof askedAgain>

/**
 * What was asked for in the place of each task, until it is answered. A question knows of its own request only as long as it
 * is open; another one about the same task must not start a second beside it (checklist G2).
 */
export const askedAgain = (key: string, unanswered: Unanswered) => {
  const keyOf = (taskId: string) => `${key}:${taskId}`
  const since = ({ at }: Pick<Asked, 'at'>) => at - SAME_DECISION_MS
  const forget = (taskId: string) => forgetKept(keyOf(taskId))
  const read = (taskId: string) => {
    const kept = v.safeParse(asked, parseKept(readKept(keyOf(taskId))))
    return kept.success ? kept.output : null
  }
  const find = (taskId: string) => {
    const known = read(taskId)
    if (!known) return null
    const waits = unanswered.idOf(known.digest, since(known)) !== null
    // It may also have been answered elsewhere: on the transfer screen, or in another tab.
    return waits || underWay.has(keyOf(taskId)) ? known : null
  }
  return {
    find,
    /** The same, at the moment that something is done about it. */
    look: (taskId: string): Asked | null => {
      const found = find(taskId)
      if (!found) forget(taskId)
      return found
    },
    /** Whoever says so may have two: from now on it is as if it had never been asked for. */
    leave: forget,
    /** Has it sent, under the id of the last time where nobody has answered that; nothing else is sent in its place. */
    send: async <Result>(
      taskId: string,
      unsent: Unsent,
      how: Pick<Asked, 'kind' | 'choice'>,
      submit: (decision: Decision) => Promise<Result>,
    ): Promise<Result> => {
      const digest = await submissionDigest(unsent)
      const before = find(taskId)
      if (before && before.digest !== digest) throw new NotTheSame('An earlier request waits for its answer')
      const now: Asked = before ?? { ...how, digest, at: Date.now() }
      keep(keyOf(taskId), JSON.stringify(now))
      underWay.add(keyOf(taskId))
      let waits = false
      try {
        return await submit({ since: since(now) })
      } catch (error) {
        waits = isUnclearError(error)
        throw error
      } finally {
        underWay.delete(keyOf(taskId))
        // Left meanwhile, it is another that stands there.
        if (!waits && read(taskId)?.digest === digest) forget(taskId)
      }
    },
  }
}

/** Those of the person who is signed in. */
export function useAskedAgain() {
  const key = useKeptKey('again')
  const unanswered = useUnanswered()
  return useMemo(() => askedAgain(key, unanswered), [key, unanswered])
}

/** What was asked for in the place of this task and waits for its answer. */
export function useAsked(taskId: string): Asked | null {
  const asks = useAskedAgain()
  // Drawn again when it is noted and when it is forgotten.
  useKept(`${useKeptKey('again')}:${taskId}`)
  return asks.find(taskId)
}
