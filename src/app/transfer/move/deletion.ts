import { formatCount } from '../../../components/format'
import { makeLabel } from '../../shared/label'
import { ownName } from '../../shared/draft/landing'
import type { DeletionBody } from '../submit/runner'
import { MOST_ITEMS, type TransferBody } from '../transfer-body'

/**
 * What deletes these paths of the source: each named, none read as a pattern; in parts where one request cannot name
 * them all.
 */
export function deletionBodies(
  { source_endpoint, source_local_user }: TransferBody,
  paths: readonly string[],
  recursive: boolean,
): DeletionBody[] {
  const parts = Math.ceil(paths.length / MOST_ITEMS)
  return Array.from({ length: parts }, (_, at) => {
    const here = paths.slice(at * MOST_ITEMS, (at + 1) * MOST_ITEMS)
    const suffix = parts > 1 ? ` (${formatCount(at + 1)} of ${formatCount(parts)})` : ''
    const prefix = 'Moved: '
    const label = makeLabel(ownName(here[0]!), here.length, prefix.length + suffix.length)
    return {
      DATA_TYPE: 'delete',
      endpoint: source_endpoint,
      label: prefix + label + suffix,
      recursive,
      interpret_globs: false,
      // What somebody else has deleted since is gone, which is what was wanted.
      ignore_missing: true,
      store_base_path_info: true,
      ...(source_local_user ? { local_user: source_local_user } : {}),
      DATA: here.map((path) => ({ DATA_TYPE: 'delete_item', path })),
    }
  })
}
