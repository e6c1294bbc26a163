import { request } from './http'
import type { Result } from './wire'

/** What can be changed of a task that runs. */
export type TaskChange = { label?: string; deadline?: string }

/** Changes a task that is not over yet. https://docs.globus.org/api/transfer/task/#update_task_by_id */
export const updateTask = (taskId: string, change: TaskChange) =>
  request<Result>('PUT', `/v0.10/task/${encodeURIComponent(taskId)}`, {
    body: { DATA_TYPE: 'task', ...change },
  })
