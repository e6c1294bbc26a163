/**
 * A browser that keeps nothing for the page (checklist B3) cannot recognise a sign-in that comes back. In the demo it
 * comes back to the same document, so a record in memory will do.
 */
export function ensureSessionStorage() {
  if (isUsable()) return
  const entries = new Map<string, string>()
  const inMemory: Storage = {
    get length() {
      return entries.size
    },
    key: (index) => Array.from(entries.keys())[index] ?? null,
    getItem: (key) => entries.get(key) ?? null,
    setItem: (key, value) => void entries.set(key, String(value)),
    removeItem: (key) => void entries.delete(key),
    clear: () => entries.clear(),
  }
  Object.defineProperty(window, 'sessionStorage', { value: inMemory, configurable: true })
}

function isUsable(): boolean {
  try {
    const key = 'towpath-demo:probe'
    window.sessionStorage.setItem(key, '')
    window.sessionStorage.removeItem(key)
    return true
  } catch {
    return false
  }
}
