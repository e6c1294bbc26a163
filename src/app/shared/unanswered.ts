import { forgetKept, keep, parseKept, readKept } from './kept'

/**
 * Submissions whose answer never came, so that the same one asked for again goes out under the same id and cannot
 * become a second task, also after a reload and in another tab (checklist G2). Kept by a digest of the document: no
 * names, no token. Each has a key of its own: tabs that wrote all of them at once would overwrite one another.
 */
export type Unanswered = ReturnType<typeof unansweredSubmissions>

/** Those of one person: `key` is what `useKeptKey('unanswered')` gives. */
export const unansweredSubmissions = (key: string) => ({
  /**
   * The id that this document was last sent with, unless it was answered. What was decided before `since` (milliseconds)
   * was another decision, about a document that only reads the same.
   */
  idOf: (digest: string, since: number): string | null => {
    const { id, at } = (parseKept(readKept(`${key}:${digest}`)) ?? {}) as { id?: unknown; at?: unknown }
    return typeof id === 'string' && typeof at === 'number' && at >= since ? id : null
  },
  keep: (digest: string, id: string) => keep(`${key}:${digest}`, JSON.stringify({ id, at: Date.now() })),
  forget: (digest: string) => forgetKept(`${key}:${digest}`),
})

/** SHA-256 as hexadecimal digits. */
export async function digestOf(text: string): Promise<string> {
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))
  return Array.from(new Uint8Array(hash), (byte) => byte.toString(16).padStart(2, '0')).join('')
}
