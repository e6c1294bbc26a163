import { useMemo } from 'react'
import * as v from 'valibot'
import type { Leg } from '../../shared/draft/run'
import { keep, parseKept, readKept, useKeptKey } from '../../shared/kept'
import { submissionDigest } from '../../shared/submit-once'
import type { TransferBody } from '../transfer-body'

const sent = v.object({ digest: v.string(), at: v.number(), task: v.string() })

/** A transfer that was accepted: the digest of its document, or of its first part, when that was, and what it became. */
export type Sent = v.InferOutput<typeof sent>

/** More than anybody sends in a day. */
const MOST = 100

/** The last transfers that were accepted, without a name in them; `key` is what `useKeptKey('sent')` gives. */
export const sentTransfers = (key: string) => {
  const list = (): Sent[] => {
    const stored = parseKept(readKept(key))
    return Array.isArray(stored) ? stored.filter((one) => v.is(sent, one)) : []
  }
  return {
    note: ({ parts: [first] }: Leg) => {
      if (!first?.task) return
      const others = list().filter(({ digest }) => digest !== first.digest)
      const now = { digest: first.digest, at: Date.now(), task: first.task }
      keep(key, JSON.stringify([...others, now].slice(-MOST)))
    },
    /** What became of the very same when it was sent before; null when it never was. */
    find: async ([body]: readonly TransferBody[]): Promise<Sent | null> => {
      const known = list()
      if (known.length === 0 || !body) return null
      const wanted = await submissionDigest(body)
      return known.find(({ digest }) => digest === wanted) ?? null
    },
  }
}

/** Those of the person who is signed in. */
export function useSent() {
  const key = useKeptKey('sent')
  return useMemo(() => sentTransfers(key), [key])
}
