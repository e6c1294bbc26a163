import { safeSessionStorage } from '../auth/safe-storage'
import { storagePrefix } from '../auth/storage-prefix'
import { createEmulator } from '../emulator/emulator'
import { pageAddress, services } from './addresses'
import { CLIENT_ID } from './config'
import { ensureSessionStorage } from './session-storage'
import { openTabWorld } from './tab-world'

/** Globus as this page has it: the emulator, over what this tab keeps. Made when it is first asked. */
export function openGlobus({ tellNotKept }: { tellNotKept: () => void }) {
  let opened: ReturnType<typeof openWorld> | undefined
  const open = () => (opened ??= openWorld(tellNotKept))

  return {
    /** Whether a reload finds everything again. */
    isKept: async () => (await open()).tab.isKept,
    /** Answers a request as the services would. */
    ask: async (request: Request): Promise<Response> => {
      const { tab, emulator } = await open()
      const response = await emulator.fetch(request)
      // What was changed outlives a reload from now on, as a service remembers what it has confirmed.
      if (request.method !== 'GET') await tab.flush()
      request.signal.throwIfAborted()
      return response
    },
    /** The next visit begins anew. */
    forget: async () => {
      const { tab } = await open()
      forgetSignIn()
      await tab.forget()
    },
  }
}

async function openWorld(tellNotKept: () => void) {
  ensureSessionStorage()
  const tab = await openTabWorld({
    prefix: `towpath-demo:${new URL(pageAddress).pathname}:${CLIENT_ID}:`,
    // The file's name carries a digest of what is in it.
    build: new URL(import.meta.url).pathname,
    onLost: tellNotKept,
  })
  if (!tab.isKept) tellNotKept()
  // A sign-in belongs to the world that granted it.
  if (tab.isNew) forgetSignIn()
  const emulator = await createEmulator({
    storage: tab.storage,
    origins: services,
    clients: [{ client_id: CLIENT_ID, name: 'Towpath', redirect_uris: [pageAddress] }],
  }).catch(async (error: unknown) => {
    // The page says that it should be reloaded; what cannot be opened must not be in the way again.
    await tab.forget()
    throw error
  })
  return { tab, emulator }
}

const forgetSignIn = () =>
  safeSessionStorage.removeAll(storagePrefix({ redirectUri: pageAddress, clientId: CLIENT_ID }))
