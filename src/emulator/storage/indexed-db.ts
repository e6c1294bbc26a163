import type { KeyValueStore } from './key-value'

const STORE = 'entries'

/** The browser's own database. Rejects where the browser keeps nothing for the page. */
export async function openIndexedDb(name: string): Promise<KeyValueStore> {
  const opening = window.indexedDB.open(name, 1)
  opening.addEventListener('upgradeneeded', () => opening.result.createObjectStore(STORE))
  const database = await answer(opening)

  const begin = (mode: IDBTransactionMode) =>
    // The disk's own acknowledgement is waited for nowhere else on a page either, and takes many times as long.
    database.transaction(STORE, mode, { durability: 'relaxed' })

  const change = (apply: (entries: IDBObjectStore) => void) => {
    const transaction = begin('readwrite')
    apply(transaction.objectStore(STORE))
    // Now, and not once the page has its next turn: it may be about to go.
    transaction.commit()
    return done(transaction)
  }

  return {
    entries: async (prefix) => {
      const entries = begin('readonly').objectStore(STORE)
      const [keys, values] = await Promise.all([
        answer(entries.getAllKeys(startingWith(prefix))),
        answer(entries.getAll(startingWith(prefix))),
      ])
      return keys.map((key, index) => [String(key), values[index]])
    },
    write: async (changes) =>
      change((entries) => {
        for (const [key, value] of changes)
          if (value === undefined) entries.delete(key)
          else entries.put(value, key)
      }),
    removeAll: async (prefix) => change((entries) => entries.delete(startingWith(prefix))),
  }
}

const startingWith = (prefix: string) => IDBKeyRange.bound(prefix, `${prefix}\uffff`)

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
