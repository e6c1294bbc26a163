import { vi } from 'vitest'
import { fakeSessionStorage } from '../../support/fake-session-storage'

/** Names that other tabs of the browser hold. */
export const heldElsewhere = new Set<string>()

/** What a browser keeps for the page, empty. */
export function openBrowser() {
  heldElsewhere.clear()
  const held = new Set<string>()
  const request = async (name: string, _options: unknown, holding: (lock: object | null) => unknown) => {
    if (held.has(name) || heldElsewhere.has(name)) return holding(null)
    held.add(name)
    await holding({ name })
    held.delete(name)
  }
  vi.stubGlobal('navigator', { locks: { request } })
  vi.stubGlobal('window', { sessionStorage: fakeSessionStorage(), localStorage: fakeSessionStorage() })
}
