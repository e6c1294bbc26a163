import type { KeyValueStore } from '../../src/emulator/storage/key-value'

/** A store of keys and values in memory, which takes and gives copies as a browser's database does. */
export type MapStore = KeyValueStore & {
  keys: () => string[]
  /** Bytes of file content that are in the store. */
  contentBytes: () => number
  /** How often something was written. */
  writes: () => number
  /** Refuses the next writes until it is called with false. */
  refuse: (refused: boolean) => void
}

export function mapStore(): MapStore {
  const values = new Map<string, unknown>()
  let writes = 0
  let isFull = false
  return {
    entries: async (prefix) =>
      Array.from(values)
        .filter(([key]) => key.startsWith(prefix))
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([key, value]) => [key, structuredClone(value)]),
    write: async (changes) => {
      if (isFull) throw new DOMException('full', 'QuotaExceededError')
      writes += 1
      for (const [key, value] of changes)
        if (value === undefined) values.delete(key)
        else values.set(key, structuredClone(value))
    },
    removeAll: async (prefix) => {
      for (const key of Array.from(values.keys())) if (key.startsWith(prefix)) values.delete(key)
    },
    keys: () => Array.from(values.keys()),
    contentBytes: () =>
      Array.from(values.values())
        .filter((value) => value instanceof Uint8Array)
        .reduce((sum, { length }) => sum + length, 0),
    writes: () => writes,
    refuse: (refused) => {
      isFull = refused
    },
  }
}
