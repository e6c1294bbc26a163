import { formatCount, plural } from '../../components/format'

/** Of what was to be deleted once more, what the folder does not list; null where it lists all of it. */
export function missingWords(
  asked: number,
  found: number,
  isPart: boolean,
): { title: string; description?: string } | null {
  const missing = asked - found
  if (missing <= 0) return null
  const some = `${formatCount(missing)} of ${plural(asked, 'item')} ${missing === 1 ? 'is' : 'are'}`
  if (!isPart) return { title: found === 0 ? 'Nothing of it is there any more' : `${some} no longer there` }
  return {
    title: found === 0 ? 'Nothing of it is among the names that are listed' : `${some} not listed`,
    description:
      'Globus lists only some of the names of this folder, so it may still be there. List only names like it to see it.',
  }
}
