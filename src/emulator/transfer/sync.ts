import type { SyncLevel } from '../../api/wire'
import type { FileInfo } from '../storage/storage'
import type { TaskPlace } from '../world'
import { checksumAlgorithm } from './checksum'
import { reach } from './faults'
import { fileChecksum } from './file-checksum'
import type { Run } from './task-run'
import { type Side, spotAt } from './task-sides'

export type Pair = {
  source: Side
  destination: Side
  from: TaskPlace
  to: TaskPlace
  info: FileInfo
  algorithm: string | null
}

/** Whether a file must be copied at a sync level. https://docs.globus.org/api/transfer/task_submit/#transfer_specific_fields */
export async function needsCopy(run: Run, level: SyncLevel | null, pair: Pair): Promise<boolean> {
  if (level === null) return true
  const { source, destination, from, to, info } = pair
  const existing = await reach(spotAt(destination, to, 'directory listing'), () =>
    destination.tree.stat(to.tree),
  )
  if (!existing) return true
  switch (level) {
    case 0:
      return false
    case 1:
      return existing.size !== info.size
    case 2:
      // Whole seconds: not every storage keeps more.
      return Math.floor(info.modifiedMs / 1000) > Math.floor(existing.modifiedMs / 1000)
    case 3: {
      if (existing.size !== info.size) return true
      const algorithm = checksumAlgorithm(pair.algorithm ?? 'MD5') ?? 'MD5'
      const there = await fileChecksum(run, destination, to, existing.size, algorithm)
      const here = await fileChecksum(run, source, from, info.size, algorithm)
      run.row.document.bytes_checksummed += info.size
      return here !== there
    }
  }
}
