import { plural } from '../../../components/format'
import { each, type Steps } from '../../shared/derived'
import type { Facts } from './facts'
import type { Finding } from './finding'
import { Names } from './Names'
import { holdsOnWindows, mayBeWindows } from './windows-names'

/** Personal collections may be on Windows, which refuses names that are fine elsewhere. */
export function* nameFindings({ placed, sides: { destination }, preview }: Facts): Steps<Finding[]> {
  if (!destination.collection?.entity_type.startsWith('GCP_')) return []
  const paths: string[] = []
  yield* each(placed, ({ to }) => to !== null && paths.push(to))
  const real = Array.from(destination.looks.values(), ({ listing }) => listing?.absolutePath ?? '')
  if (!mayBeWindows([...paths, ...real])) return []
  const all: string[] = []
  const take = (path: string) => !holdsOnWindows(path) && all.push(path)
  yield* each(paths, take)
  if (preview.walk && preview.end && !preview.stale)
    yield* each(preview.walk.rows, ({ what, path }) => what === 'copy' && take(path))
  if (all.length === 0) return []
  return [
    {
      id: 'windows-names',
      tone: 'warns',
      title: `A computer with Windows cannot hold ${plural(all.length, 'of these names', 'of these names')}.`,
      text: (
        <>
          <Names names={all} />
          <p>
            {
              'Windows has no < > : " \\ | ? * in names, none that end in a dot or a space, and paths of 260 characters at most.'
            }
          </p>
        </>
      ),
    },
  ]
}
