type Waiter = { order: number; admit: () => void }
type Group = { working: number; waiting: Waiter[] }

export type Slots = {
  /** Resolves when a place is free: at once, or in the order of `order`. Rejects when `signal` aborts. */
  acquire: (group: string, order: number, signal: AbortSignal) => Promise<void>
  release: (group: string) => void
}

/** So many at a time in each group, the oldest first. */
export function createSlots(capacity: number): Slots {
  const groups = new Map<string, Group>()
  const groupOf = (name: string) => {
    let group = groups.get(name)
    if (!group) groups.set(name, (group = { working: 0, waiting: [] }))
    return group
  }

  return {
    acquire: (name, order, signal) =>
      new Promise((resolve, reject) => {
        const group = groupOf(name)
        if (signal.aborted) return reject(signal.reason)
        if (group.working < capacity) {
          group.working += 1
          return resolve()
        }
        const leave = () => {
          group.waiting = group.waiting.filter((other) => other !== waiter)
          reject(signal.reason)
        }
        const waiter: Waiter = {
          order,
          admit: () => {
            signal.removeEventListener('abort', leave)
            resolve()
          },
        }
        group.waiting.push(waiter)
        // Equal orders keep the order in which they came: the sort is stable.
        group.waiting.sort((a, b) => a.order - b.order)
        signal.addEventListener('abort', leave)
      }),
    release: (name) => {
      const group = groupOf(name)
      const next = group.waiting.shift()
      // The place goes from hand to hand, so that nobody slips in between.
      if (next) next.admit()
      else group.working -= 1
    },
  }
}
