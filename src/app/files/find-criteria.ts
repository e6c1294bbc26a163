import { foldName, isSafeName, type Listing } from '../../api/listing'
import { readNamePattern } from './name-pattern'

/** What somebody wrote into the form; empty means that it does not matter. */
export type FindDraft = {
  name: string
  type: 'any' | 'file' | 'folder' | 'link'
  sizeFrom: string
  sizeTo: string
  /** Days as a date field gives them: `2026-11-20`. */
  since: string
  before: string
}

export const EMPTY_DRAFT: FindDraft = {
  name: '',
  type: 'any',
  sizeFrom: '',
  sizeTo: '',
  since: '',
  before: '',
}

/** Whether an entry of a listing is meant. */
export type FindCriteria = { matches: (listing: Listing, number: number) => boolean }

/** Reads the form; the answer is a sentence and the field it is about when something in it cannot be meant. */
export function readCriteria(draft: FindDraft): FindCriteria | { problem: string; field: keyof FindDraft } {
  const pattern = readNamePattern(draft.name)
  if ('problem' in pattern) return { problem: pattern.problem, field: 'name' }
  const from = readSize(draft.sizeFrom)
  const to = readSize(draft.sizeTo)
  for (const [size, field] of [
    [from, 'sizeFrom'],
    [to, 'sizeTo'],
  ] as const)
    if (Number.isNaN(size))
      return { problem: 'A size is a number with or without a unit: 500 kB, 1.5 GB.', field }
  if (from !== null && to !== null && from > to)
    return { problem: 'The least size is larger than the greatest.', field: 'sizeTo' }
  const since = readDay(draft.since)
  const before = readDay(draft.before)
  if (since !== null && before !== null && since >= before)
    return { problem: 'Nothing can be both as new and as old as that.', field: 'before' }

  return {
    matches: ({ entries, sizes, modifiedMs, isFolder, folded }, number) => {
      const { name, type, link_target } = entries[number]!
      const isLink = type === 'invalid_symlink' || Boolean(link_target)
      if (draft.type === 'file' && (type !== 'file' || isLink)) return false
      if (draft.type === 'folder' && (!isFolder[number] || isLink)) return false
      if (draft.type === 'link' && !isLink) return false
      // What folders hold is for measuring; their own number means nothing.
      if ((from !== null || to !== null) && isFolder[number]) return false
      const size = sizes[number]!
      if ((from !== null && size < from) || (to !== null && size > to)) return false
      const modified = modifiedMs[number]!
      if ((since !== null || before !== null) && modified === 0) return false
      if ((since !== null && modified < since) || (before !== null && modified >= before)) return false
      return isSafeName(name) && pattern.matches(name, folded[number] ?? foldName(name))
    },
  }
}

const UNITS = ['', 'k', 'm', 'g', 't', 'p']

/** Bytes: `500`, `1.5 GB`, `10 MiB`. Null for nothing at all, not a number for what is no size. */
export function readSize(text: string): number | null {
  if (text.trim() === '') return null
  const [, digits, unit, binary] = /^\s*(\d+(?:[.,]\d+)?)\s*([kmgtp]?)(i?)b?\s*$/i.exec(text) ?? []
  if (digits === undefined) return Number.NaN
  const factor = (binary ? 1024 : 1000) ** UNITS.indexOf(unit!.toLowerCase())
  return Number(digits.replace(',', '.')) * factor
}

/** The beginning of a day in the person's own time zone; null for none. */
function readDay(text: string): number | null {
  const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text) ?? []
  return year === undefined ? null : new Date(Number(year), Number(month) - 1, Number(day)).getTime()
}
