import { ENDPOINT, type Fields, TASK } from './documents'

const ofSide = (side: 'source' | 'destination'): Fields => ({
  [`${side}_host_endpoint`]: 'string?',
  [`${side}_host_endpoint_id`]: 'string?',
  [`${side}_host_endpoint_display_name`]: 'string?',
  [`${side}_host_path`]: 'string?',
  [`${side}_mapped_collection_id`]: 'string?',
  [`${side}_mapped_collection_display_name`]: 'string?',
  [`${side}_local_user`]: 'string?',
  [`${side}_local_user_status`]: 'string',
})

/** The documents of the endpoint manager: its own, and those that look different to managers. */
export const managerDocuments: Record<string, Fields> = {
  endpoint: { ...ENDPOINT, in_use: 'null' },
  monitored_endpoints: { DATA_TYPE: 'string', DATA: 'list' },
  task: { ...TASK, owner_string: 'string', ...ofSide('source'), ...ofSide('destination') },
  task_list: {
    DATA_TYPE: 'string',
    DATA: 'list',
    limit: 'number',
    has_next_page: 'boolean',
    last_key: 'string?',
  },
  admin_cancel: {
    DATA_TYPE: 'string',
    id: 'number',
    done: 'boolean',
    message: 'string',
    task_id_list: 'list',
  },
  pause_rule_list: { DATA_TYPE: 'string', DATA: 'list' },
  pause_rule: {
    DATA_TYPE: 'string',
    id: 'string',
    message: 'string',
    start_time: 'string?',
    endpoint_id: 'string',
    endpoint_display_name: 'string',
    identity_id: 'string?',
    modified_by_id: 'string',
    modified_time: 'string',
    created_by_host_manager: 'boolean',
    editable: 'boolean',
    pause_ls: 'boolean',
    pause_mkdir: 'boolean',
    pause_symlink: 'boolean',
    pause_rename: 'boolean',
    pause_task_delete: 'boolean',
    pause_task_transfer_write: 'boolean',
    pause_task_transfer_read: 'boolean',
  },
}
