import type { TaskSummary } from '../../api/tasks'
import { csvLine } from '../shared/csv'

const FIELDS = [
  'task_id',
  'type',
  'status',
  'label',
  'request_time',
  'completion_time',
  'source_endpoint_id',
  'source_endpoint_display_name',
  'destination_endpoint_id',
  'destination_endpoint_display_name',
  'files',
  'directories',
  'files_transferred',
  'files_skipped',
  'subtasks_skipped_errors',
  'bytes_transferred',
  'effective_bytes_per_second',
  'faults',
  'nice_status',
] as const satisfies readonly (keyof TaskSummary)[]

/** Checklist H5: a heading and a line for each task, for a spreadsheet. */
export const tasksAsCsv = (tasks: readonly TaskSummary[]): string =>
  [
    csvLine([...FIELDS, 'fatal_error']),
    ...tasks.map((task) =>
      csvLine([...FIELDS.map((field) => String(task[field] ?? '')), task.fatal_error?.code ?? '']),
    ),
  ]
    .map((line) => `${line}\r\n`)
    .join('')

/** As Globus gave them, nothing lost. */
export const tasksAsJson = (tasks: readonly TaskSummary[]): string => `${JSON.stringify(tasks, null, 2)}\n`
