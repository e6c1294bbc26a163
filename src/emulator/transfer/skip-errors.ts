import { isoSeconds } from '../clock'
import type { PlanItem, TaskPlace } from '../world'
import { Fault } from './faults'
import { mayBeSkipped, type Run } from './task-run'

export type SkippedPath = {
  source: TaskPlace
  destination: TaskPlace
  item: Pick<PlanItem, 'external_checksum' | 'checksum_algorithm'>
  kind: 'file' | 'dir' | 'symlink'
}

/**
 * Notes a source path that the task goes on without; throws the error again when it may not be skipped.
 * https://docs.globus.org/api/transfer/task/#get_task_skipped_errors
 */
export function skipOrThrow(run: Run, error: unknown, path: SkippedPath) {
  if (!(error instanceof Fault) || !mayBeSkipped(run, error)) throw error
  run.world.tables.skipped.append(run.taskId, {
    DATA_TYPE: 'skipped_error',
    source_path: path.source.wire,
    destination_path: path.destination.wire,
    error_code: error.code,
    error_details: error.details,
    error_time: isoSeconds(run.world.clock.now()),
    is_directory: path.kind === 'dir',
    is_symlink: path.kind === 'symlink',
    is_delete_destination_extra: false,
    external_checksum: path.item.external_checksum,
    checksum_algorithm: path.item.checksum_algorithm,
  })
  run.row.document.subtasks_skipped_errors += 1
}
