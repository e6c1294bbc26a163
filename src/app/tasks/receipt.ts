import type { SkippedError, SuccessfulTransfer, Task } from '../../api/wire'
import { formatBytes, formatDuration, formatZonedDateTime, plural } from '../../components/format'
import type { CodeFile } from '../shared/code/export'
import { jsonText } from '../shared/code/literals'
import { csvLine } from '../shared/csv'
import { codeWords } from '../shared/task-errors'
import { optionLines } from '../shared/task-options'
import { parseTime, taskSeconds } from '../shared/task-times'
import { MARK_WORDS, taskMark, taskTitle } from '../shared/task-words'

/** All that a receipt tells. */
export type Receipted = {
  task: Task
  transferred: readonly SuccessfulTransfer[]
  skipped: readonly SkippedError[]
}

export type ReceiptKind = 'md' | 'csv' | 'json'

/** A receipt of what moved, to keep or to hand on. */
export function receipt(kind: ReceiptKind, about: Receipted): CodeFile {
  const name = `receipt-${about.task.task_id}.${kind}`
  switch (kind) {
    case 'md':
      return { name, type: 'text/markdown', lines: () => markdownLines(about) }
    case 'csv':
      return { name, type: 'text/csv', lines: () => csvLines(about) }
    case 'json':
      return { name, type: 'application/json', lines: () => jsonLines(about) }
  }
}

function* markdownLines({ task, transferred, skipped }: Receipted): Iterable<string> {
  const time = (text: string | null) => {
    const ms = parseTime(text)
    return ms === null ? 'not known' : `${formatZonedDateTime(ms)} (${new Date(ms).toISOString()})`
  }
  const seconds = taskSeconds(task)
  yield `# Transfer ${code(taskTitle(task))}`
  yield ''
  yield `- Outcome: ${MARK_WORDS[taskMark(task)]}`
  if (task.fatal_error) yield `- Reason: ${code(task.fatal_error.code)}`
  yield `- Task: ${code(task.task_id)}`
  yield `- From: ${code(task.source_endpoint_display_name ?? '')}, collection ${code(task.source_endpoint_id ?? '')}`
  yield `- To: ${code(task.destination_endpoint_display_name ?? '')}, collection ${code(task.destination_endpoint_id ?? '')}`
  yield `- Started: ${time(task.request_time)}`
  yield `- Ended: ${time(task.completion_time)}`
  if (seconds !== null) yield `- Took: ${formatDuration(seconds)}`
  yield `- Copied: ${plural(task.files_transferred, 'file')}, ${formatBytes(task.bytes_transferred)} (${task.bytes_transferred} bytes)`
  if (task.files_skipped > 0) yield `- Already there: ${plural(task.files_skipped, 'file')}`
  for (const { term, text } of optionLines(task)) yield `- ${term}: ${text}`
  yield ''
  yield `## ${plural(Math.max(transferred.length, task.files_transferred), 'file')} copied`
  yield ''
  if (transferred.length < task.files_transferred)
    yield `Globus does not tell of ${transferred.length === 0 ? 'any' : 'all'} of them any more. It keeps such lists for 30 days.`
  for (const { source_path, destination_path, size, checksum, checksum_algorithm } of transferred)
    yield `- ${path(source_path)} → ${path(destination_path)}, ${size} bytes${checksum ? `, ${checksum_algorithm} ${code(checksum)}` : ''}`
  if (skipped.length > 0) {
    yield ''
    yield `## ${plural(skipped.length, 'path')} left out`
    yield ''
    for (const { source_path, error_code } of skipped)
      yield `- ${path(source_path)}: ${codeWords(error_code).what}`
  }
}

const path = (text: string | null) => (text === null ? 'a path that is not shown' : code(text))

/** As code, so that nothing in a name is markup; what cannot be seen in it is written as an escape (checklist H1). */
function code(text: string): string {
  const written = jsonText(text).slice(1, -1).replaceAll('\\"', '"').replaceAll('\\\\', '\\')
  const longest = Math.max(0, ...Array.from(written.matchAll(/`+/g), ([run]) => run.length))
  const fence = '`'.repeat(longest + 1)
  // A blank beside the fence is taken away again by whoever reads it.
  return /^[` ]|[` ]$/.test(written) || written === ''
    ? `${fence} ${written} ${fence}`
    : fence + written + fence
}

const COLUMNS = [
  'outcome',
  'source_path',
  'destination_path',
  'size',
  'checksum_algorithm',
  'checksum',
  'reason',
]

function* csvLines({ transferred, skipped }: Receipted): Iterable<string> {
  yield csvLine(COLUMNS)
  for (const row of transferred)
    yield csvLine([
      'copied',
      row.source_path ?? '',
      row.destination_path ?? '',
      String(row.size),
      row.checksum_algorithm ?? '',
      row.checksum ?? '',
      '',
    ])
  for (const row of skipped)
    yield csvLine(['left out', row.source_path ?? '', row.destination_path ?? '', '', '', '', row.error_code])
}

function* jsonLines({ task, transferred, skipped }: Receipted): Iterable<string> {
  const list = function* (rows: readonly object[]): Iterable<string> {
    for (const [at, row] of rows.entries()) yield `    ${jsonText(row)}${at < rows.length - 1 ? ',' : ''}`
  }
  yield '{'
  yield `  "task": ${jsonText(task)},`
  yield '  "successful_transfers": ['
  yield* list(transferred)
  yield '  ],'
  yield '  "skipped_errors": ['
  yield* list(skipped)
  yield '  ]'
  yield '}'
}
