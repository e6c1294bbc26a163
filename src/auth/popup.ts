import { safeSessionStorage } from './safe-storage'

/** A sign-in in a window of its own, seen from the page that opened it and from the page that it ends at. */

/** Far more than a code and a state; anything longer is not an answer. */
const MOST_CHARACTERS = 4_096

/** How long a sign-in is waited for, as long as a transaction is good for (checklist A5). */
const PATIENCE_MS = 15 * 60_000

const LOOK_MS = 500

type Waiting = {
  url: URL
  /** The state that the answer must carry. */
  state: string
  /** Hears of the one answer there can be. */
  onAnswer: (answer: URLSearchParams) => void
  /**
   * The window was not opened, or seems closed. Neither says that the sign-in failed: where the sign-in service or
   * this page has a Cross-Origin-Opener-Policy, a window that is open looks closed (checklist F5).
   */
  onUnknown: () => void
}

/**
 * Opens the window, at once: WebKit blocks one that is opened later than in the click (checklist F2). Returns what ends
 * the waiting and closes the window.
 */
export function openLoginPopup({ url, state, onAnswer, onUnknown }: Waiting): () => void {
  // With an opener, which the answer needs; every other window of ours has none (checklist B7).
  const popup = window.open(url.href, '_blank', 'popup,width=560,height=760')
  const end = () => {
    window.removeEventListener('message', hear)
    clearInterval(look)
    clearTimeout(patience)
    popup?.close()
  }
  const hear = ({ origin, source, data }: MessageEvent<unknown>) => {
    // Checklist F4: from this page's own origin, from the window that was opened, and for this sign-in.
    if (popup === null || origin !== window.location.origin || source !== popup) return
    const answer = readAnswer(data)
    if (!answer || answer.getAll('state').join(' ') !== state) return
    end()
    onAnswer(answer)
  }
  const look = setInterval(() => {
    if (!popup?.closed) return
    clearInterval(look)
    onUnknown()
  }, LOOK_MS)
  const patience = setTimeout(() => {
    end()
    onUnknown()
  }, PATIENCE_MS)
  window.addEventListener('message', hear)
  if (popup === null) {
    clearInterval(look)
    onUnknown()
  }
  return end
}

function readAnswer(data: unknown): URLSearchParams | null {
  if (typeof data !== 'string' || data.length > MOST_CHARACTERS) return null
  return new URLSearchParams(data)
}

/**
 * Hands the sign-in service's answer to the page that opened this window, which alone can use it; false when the answer
 * belongs to a sign-in of this very tab, or there is nobody to hand it to. `keysStart` is what the keys of this page's
 * storage begin with, whatever the client.
 */
export function handToOpener(answer: URLSearchParams, keysStart: string): boolean {
  const state = answer.get('state')
  if (!state || safeSessionStorage.hasKey(keysStart, `:login:${state}`) || !isOurs(window.opener))
    return false
  // A window begins with a copy of its opener's tab storage: nothing of it belongs here.
  safeSessionStorage.removeAll(keysStart)
  // Checklist F4: the query and nothing else, to this page's own origin and no other.
  window.opener.postMessage(answer.toString(), window.location.origin)
  return true
}

/** Whether a window shows a page of this origin: of no other can anything be read. */
function isOurs(opener: unknown): opener is Window {
  try {
    return Boolean(opener) && (opener as Window).location.origin === window.location.origin
  } catch {
    return false
  }
}
