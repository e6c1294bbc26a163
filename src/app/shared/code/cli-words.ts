/** How words are written for a POSIX shell, and for the lines of a batch of the Globus CLI (checklist H6, H7). */

/**
 * One word for a POSIX shell, whatever is in it: nothing is special between single quotes but the quote itself. Lines
 * of a batch are split with Python's `shlex`, which knows the same rule. NUL cannot be in an argument at all; callers
 * have refused it by then, with `shellProblem`.
 */
export const quoted = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`

/** Only what certainly means nothing to any shell stays bare, such as ids and numbers. */
export const shellWord = (text: string) => (/^[\w.+-]+$/.test(text) ? text : quoted(text))

/** What no argument of a program can hold; null when there is nothing of it. */
export function shellProblem(text: string): string | null {
  if (text.includes('\0')) return 'has a NUL character'
  // Half a character cannot be written as UTF-8: another name would be sent.
  if (/\p{Cs}/u.test(text)) return 'is not valid Unicode'
  return null
}

/** Where Python's `splitlines`, with which the CLI begins, ends a line, quoted or not. */
// oxlint-disable-next-line no-control-regex -- control characters are what it looks for
const LINE_ENDS = /[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]/

/** What no line of a batch can hold. */
export const batchProblem = (text: string): string | null =>
  shellProblem(text) ?? (LINE_ENDS.test(text) ? 'has a line break' : null) ?? pathProblem(text)

/** The CLI tidies the paths of a batch, so one that is not tidy would become another. */
function pathProblem(path: string): string | null {
  if (path === '') return 'is empty'
  const names = path.split('/').slice(path.startsWith('/') ? 1 : 0, path.endsWith('/') ? -1 : undefined)
  const untidy = path !== '/' && names.some((name) => name === '' || name === '.' || name === '..')
  return untidy ? 'has an empty name, . or ..' : null
}
