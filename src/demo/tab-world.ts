import { openIndexedDb } from '../emulator/storage/indexed-db'
import { keptStorage } from '../emulator/storage/kept'
import { below, type KeyValueStore } from '../emulator/storage/key-value'
import { memoryStorage } from '../emulator/storage/memory'
import type { EmulatorStorage } from '../emulator/storage/storage'

/** What one tab of the browser keeps of the sample world. */
export type TabWorld = {
  storage: EmulatorStorage
  /** Nothing of an earlier visit is there. */
  isNew: boolean
  /** A reload finds it again. */
  isKept: boolean
  /** Resolves once all changes are kept, as far as they can be. */
  flush: () => Promise<void>
  /** Leaves nothing for the next visit of this tab. */
  forget: () => Promise<void>
}

export type TabWorldOptions = {
  /** What the names of everything kept begin with (checklist B4). */
  prefix: string
  /** A world that another build of the page wrote may have other tables, and is not read. */
  build: string
  /** From now on the browser keeps nothing, though it did before. */
  onLost: () => void
}

type About = { build: string; usedMs: number }

/** A tab that was closed leaves its world behind; whoever comes later clears it away. */
const FORGET_AFTER_MS = 24 * 3_600_000

/**
 * The world of this tab: in memory, and mirrored to the browser's database under a number that only this tab knows. It
 * outlives a reload and nothing else (checklist I2); where the browser keeps nothing it lives as long as the page.
 */
export async function openTabWorld(options: TabWorldOptions): Promise<TabWorld> {
  try {
    return await openKeptWorld(options)
  } catch {
    const nothing = () => Promise.resolve()
    return { storage: memoryStorage(), isNew: true, isKept: false, flush: nothing, forget: nothing }
  }
}

async function openKeptWorld({ prefix, build, onLost }: TabWorldOptions): Promise<TabWorld> {
  const key = `${prefix}world`
  const lockName = (id: string) => `${key}:${id}`
  const database = await openIndexedDb(key)

  const known = window.sessionStorage.getItem(key)
  let release = known === null ? null : await holdLock(lockName(known))
  let id = known
  if (id === null || release === null) {
    // New, or a duplicate of a tab that goes on with the world it has.
    id = crypto.randomUUID()
    window.sessionStorage.setItem(key, id)
    release = await holdLock(lockName(id))
  }
  await clearAway(database, lockName)

  const worldKey = `world/${id}/`
  const aboutKey = `about/${id}`
  const about = (await database.entries(aboutKey))[0]?.[1] as About | undefined
  const isNew = about?.build !== build
  if (isNew) await database.removeAll(worldKey)
  const noteUse = () => database.write(new Map([[aboutKey, { build, usedMs: Date.now() } satisfies About]]))
  await noteUse()

  let isLost = false
  const storage = keptStorage(
    untilItFails(below(database, worldKey), () => {
      // Half a world is none: the next visit begins anew.
      isLost = true
      void database.removeAll(aboutKey).catch(() => undefined)
      onLost()
    }),
  )
  window.addEventListener('pagehide', () => {
    if (!isLost) void noteUse().catch(() => undefined)
    void storage.close()
    release?.()
  })
  // Shown again as it was left, by the back button: by now another page of this tab may have gone on with the world.
  window.addEventListener('pageshow', ({ persisted }) => {
    if (persisted) window.location.reload()
  })

  return {
    storage,
    isNew,
    isKept: true,
    flush: storage.flush,
    forget: async () => {
      await storage.close()
      window.sessionStorage.removeItem(key)
      await Promise.all([database.removeAll(worldKey), database.removeAll(aboutKey)])
    },
  }
}

/** A page that is being left lets go within this time; a tab that stays does not. */
const LOCK_WAIT_MS = 1500

/** Takes a lock until the document is gone or lets go of it; null when another document holds it. */
const holdLock = (name: string) =>
  new Promise<(() => void) | null>((resolve) => {
    const hold = () => new Promise<void>((release) => resolve(release))
    navigator.locks
      .request(name, { signal: AbortSignal.timeout(LOCK_WAIT_MS) }, hold)
      .catch(() => resolve(null))
  })

/** Removes the worlds of tabs that were closed. */
async function clearAway(database: KeyValueStore, lockName: (id: string) => string) {
  const { held = [] } = await navigator.locks.query()
  for (const [key, value] of await database.entries('about/')) {
    const id = key.slice('about/'.length)
    const isOld = Date.now() - (value as About).usedMs > FORGET_AFTER_MS
    if (!isOld || held.some(({ name }) => name === lockName(id))) continue
    await Promise.all([database.removeAll(`world/${id}/`), database.removeAll(key)])
  }
}

/** The same store until something cannot be written; from then on nothing is, and nobody is told again. */
function untilItFails(store: KeyValueStore, onFailure: () => void): KeyValueStore {
  let hasFailed = false
  return {
    ...store,
    write: async (changes) => {
      if (hasFailed) return
      try {
        await store.write(changes)
      } catch {
        hasFailed = true
        onFailure()
      }
    },
  }
}
