/**
 * Lets so many things be under way at the same time; the others wait, the oldest first. Rejects with the signal's reason
 * for one that is not wanted any more before its turn has come.
 */
export function createTurns(atOnce: number) {
  let working = 0
  const waiting: (() => void)[] = []

  return async <Value>(work: () => Promise<Value>, signal: AbortSignal): Promise<Value> => {
    signal.throwIfAborted()
    if (working < atOnce) working += 1
    else
      await new Promise<void>((resolve, reject) => {
        const enter = () => {
          signal.removeEventListener('abort', leave)
          resolve()
        }
        const leave = () => {
          waiting.splice(waiting.indexOf(enter), 1)
          reject(signal.reason as Error)
        }
        waiting.push(enter)
        signal.addEventListener('abort', leave, { once: true })
      })
    try {
      return await work()
    } finally {
      // The place goes from hand to hand, so that nobody slips in between.
      const enter = waiting.shift()
      if (enter) enter()
      else working -= 1
    }
  }
}
