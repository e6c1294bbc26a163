import { readStoredJson, safeSessionStorage } from './safe-storage'
import type { Person } from './session'

/** One sign-in under way, from the click to the answer (checklist A5). */
export type Transaction = {
  state: string
  verifier: string
  issuer: string
  redirectUri: string
  /** The `scope` parameter that was sent. */
  scope: string
  /** Route inside the app to return to, for example `/files?left=…`; never an address. */
  returnTo: string
  /** Who must come back, when somebody was signed in already (checklist A19). */
  person: Pick<Person, 'subject' | 'username'> | null
  createdAtMs: number
  /** What the app wants to find again, as the app wrote it. */
  kept?: string
  /** What a service demanded of the session, by which it is known again when it repeats. */
  demand?: string
}

const TIME_TO_LIVE_MS = 15 * 60_000

/** Keeps the transaction until its answer comes; false when the browser cannot. */
export const keepTransaction = (prefix: string, transaction: Transaction): boolean =>
  safeSessionStorage.set(`${prefix}login:${transaction.state}`, JSON.stringify(transaction))

/** Whether a sign-in was begun in this tab and never came back; forgets those that did not. */
export function dropUnanswered(prefix: string): boolean {
  const found = safeSessionStorage.hasKey(`${prefix}login:`, '')
  safeSessionStorage.removeAll(`${prefix}login:`)
  return found
}

/** Gives a transaction out once: it is gone before anything is done with it. Null when unknown, used or too old. */
export function takeTransaction(prefix: string, state: string, nowMs: number): Transaction | null {
  const key = `${prefix}login:${state}`
  const stored = readStoredJson(key)
  safeSessionStorage.remove(key)
  if (!isTransaction(stored) || stored.state !== state) return null
  return nowMs - stored.createdAtMs <= TIME_TO_LIVE_MS ? stored : null
}

const TEXT_FIELDS = ['state', 'verifier', 'issuer', 'redirectUri', 'scope', 'returnTo'] as const

function isTransaction(value: unknown): value is Transaction {
  if (typeof value !== 'object' || value === null) return false
  const record = value as Record<string, unknown>
  return (
    TEXT_FIELDS.every((field) => typeof record[field] === 'string') &&
    isPerson(record.person) &&
    typeof record.createdAtMs === 'number' &&
    isTextOrNothing(record.kept) &&
    isTextOrNothing(record.demand)
  )
}

const isTextOrNothing = (value: unknown) => value === undefined || typeof value === 'string'

function isPerson(value: unknown): value is Transaction['person'] {
  if (typeof value !== 'object') return false
  if (value === null) return true
  const { subject, username } = value as Record<string, unknown>
  return typeof subject === 'string' && typeof username === 'string'
}
