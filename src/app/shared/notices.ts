import { keep } from './kept'
import { isFramed } from './way-in'

/**
 * Desktop notifications: asked for once, by a click, and kept for each person by themselves. They are for whoever works in
 * another window; a page that is hidden asks Globus nothing (checklist G6), so it has nothing to tell either.
 */

/** Under what the choice is kept. */
export const NOTICES = 'task-notices'

export type Choice = 'on' | 'off' | null

export const readChoice = (kept: string | null): Choice => (kept === 'on' || kept === 'off' ? kept : null)

/** Checklist E9: whether this browser has them at all, and gives them to this page: no frame gets any. */
export const hasNotices = () => typeof Notification === 'function' && !isFramed()

/** Chosen here, and allowed by the browser. */
export const wantsNotices = (kept: string | null) =>
  readChoice(kept) === 'on' && hasNotices() && Notification.permission === 'granted'

/** Keeps the choice; the browser is asked for its leave, which needs a click. Resolves to whether it gave it. */
export async function chooseNotices(key: string, wanted: boolean): Promise<boolean> {
  const allowed = wanted && (await Notification.requestPermission().catch(() => 'denied')) === 'granted'
  keep(key, allowed ? 'on' : 'off')
  return allowed
}

type Told = { title: string; description: string }

/**
 * Tells the desktop, unless somebody works in the page. Of several tabs that do, the browser shows one: `about` is the same in
 * each.
 */
export function tellDesktop(
  kept: string | null,
  about: string,
  { title, description }: Told,
  onOpen: () => void,
) {
  if (document.hasFocus() || !wantsNotices(kept)) return
  try {
    const notice = new Notification(title, { body: description, tag: about })
    notice.addEventListener('click', () => {
      window.focus()
      onOpen()
      notice.close()
    })
  } catch {
    // Some browsers have them for workers only; the page has said it as well.
  }
}
