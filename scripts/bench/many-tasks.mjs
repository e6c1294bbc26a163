const uuid = (kind, number) => `${kind}0000000-0000-4000-8000-${String(number).padStart(12, '0')}`
const NEWEST_MS = Date.UTC(2026, 10, 20, 17)
/** The service reaches back over so many. */
const REACHABLE = 1000

/**
 * A person's tasks as `task_list` answers them: many that run, each of them further with every answer, and many more that
 * are over. The documents have the fields that are asked for.
 */
export function manyTasks({ running, over }) {
  const active = Array.from({ length: running }, (_, number) => document(number, true))
  const ended = Array.from({ length: over }, (_, number) => document(number, false))
  let answers = 0
  return (url) => {
    const filter = url.searchParams.get('filter') ?? ''
    const offset = Number(url.searchParams.get('offset') ?? 0)
    const limit = Number(url.searchParams.get('limit') ?? 10)
    const [, status = ''] = /status:([\w,]+)/.exec(filter) ?? []
    const [, label = ''] = /label:~\*(.+?)\*(?:\/|$)/.exec(filter) ?? []
    answers += 1
    for (const task of active) advance(task, answers)
    const fits = (task) => (!status || status.split(',').includes(task.status)) && task.label.includes(label)
    const fitting = [...active, ...ended].filter(fits)
    const DATA = fitting.slice(offset, Math.min(offset + limit, REACHABLE))
    const list = { DATA_TYPE: 'task_list', offset, limit, length: DATA.length, total: fitting.length, DATA }
    const fields = (url.searchParams.get('fields') ?? '').split(',')
    return JSON.stringify(list, [...Object.keys(list), ...fields, 'code', 'description'])
  }
}

function advance(task, answers) {
  task.files_transferred = Math.min(task.files, task.files_transferred + 1 + (answers % 3))
  task.bytes_transferred += 90_000_000 + ((answers * 7_919 + task.files) % 20) * 1_000_000
  task.effective_bytes_per_second = 44_000_000 + answers
  task.subtasks_succeeded = task.files_transferred * 2
  task.subtasks_pending = task.subtasks_total - task.subtasks_succeeded
}

function document(number, runs) {
  const requested = NEWEST_MS - (runs ? number : number + 10_000) * 60_000
  const failed = !runs && number % 20 === 0
  const files = 50_000 + (number % 97)
  const done = runs ? number % 5_000 : files
  return {
    task_id: uuid(runs ? 1 : 2, number),
    type: 'TRANSFER',
    status: runs ? 'ACTIVE' : failed ? 'FAILED' : 'SUCCEEDED',
    label: `nightly run ${number}`,
    request_time: wireTime(requested),
    completion_time: runs ? null : wireTime(requested + 3_600_000),
    source_endpoint_id: uuid(3, number % 40),
    source_endpoint_display_name: `Beamline ${number % 40}`,
    destination_endpoint_id: uuid(4, number % 7),
    destination_endpoint_display_name: `Archive ${number % 7}`,
    files,
    directories: 12,
    files_skipped: 0,
    files_transferred: done,
    subtasks_total: files * 2,
    subtasks_pending: (files - done) * 2,
    subtasks_succeeded: done * 2,
    subtasks_skipped_errors: 0,
    bytes_transferred: done * 2_000_000,
    effective_bytes_per_second: 44_000_000,
    faults: number % 5,
    nice_status: runs ? 'OK' : null,
    nice_status_short_description: runs ? 'OK' : null,
    is_ok: runs ? true : null,
    is_paused: false,
    fatal_error: failed ? { code: 'PERMISSION_DENIED', description: 'permission denied' } : null,
  }
}

const wireTime = (ms) => new Date(ms).toISOString().replace(/\..*/, '+00:00')
