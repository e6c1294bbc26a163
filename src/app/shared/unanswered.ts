import { readStoredJson, safeSessionStorage } from '../../auth/safe-storage'
import { storagePrefix } from '../../auth/storage-prefix'

/**
 * Submissions whose answer never came, so that the same one asked for again goes out under the same id and cannot
 * become a second task, also after a reload (checklist G2). Kept by a digest of the document: no names, no token.
 */
export function unansweredSubmissions(settings: { redirectUri: string; clientId: string }) {
  const key = `${storagePrefix(settings)}unanswered`
  const read = (): Record<string, string> => {
    const stored = readStoredJson(key)
    return typeof stored === 'object' && stored !== null ? (stored as Record<string, string>) : {}
  }
  const write = (ids: Record<string, string>) =>
    Object.keys(ids).length > 0
      ? safeSessionStorage.set(key, JSON.stringify(ids))
      : safeSessionStorage.remove(key)
  return {
    /** The id that this document was last sent with, unless it was answered. */
    idOf: (digest: string): string | null => read()[digest] ?? null,
    keep: (digest: string, id: string) => write({ ...read(), [digest]: id }),
    forget: (digest: string) => {
      const { [digest]: _answered, ...rest } = read()
      write(rest)
    },
  }
}

/** SHA-256 as hexadecimal digits. */
export async function digestOf(text: string): Promise<string> {
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))
  return Array.from(new Uint8Array(hash), (byte) => byte.toString(16).padStart(2, '0')).join('')
}
