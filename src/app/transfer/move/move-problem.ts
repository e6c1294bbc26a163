import type { Endpoint } from '../../../api/wire-collections'
import type { Draft } from '../../shared/draft/draft'
import { effectiveOptions } from '../transfer-body'

/** Why a draft cannot be a move, in a few words; null when it can, or not all is known yet. */
export function moveProblem(
  { options }: Pick<Draft, 'options'>,
  sides: { source: Endpoint | null; destination: Endpoint | null },
): string | null {
  const { source, destination } = sides
  if (!effectiveOptions(options, sides).verify_checksum) return 'copies are not verified'
  // A file could be its own copy, and deleting the one would delete the other.
  if (source && destination && storageOf(source) === storageOf(destination))
    return 'both sides are one storage'
  return null
}

const storageOf = ({ id, mapped_collection_id, host_endpoint_id }: Endpoint) =>
  mapped_collection_id ?? host_endpoint_id ?? id
