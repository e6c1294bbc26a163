import { fromHome } from '../../shared/file-path'
import { linesOf } from './lines'
import { plainRow, type ReadRow } from './row'

/*
 * Lines of a batch as the Globus CLI reads them: cut as Python's `splitlines` does, into words as its `shlex` does, and
 * of these the options out. https://docs.globus.org/cli/reference/transfer/
 */

// oxlint-disable-next-line no-control-regex -- control characters end lines too
const PYTHON_LINE_ENDS = /\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]/g

/** The rows of a batch. */
export function* batchRows(text: string): Generator<ReadRow> {
  for (const { line, text: written } of linesOf(text, PYTHON_LINE_ENDS)) {
    const split = shellSplit(written)
    if ('problem' in split) yield { row: line, text: written, problem: split.problem }
    else if (split.words.length > 0) yield readWords(line, written, split.words)
  }
}

function readWords(row: number, text: string, words: readonly string[]): ReadRow {
  const operands: string[] = []
  const read = plainRow(row, '')
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at]!
    if (word === '--') {
      operands.push(...words.slice(at + 1))
      break
    }
    const [, checksum] = /^--external-checksum=([^]*)$/.exec(word) ?? []
    if (word === '-r' || word === '--recursive') read.kind = 'folder'
    else if (word === '--no-recursive') read.kind = 'file'
    else if (checksum !== undefined) read.checksum = checksum
    else if (word === '--external-checksum') read.checksum = words[(at += 1)] ?? ''
    else if (/^-./.test(word))
      return { row, text, problem: `The CLI knows no option ${word} here. Write -- before the paths.` }
    else operands.push(word)
  }
  const [source, landing] = operands
  if (source === undefined || landing === undefined || operands.length > 2)
    return {
      row,
      text,
      problem: 'A line has two paths: from where, and to where. Quote one with blanks in it.',
    }
  if (read.checksum !== null) read.kind ??= 'file'
  return { ...read, source: fromHome(source), landing: fromHome(landing) }
}

/** What ends a run of plain characters. */
const SPECIAL = new Set(' \t\r\n#\\\'"')

type Split = { words: string[] } | { problem: string }

/** Python's `shlex.split(line, comments=True)`. */
export function shellSplit(line: string): Split {
  const words: string[] = []
  let word: string | null = null
  for (let at = 0; at < line.length; at += 1) {
    const character = line[at]!
    if (character === '#') break
    if (character === ' ' || character === '\t' || character === '\r' || character === '\n') {
      if (word !== null) words.push(word)
      word = null
    } else if (character === '\\') {
      at += 1
      if (at === line.length) return { problem: 'There is nothing after the last backslash.' }
      word = (word ?? '') + line[at]!
    } else if (character === "'" || character === '"') {
      const quoted = readQuoted(line, at)
      if (!quoted) return { problem: 'A quote is never closed.' }
      word = (word ?? '') + quoted.value
      at = quoted.end
    } else {
      const from = at
      while (at + 1 < line.length && !SPECIAL.has(line[at + 1]!)) at += 1
      word = (word ?? '') + line.slice(from, at + 1)
    }
  }
  if (word !== null) words.push(word)
  return { words }
}

function readQuoted(line: string, start: number): { value: string; end: number } | null {
  const quote = line[start]!
  if (quote === "'") {
    const end = line.indexOf(quote, start + 1)
    return end === -1 ? null : { value: line.slice(start + 1, end), end }
  }
  let value = ''
  for (let at = start + 1; at < line.length; at += 1) {
    if (line[at] === quote) return { value, end: at }
    if (line[at] === '\\' && (line[at + 1] === '"' || line[at + 1] === '\\')) at += 1
    value += line[at]!
  }
  return null
}
