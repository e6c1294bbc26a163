/** What a person has chosen, and the way to the sign-in service and back would lose. */
type Part = {
  /** What of it is to be kept, as JSON can say it; null for nothing. */
  save: () => unknown
  /** Puts back what was kept; it may be of another version of this page. */
  restore: (kept: unknown) => void
}

const parts = new Map<string, Part>()
let returned: Record<string, unknown> = {}

/** It travels in the record of the sign-in, and the browser gives a page little room; more is not worth it. */
const MOST_CHARACTERS = 20_000

/** A store registers here, when it is made. What has come back for it by then is put back at once. */
export function keepOverSignIn(name: string, part: Part) {
  parts.set(name, part)
  if (name in returned) part.restore(returned[name])
}

/** All there is to keep; empty for nothing, or when it is too much. */
export function whatToKeep(): string {
  const kept = Array.from(parts, ([name, { save }]) => [name, save()] as const).filter(
    ([, value]) => value !== null,
  )
  const text = kept.length > 0 ? JSON.stringify(Object.fromEntries(kept)) : ''
  return text.length > MOST_CHARACTERS ? '' : text
}

/** Puts back what `whatToKeep` gave, now or when its store is made. */
export function putBack(kept: string | null) {
  try {
    const read: unknown = JSON.parse(kept || '{}')
    returned = typeof read === 'object' && read !== null ? { ...read } : {}
  } catch {
    returned = {}
  }
  for (const [name, part] of parts) if (name in returned) part.restore(returned[name])
}
