/** Desktop notifications: asked for once, by a click, and kept for each person by themselves. */

/** Under what the choice is kept. */
export const NOTICES = 'task-notices'

export type Choice = 'on' | 'off' | null

export const readChoice = (kept: string | null): Choice => (kept === 'on' || kept === 'off' ? kept : null)

/** Checklist E9: whether this browser has them at all. */
export const hasNotices = () => typeof Notification === 'function'

/** Chosen here, and allowed by the browser. */
export const wantsNotices = (kept: string | null) =>
  readChoice(kept) === 'on' && hasNotices() && Notification.permission === 'granted'
