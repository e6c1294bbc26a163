/** Which drafts this tab holds: two tabs that wrote the same would undo each other's work. */
export type DraftClaims = {
  /** Answers whether the draft is this tab's now. `patienceMs`: how long to wait for whoever is about to let it go. */
  claim: (id: string, patienceMs?: number) => Promise<boolean>
  release: (id: string) => void
}

/** Checklist B4: `name` makes names of locks that no other deployment has. */
export function draftClaims(name: (id: string) => string): DraftClaims {
  // Outside secure contexts there is none; then tabs know nothing of each other.
  const locks = navigator.locks as LockManager | undefined
  const held = new Map<string, () => void>()

  const hold = (id: string, options: LockOptions) =>
    new Promise<boolean>((resolve) => {
      const holding = (lock: Lock | null) => {
        resolve(lock !== null)
        if (lock === null) return null
        // The lock lasts as long as this does, or the page.
        return new Promise<void>((release) => {
          held.set(id, release)
        })
      }
      locks!
        .request(name(id), options, holding)
        // Where a frame gets no locks (checklist B3), it is as if there were none.
        .catch((error: unknown) => resolve(error instanceof DOMException && error.name === 'SecurityError'))
    })

  return {
    claim: async (id, patienceMs = 0) => {
      if (!locks || held.has(id)) return true
      return hold(id, patienceMs > 0 ? { signal: AbortSignal.timeout(patienceMs) } : { ifAvailable: true })
    },
    release: (id) => {
      held.get(id)?.()
      held.delete(id)
    },
  }
}
