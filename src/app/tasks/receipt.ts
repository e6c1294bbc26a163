import type { SkippedError, SuccessfulTransfer, Task } from '../../api/wire'
import { formatBytes, formatDuration, formatZonedDateTime, plural } from '../../components/format'
import type { CodeFile } from '../shared/code/export'
import { jsonText } from '../shared/code/literals'
import { csvLine } from '../shared/csv'
import { codeWords } from '../shared/task-errors'
import { optionLines } from '../shared/task-options'
import { parseTime, taskSeconds } from '../shared/task-times'
import { MARK_WORDS, taskMark, taskTitle } from '../shared/task-words'

/** All that a receipt tells; null for a list that Globus has forgotten. */
export type Receipted = {
  task: Task
  transferred: readonly SuccessfulTransfer[] | null
  skipped: readonly SkippedError[] | null
}

/** How much of a list Globus does not tell, by what the task itself counts. */
const gapIn = (rows: readonly unknown[] | null, counted: number) => ({
  forgotten: rows === null,
  not_listed: Math.max(0, counted - (rows?.length ?? 0)),
})

const gapsIn = ({ task, transferred, skipped }: Receipted) => ({
  successful_transfers: gapIn(transferred, task.files_transferred),
  skipped_errors: gapIn(skipped, task.subtasks_skipped_errors),
})

/** Why it is not told; it is never said of what Globus may still list that it has forgotten it. */
const whyNot = ({ forgotten }: ReturnType<typeof gapIn>) =>
  forgotten
    ? 'Globus has forgotten this list: it keeps such lists for 30 days.'
    : 'Not in the list that Globus gives, which it keeps for 30 days.'

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

function* markdownLines(about: Receipted): Iterable<string> {
  const { task } = about
  const [transferred, skipped] = [about.transferred ?? [], about.skipped ?? []]
  const gaps = gapsIn(about)
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
  yield* gapLines(gaps.successful_transfers, 'file')
  for (const { source_path, destination_path, size, checksum, checksum_algorithm } of transferred)
    yield `- ${path(source_path)} → ${path(destination_path)}, ${size} bytes${checksum ? `, ${checksum_algorithm} ${code(checksum)}` : ''}`
  if (skipped.length > 0 || gaps.skipped_errors.not_listed > 0) {
    yield ''
    yield `## ${plural(Math.max(skipped.length, task.subtasks_skipped_errors), 'path')} left out`
    yield ''
    yield* gapLines(gaps.skipped_errors, 'path')
    for (const { source_path, error_code } of skipped)
      yield `- ${path(source_path)}: ${codeWords(error_code).what}`
  }
}

function* gapLines(gap: ReturnType<typeof gapIn>, one: string): Iterable<string> {
  if (gap.not_listed === 0) return
  yield `${plural(gap.not_listed, one)} not named here. ${whyNot(gap)}`
  yield ''
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

function* csvLines(about: Receipted): Iterable<string> {
  const gaps = gapsIn(about)
  const gapLine = (gap: ReturnType<typeof gapIn>, what: string) =>
    csvLine(['not listed', '', '', '', '', '', `${what}. ${whyNot(gap)}`])
  yield csvLine(COLUMNS)
  const { not_listed: files } = gaps.successful_transfers
  if (files > 0) yield gapLine(gaps.successful_transfers, `${plural(files, 'file')} copied`)
  const { not_listed: paths } = gaps.skipped_errors
  if (paths > 0) yield gapLine(gaps.skipped_errors, `${plural(paths, 'path')} left out`)
  for (const row of about.transferred ?? [])
    yield csvLine([
      'copied',
      row.source_path ?? '',
      row.destination_path ?? '',
      String(row.size),
      row.checksum_algorithm ?? '',
      row.checksum ?? '',
      '',
    ])
  for (const row of about.skipped ?? [])
    yield csvLine(['left out', row.source_path ?? '', row.destination_path ?? '', '', '', '', row.error_code])
}

function* jsonLines(about: Receipted): Iterable<string> {
  const list = function* (rows: readonly object[]): Iterable<string> {
    for (const [at, row] of rows.entries()) yield `    ${jsonText(row)}${at < rows.length - 1 ? ',' : ''}`
  }
  yield '{'
  yield `  "task": ${jsonText(about.task)},`
  yield `  "lists": ${jsonText(gapsIn(about))},`
  yield '  "successful_transfers": ['
  yield* list(about.transferred ?? [])
  yield '  ],'
  yield '  "skipped_errors": ['
  yield* list(about.skipped ?? [])
  yield '  ]'
  yield '}'
}
