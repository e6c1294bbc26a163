import { plural } from '../../components/format'

/** Characters that Globus takes in a label. */
export const MAX_LABEL = 128

/** What a person recognises a task by later: the first name and how many more. `taken` characters go to other words. */
export function makeLabel(firstName: string, count: number, taken = 0): string {
  const rest = count > 1 ? ` and ${plural(count - 1, 'more', 'more')}` : ''
  // Control and format characters have no place in a label, and old servers refuse them.
  const first = firstName.replace(/[\p{Cc}\p{Cf}\p{Cs}]/gu, ' ').trim() || 'copy'
  const room = MAX_LABEL - taken - rest.length
  if (first.length <= room) return first + rest
  // The cut may have left half of a character.
  const start = first.slice(0, room - 1).replace(/\p{Cs}$/u, '')
  return `${start.trimEnd()}…${rest}`
}
