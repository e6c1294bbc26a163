/** Milliseconds for which a button must have been on the screen: a click meant for what was there before is shorter. */
export const SEEN_MS = 800

/** Checklist E4: no script did this, and nobody was led to click what they had not seen yet. */
export const isDeliberate = (event: Event, seenMs: number) => event.isTrusted && seenMs >= SEEN_MS
