/** Lines with their numbers, cut when they are asked for. What ends a line is given as a pattern with the flag g. */
export function* linesOf(text: string, ends = /\r\n|\n|\r/g): Generator<{ line: number; text: string }> {
  const pattern = new RegExp(ends)
  let line = 1
  let from = 0
  while (from < text.length) {
    pattern.lastIndex = from
    const end = pattern.exec(text)
    const to = end ? end.index : text.length
    yield { line, text: text.slice(from, to) }
    from = end ? to + end[0].length : text.length
    line += 1
  }
}
