/** What a browser's database comes down to. Values are whatever can be cloned: numbers, texts, bytes, plain objects. */
export type KeyValueStore = {
  /** Every entry whose key begins with `prefix`, in the order of the keys. */
  entries: (prefix: string) => Promise<[key: string, value: unknown][]>
  /** Puts values, and removes what is given as `undefined`: all of it or nothing, begun before this returns. */
  write: (changes: ReadonlyMap<string, unknown>) => Promise<void>
  removeAll: (prefix: string) => Promise<void>
}

/** The part of a store whose keys begin with `prefix`. */
export const below = (store: KeyValueStore, prefix: string): KeyValueStore => ({
  entries: async (inner) =>
    (await store.entries(prefix + inner)).map(([key, value]) => [key.slice(prefix.length), value]),
  write: (changes) => store.write(new Map(Array.from(changes, ([key, value]) => [prefix + key, value]))),
  removeAll: (inner) => store.removeAll(prefix + inner),
})
