import type { PauseRuleRow } from '../world'
import { cedarTape } from './collections'

/** Everything but looking waits for the robot. */
export const samplePauseRules: readonly PauseRuleRow[] = [
  {
    id: 'b9ed1c92-256f-4e52-8a36-f8c0872c4f1e',
    message: 'The tape robot is being serviced until Monday 08:00. Tasks wait and go on by themselves.',
    start_time: null,
    endpoint_id: cedarTape.id,
    identity_id: null,
    modified_by_id: cedarTape.document.owner_id,
    modified_time: '2026-11-18T07:30:00+00:00',
    created_by_host_manager: false,
    pause_ls: false,
    pause_mkdir: true,
    pause_symlink: true,
    pause_rename: true,
    pause_task_delete: true,
    pause_task_transfer_write: true,
    pause_task_transfer_read: true,
  },
]
