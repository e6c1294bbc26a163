import { nextTurn } from '../turns'
import type { TaskPlace } from '../world'
import { type ChecksumAlgorithm, startChecksum } from './checksum'
import { faultAt, reach } from './faults'
import { checkpoint, type Run } from './task-run'
import { type Side, spotAt } from './task-sides'

/** Bytes that are read, written and hashed in one step. */
export const CHUNK_BYTES = 1_048_576

/** The checksum of a file of `size` bytes, in hex digits. A file that has become shorter is a fault. */
export async function fileChecksum(
  run: Run,
  side: Side,
  place: TaskPlace,
  size: number,
  algorithm: ChecksumAlgorithm,
): Promise<string> {
  const spot = spotAt(side, place, 'checksum')
  const checksum = startChecksum(algorithm)
  for (let offset = 0; offset < size;) {
    await checkpoint(run)
    const bytes = await reach(spot, () =>
      side.tree.read(place.tree, offset, Math.min(CHUNK_BYTES, size - offset)),
    )
    if (bytes.length === 0) throw faultAt(spot, 'FILE_SIZE_CHANGED', 'FILE_SIZE_CHANGED')
    checksum.update(bytes)
    offset += bytes.length
    // Ten milliseconds of arithmetic: in a page, the person's next click waits for it.
    if (offset < size) await nextTurn()
  }
  return checksum.hex()
}
