/** Reads comma-separated text as RFC 4180 has it. */

export type CsvRecord = { line: number; fields: string[] } | { line: number; text: string; problem: string }

const UNCLOSED = 'A quote is never closed. In a quoted field, write a quote twice.'
const AFTER_QUOTE = 'There is text after a closing quote. In a quoted field, write a quote twice.'

/** The records of a text; a broken one is told with its text, and the next line begins another. */
export function* csvRecords(text: string, delimiter: string): Generator<CsvRecord> {
  let at = 0
  let line = 1
  // Once a quote has run to the end of the text, no field may go over the end of a line: it would be looked for again
  // and again.
  let isWithinLine = false
  while (at < text.length) {
    const start = at
    const record = readRecord(text, at, delimiter, isWithinLine)
    if ('fields' in record) {
      at = record.end
      if (record.fields.length > 1 || record.fields[0] !== '') yield { line, fields: record.fields }
    } else {
      isWithinLine ||= record.problem === UNCLOSED
      const lineEnd = endOfLine(text, start)
      at = record.problem === UNCLOSED ? lineEnd : endOfLine(text, record.at)
      yield { line, text: text.slice(start, lineEnd).trimEnd(), problem: record.problem }
    }
    line += countLines(text, start, at)
  }
}

type Read = { fields: string[]; end: number } | { problem: string; at: number }

function readRecord(text: string, start: number, delimiter: string, isWithinLine: boolean): Read {
  const fields: string[] = []
  let at = start
  for (;;) {
    let field: string
    if (text[at] === '"') {
      const limit = isWithinLine ? endOfLine(text, at) : text.length
      const quoted = readQuoted(text, at + 1, limit)
      if (!quoted) return { problem: UNCLOSED, at }
      field = quoted.value
      at = quoted.end
      if (at < text.length && text[at] !== delimiter && !isLineEnd(text, at))
        return { problem: AFTER_QUOTE, at }
    } else {
      const from = at
      while (at < text.length && text[at] !== delimiter && !isLineEnd(text, at)) at += 1
      field = text.slice(from, at)
    }
    fields.push(field)
    if (text[at] !== delimiter) return { fields, end: afterLineEnd(text, at) }
    at += 1
  }
}

function readQuoted(text: string, from: number, limit: number): { value: string; end: number } | null {
  let value = ''
  for (let at = from; ;) {
    const quote = text.indexOf('"', at)
    if (quote === -1 || quote >= limit) return null
    value += text.slice(at, quote)
    if (text[quote + 1] !== '"') return { value, end: quote + 1 }
    value += '"'
    at = quote + 2
  }
}

const isLineEnd = (text: string, at: number) => text[at] === '\n' || text[at] === '\r'

const afterLineEnd = (text: string, at: number) =>
  text[at] === '\r' && text[at + 1] === '\n' ? at + 2 : at + 1

/** Where the next line begins. */
function endOfLine(text: string, from: number): number {
  let at = from
  while (at < text.length && !isLineEnd(text, at)) at += 1
  return afterLineEnd(text, at)
}

function countLines(text: string, from: number, to: number): number {
  let count = 0
  for (let at = from; at < to && at < text.length; at = afterLineEnd(text, at)) {
    while (at < to && !isLineEnd(text, at)) at += 1
    if (at < to) count += 1
  }
  return count
}
