import type { SyncLevel } from '../../../api/wire'

/** A file as far as is known: NaN stands for a size, 0 for a time that nobody tells. */
export type FileFacts = { size: number; modifiedMs: number }

/** What becomes of a file that is already there. `unknown`: nobody knows before both are read. */
export type Outcome = 'overwrite' | 'skip' | 'unknown'

/**
 * Whether a file that stands at the destination is replaced at a sync level.
 * https://docs.globus.org/api/transfer/task_submit/#transfer_specific_fields
 */
export function outcomeOf(level: SyncLevel | null, source: FileFacts, there: FileFacts): Outcome {
  switch (level) {
    case null:
      return 'overwrite'
    case 0:
      return 'skip'
    case 1:
      if (Number.isNaN(source.size)) return 'unknown'
      return source.size === there.size ? 'skip' : 'overwrite'
    case 2:
      if (source.modifiedMs === 0 || there.modifiedMs === 0) return 'unknown'
      // Whole seconds: listings tell no more.
      return Math.floor(source.modifiedMs / 1000) > Math.floor(there.modifiedMs / 1000) ? 'overwrite' : 'skip'
    case 3:
      return Number.isNaN(source.size) || source.size === there.size ? 'unknown' : 'overwrite'
  }
}
