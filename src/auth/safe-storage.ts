/**
 * `sessionStorage`, which may be missing, full or forbidden at any access (checklist B3). Reads then find nothing and
 * `set` says that nothing was kept.
 */
export const safeSessionStorage = {
  get: (key: string): string | null => {
    try {
      return window.sessionStorage.getItem(key)
    } catch {
      return null
    }
  },
  set: (key: string, value: string): boolean => {
    try {
      window.sessionStorage.setItem(key, value)
      return true
    } catch {
      return false
    }
  },
  remove: (key: string): void => {
    try {
      window.sessionStorage.removeItem(key)
    } catch {
      // Where nothing can be stored there is nothing to remove.
    }
  },
  /** Whether there is a key that begins and ends so. */
  hasKey: (start: string, end: string): boolean => {
    try {
      const storage = window.sessionStorage
      return Array.from({ length: storage.length }, (_, at) => storage.key(at) ?? '').some(
        (key) => key.startsWith(start) && key.endsWith(end),
      )
    } catch {
      return false
    }
  },
  /** Whether anything can be kept at all. */
  works: (): boolean => {
    const key = 'towpath:probe'
    const kept = safeSessionStorage.set(key, '1')
    safeSessionStorage.remove(key)
    return kept
  },
  /** Removes everything whose key begins so. */
  removeAll: (prefix: string): void => {
    try {
      const storage = window.sessionStorage
      for (const key of Array.from({ length: storage.length }, (_, at) => storage.key(at)))
        if (key?.startsWith(prefix)) storage.removeItem(key)
    } catch {
      // As above.
    }
  },
}

/** The stored JSON document under a key; null when there is none or it is not JSON. */
export function readStoredJson(key: string): unknown {
  const text = safeSessionStorage.get(key)
  if (text === null) return null
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
