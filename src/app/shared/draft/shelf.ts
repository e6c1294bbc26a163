/** Keeps what is too large for `localStorage`, by key. */
export type Shelf = {
  /** In order. */
  keys: (start: string) => Promise<string[]>
  get: (key: string) => Promise<unknown>
  put: (key: string, value: unknown) => Promise<void>
  /** All of them at once, or none. */
  putAll: (values: ReadonlyMap<string, unknown>) => Promise<void>
  /** Takes away everything whose key begins so. */
  removeAll: (start: string) => Promise<void>
}

/** For as long as the page is open: where the browser stores nothing (checklist B3). */
function memoryShelf(): Shelf {
  const values = new Map<string, unknown>()
  const startingWith = (start: string) => Array.from(values.keys()).filter((key) => key.startsWith(start))
  return {
    keys: async (start) => startingWith(start).toSorted(),
    get: async (key) => values.get(key),
    put: async (key, value) => {
      values.set(key, value)
    },
    putAll: async (more) => {
      for (const [key, value] of more) values.set(key, value)
    },
    removeAll: async (start) => {
      for (const key of startingWith(start)) values.delete(key)
    },
  }
}

const inMemory = memoryShelf()

/** The browser's database, or what stands in for it. */
export const openShelf = (name: string): Promise<Shelf> => browserShelf(name).catch(() => inMemory)

/** Milliseconds after which a database that does not open is not waited for. */
const PATIENCE_MS = 3_000

const STORE = 'kept'

/** The browser's own database. Rejects where the browser keeps nothing for the page. */
async function browserShelf(name: string): Promise<Shelf> {
  const opening = window.indexedDB.open(name, 1)
  opening.addEventListener('upgradeneeded', () => opening.result.createObjectStore(STORE))
  const database = await Promise.race([answer(opening), outOfPatience()])
  const begin = (mode: IDBTransactionMode) => database.transaction(STORE, mode, { durability: 'relaxed' })

  const change = (apply: (kept: IDBObjectStore) => void) => {
    const transaction = begin('readwrite')
    apply(transaction.objectStore(STORE))
    // Now, and not once the page has its next turn: it may be about to go.
    transaction.commit()
    return done(transaction)
  }
  return {
    keys: async (start) =>
      (await answer(begin('readonly').objectStore(STORE).getAllKeys(startingWith(start)))).map(String),
    get: (key) => answer(begin('readonly').objectStore(STORE).get(key)),
    put: (key, value) => change((kept) => kept.put(value, key)),
    putAll: (values) =>
      change((kept) => {
        for (const [key, value] of values) kept.put(value, key)
      }),
    removeAll: (start) => change((kept) => kept.delete(startingWith(start))),
  }
}

const startingWith = (start: string) => IDBKeyRange.bound(start, `${start}\uffff`)

const outOfPatience = () =>
  new Promise<never>((_resolve, reject) => {
    setTimeout(() => reject(new Error('The database did not open')), PATIENCE_MS)
  })

const answer = <Result>(request: IDBRequest<Result>) =>
  new Promise<Result>((resolve, reject) => {
    request.addEventListener('success', () => resolve(request.result))
    request.addEventListener('error', () => reject(request.error))
  })

const done = (transaction: IDBTransaction) =>
  new Promise<void>((resolve, reject) => {
    transaction.addEventListener('complete', () => resolve())
    // A full disk aborts without an error of any request.
    transaction.addEventListener('abort', () => reject(transaction.error))
  })
