/** What of the browser's locks is needed; https://developer.mozilla.org/docs/Web/API/Web_Locks_API */
export type Locks = {
  request: (name: string, options: { signal?: AbortSignal }, held: () => Promise<void>) => Promise<unknown>
  query: () => Promise<{ pending?: readonly { name?: string }[] }>
}

export type Lead = {
  /** Wants to lead as soon as nobody else does. False when it did so already. */
  contend: () => boolean
  /** Gives the lead, or the wish for it, to whoever comes next. */
  resign: () => void
  leads: () => boolean
  /** Whether another tab waits for the lead; taken for true where that cannot be told. */
  isAwaited: () => Promise<boolean>
}

/**
 * One of all tabs that share a name leads, and another follows it when it closes, crashes or resigns: the browser sees to that.
 * Without locks each tab leads itself.
 */
export function createLead(locks: Locks | undefined, name: string, onChange: (leads: boolean) => void): Lead {
  let leads = false
  let give: (() => void) | null = null

  const become = (next: boolean) => {
    if (leads === next) return
    leads = next
    onChange(next)
  }

  return {
    leads: () => leads,
    isAwaited: async () => {
      try {
        const { pending } = (await locks?.query()) ?? {}
        return pending?.some((waiting) => waiting.name === name) ?? true
      } catch {
        return true
      }
    },
    contend: () => {
      if (give) return false
      if (!locks) {
        give = () => undefined
        become(true)
        return true
      }
      const waiting = new AbortController()
      let release: () => void = () => undefined
      const mine = () => {
        release()
        waiting.abort()
      }
      give = mine
      locks
        .request(name, { signal: waiting.signal }, () => {
          // Resigned in the very moment in which it was granted.
          if (give !== mine) return Promise.resolve()
          become(true)
          return new Promise<void>((done) => {
            release = done
          })
        })
        // No longer wanted, or not allowed in this frame (checklist B3): then this tab sees to itself.
        .catch((error: unknown) => {
          if (give === mine && !(error instanceof DOMException && error.name === 'AbortError')) become(true)
        })
      return true
    },
    resign: () => {
      const resigned = give
      give = null
      resigned?.()
      become(false)
    },
  }
}
