import { ChevronDown } from 'lucide-react'
import type { Person } from '../auth/session'

export const PERSON_CLASS =
  'flex h-8 min-w-0 items-center gap-2 rounded-md px-1.5 hover:bg-sunk pointer-coarse:h-11'

/** What the closed menu shows of the person. */
export function PersonFace({ person }: { person: Person }) {
  const initials = (person.name || person.username)
    .split(/\s+/)
    .slice(0, 2)
    .map((word) => word.charAt(0).toUpperCase())
    .join('')
  return (
    <>
      <span
        aria-hidden
        className="flex size-6 shrink-0 items-center justify-center rounded-full bg-accent text-xs font-semibold text-on-accent"
      >
        {initials}
      </span>
      <span className="sr-only max-w-56 truncate sm:not-sr-only">{person.username}</span>
      <ChevronDown aria-hidden size={14} strokeWidth={1.75} className="shrink-0 text-ink-3" />
    </>
  )
}
