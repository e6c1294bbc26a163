import type { SkippedError, SuccessfulTransfer, Task } from '../../api/wire'
import {
  formatBytes,
  formatCount,
  formatDuration,
  formatZonedDateTime,
  plural,
} from '../../components/format'
import type { CodeFile } from '../shared/code/export'
import { jsonText } from '../shared/code/literals'
import { csvLine } from '../shared/csv'
import type { Part } from '../shared/parts'
import { codeWords, KNOWN_CODES } from '../shared/task-errors'
import { optionLines } from '../shared/task-options'
import { parseTime, taskSeconds } from '../shared/task-times'
import { MARK_WORDS, taskMark, taskTitle } from '../shared/task-words'

/** All that a receipt tells. */
export type Receipted = {
  task: Task
  /** Null for a list that Globus has forgotten. */
  transferred: readonly SuccessfulTransfer[] | null
  skipped: readonly SkippedError[] | null
  /** What a deletion was asked to delete, which Globus does not tell; null when this browser does not know either. */
  asked: readonly string[] | null
  /** Null for a task that is no part of several and was not run again, as far as is known here. */
  part: Part | null
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

const markdownLines = (about: Receipted): Iterable<string> =>
  about.task.type === 'DELETE'
    ? blocks([title('Deletion', about), factLines(about, deletedLines(about.task)), askedLines(about)])
    : blocks([title('Transfer', about), factLines(about, copiedLines(about.task)), ...listBlocks(about)])

/** Paragraphs and lists with one empty line between them. */
function* blocks(all: readonly Iterable<string>[]): Iterable<string> {
  let isBegun = false
  for (const block of all) {
    let isFirst = isBegun
    for (const line of block) {
      if (isFirst) yield ''
      isFirst = false
      isBegun = true
      yield line
    }
  }
}

const title = (what: string, { task }: Receipted) => [`# ${what} ${code(taskTitle(task))}`]

function* factLines({ task, part }: Receipted, amounts: readonly string[]): Iterable<string> {
  const time = (text: string | null) => {
    const ms = parseTime(text)
    return ms === null ? 'not known' : `${formatZonedDateTime(ms)} (${new Date(ms).toISOString()})`
  }
  const side = (name: string | null, id: string | null) => `${code(name ?? '')}, collection ${code(id ?? '')}`
  const mark = taskMark(task)
  const seconds = taskSeconds(task)
  const [from, to] = [
    side(task.source_endpoint_display_name, task.source_endpoint_id),
    side(task.destination_endpoint_display_name, task.destination_endpoint_id),
  ]
  yield `- Outcome: ${MARK_WORDS[mark]}`
  if (task.fatal_error && mark === 'failed') yield `- Reason: ${reason(task.fatal_error.code)}`
  if (task.canceled_by_admin_message)
    yield `- An administrator canceled it: ${code(task.canceled_by_admin_message)}`
  yield `- Task: ${code(task.task_id)}`
  if (part && part.of > 1)
    yield `- Part: ${part.part} of ${part.of}, which are the tasks ${part.siblings.map(code).join(', ')}`
  if (part && part.tries.length > 1)
    yield `- Try: ${part.number} of ${part.tries.length}, which are the tasks ${part.tries.map(code).join(', ')}`
  if (task.type === 'DELETE') yield `- On: ${from}`
  else {
    yield `- From: ${from}`
    yield `- To: ${to}`
  }
  yield `- Started: ${time(task.request_time)}`
  yield `- Ended: ${time(task.completion_time)}`
  if (seconds !== null) yield `- Took: ${formatDuration(seconds)}`
  yield* amounts
  if (task.faults > 0) yield `- Faults: ${formatCount(task.faults)}`
  for (const { term, text } of optionLines(task)) yield `- ${term}: ${text}`
}

/** To be reckoned with: without commas. */
const bytes = (count: number) => `${count} ${count === 1 ? 'byte' : 'bytes'}`

const copiedLines = (task: Task) => [
  `- Copied: ${plural(task.files_transferred, 'file')}, ${formatBytes(task.bytes_transferred)} (${bytes(task.bytes_transferred)})`,
  ...(task.files_skipped > 0 ? [`- Already there: ${plural(task.files_skipped, 'file')}`] : []),
]

const deletedLines = (task: Task) => [`- Deleted: ${plural(task.subtasks_succeeded, 'item')}`]

/** Globus lists none of what is deleted. */
const UNTOLD = 'Globus does not tell what a task deletes, and it is not known here what this one was asked.'

const askedLines = ({ asked }: Receipted): Iterable<string> =>
  asked
    ? blocks([
        [`## ${plural(asked.length, 'path')} to delete, with all below`],
        asked.map((one) => `- ${path(one)}`),
      ])
    : [UNTOLD]

function listBlocks(about: Receipted): Iterable<string>[] {
  const { task } = about
  const [transferred, skipped] = [about.transferred ?? [], about.skipped ?? []]
  const gaps = gapsIn(about)
  const copied = Math.max(transferred.length, task.files_transferred)
  const leftOut = Math.max(skipped.length, task.subtasks_skipped_errors)
  return [
    copied > 0 ? [`## ${plural(copied, 'file')} copied`] : [],
    gapLines(gaps.successful_transfers, 'file'),
    copiedFiles(transferred),
    leftOut > 0 ? [`## ${plural(leftOut, 'path')} left out`] : [],
    gapLines(gaps.skipped_errors, 'path'),
    leftOutPaths(skipped),
  ]
}

function* copiedFiles(rows: readonly SuccessfulTransfer[]): Iterable<string> {
  for (const { source_path, destination_path, size, checksum, checksum_algorithm } of rows)
    yield `- ${path(source_path)} → ${path(destination_path)}, ${bytes(size)}${checksum ? `, ${checksum_algorithm} ${code(checksum)}` : ''}`
}

function* leftOutPaths(rows: readonly SkippedError[]): Iterable<string> {
  for (const { source_path, error_code } of rows) yield `- ${path(source_path)}: ${reason(error_code)}`
}

const gapLines = (gap: ReturnType<typeof gapIn>, one: string) =>
  gap.not_listed > 0 ? [`${plural(gap.not_listed, one)} not named here. ${whyNot(gap)}`] : []

/** In words where there are some; nothing that comes from elsewhere is markup. */
const reason = (of: string) => (KNOWN_CODES.includes(of) ? `${codeWords(of).what} (${code(of)})` : code(of))

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
  'task_id',
  'outcome',
  'source_path',
  'destination_path',
  'size_bytes',
  'checksum_algorithm',
  'checksum',
  'reason',
] as const

type Row = Partial<Record<Exclude<(typeof COLUMNS)[number], 'task_id'>, string | null>>

function* csvLines(about: Receipted): Iterable<string> {
  yield `${csvLine(COLUMNS)}\r`
  for (const row of csvRows(about)) {
    const whole: Record<string, string | null> = { task_id: about.task.task_id, ...row }
    // RFC 4180: lines end so.
    yield `${csvLine(COLUMNS.map((column) => whole[column] ?? ''))}\r`
  }
}

function* csvRows(about: Receipted): Iterable<Row> {
  const { task, asked, transferred, skipped } = about
  if (task.type === 'DELETE') {
    if (!asked) yield { outcome: 'not listed', reason: `${deletedLines(task)[0]!.slice(2)}. ${UNTOLD}` }
    for (const source_path of asked ?? []) yield { outcome: 'to delete', source_path }
    return
  }
  const gaps = gapsIn(about)
  const { not_listed: files } = gaps.successful_transfers
  if (files > 0)
    yield {
      outcome: 'not listed',
      reason: `${plural(files, 'file')} copied. ${whyNot(gaps.successful_transfers)}`,
    }
  const { not_listed: paths } = gaps.skipped_errors
  if (paths > 0)
    yield {
      outcome: 'not listed',
      reason: `${plural(paths, 'path')} left out. ${whyNot(gaps.skipped_errors)}`,
    }
  for (const { size, ...row } of transferred ?? [])
    yield {
      outcome: 'copied',
      source_path: row.source_path,
      destination_path: row.destination_path,
      size_bytes: String(size),
      checksum_algorithm: row.checksum_algorithm,
      checksum: row.checksum,
    }
  for (const { source_path, destination_path, error_code } of skipped ?? [])
    yield { outcome: 'left out', source_path, destination_path, reason: error_code }
}

const partJson = ({ part, of, siblings, number, tries }: Part) => ({
  part,
  of,
  tasks: siblings,
  try: number,
  tries,
})

function* jsonLines(about: Receipted): Iterable<string> {
  const list = function* (rows: readonly object[]): Iterable<string> {
    for (const [at, row] of rows.entries()) yield `    ${jsonText(row)}${at < rows.length - 1 ? ',' : ''}`
  }
  yield '{'
  yield `  "task": ${jsonText(about.task)},`
  yield `  "part": ${jsonText(about.part && partJson(about.part))},`
  yield `  "asked_to_delete": ${jsonText(about.asked)},`
  yield `  "lists": ${jsonText(gapsIn(about))},`
  yield '  "successful_transfers": ['
  yield* list(about.transferred ?? [])
  yield '  ],'
  yield '  "skipped_errors": ['
  yield* list(about.skipped ?? [])
  yield '  ]'
  yield '}'
}
