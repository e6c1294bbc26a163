import { isSafeName, type Listing } from '../../api/listing'
import { visibleText } from '../../components/visible-name'
import { nameIndex } from '../shared/name-index'

/** Why an entry cannot be called so in this folder; null when it can, and for a name that is still empty. */
export function nameProblem(name: string, listing: Listing, current: string | null = null): string | null {
  if (name === '' || name === current) return null
  if (name === '.' || name === '..') return 'This name has a meaning of its own and cannot be used.'
  if (name.includes('/')) return 'A name cannot contain a slash.'
  if (/[\r\n]/.test(name) || !isSafeName(name))
    return 'A name cannot contain a line break or a NUL character.'
  if (nameIndex(listing).has(name)) return `“${visibleText(name)}” is already here.`
  return null
}

/** Where the ending of a file's name begins; renaming selects what stands before it. */
export const endingAt = (name: string) => {
  const dot = name.lastIndexOf('.')
  return dot > 0 ? dot : name.length
}
