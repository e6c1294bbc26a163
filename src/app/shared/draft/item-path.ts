/**
 * Paths of items as links and lists write them. Unlike one that is typed (`readTypedPath`) such a path may hold whatever
 * a name can hold, line breaks too.
 */

export type ReadPath = { path: string } | { problem: string }

/** The path of an item at the source: `~/x` means `/~/x`, and a slash at the end a folder. */
export function readItemPath(written: string): ReadPath {
  if (written === '') return { problem: 'There is no path.' }
  const path = fromHome(written)
  if (!path.startsWith('/')) return { problem: 'A path starts with / or with ~/ for the home folder.' }
  const problem = pathProblem(path)
  return problem ? { problem } : { path: path.replace(/\/{2,}/g, '/') }
}

/**
 * Where an item lands, without a slash at its end: below the destination folder, or a whole path. `~` is a name like any
 * other there; the home folder is `/~/`.
 */
export function readItemLanding(written: string): ReadPath {
  if (written === '') return { problem: 'There is no path.' }
  const problem = pathProblem(written)
  if (problem) return { problem }
  const single = written.replace(/\/{2,}/g, '/')
  return { path: single.length > 1 && single.endsWith('/') ? single.slice(0, -1) : single }
}

/** `~/x` as it is sent: `/~/x`. */
export const fromHome = (path: string) => (path === '~' || path.startsWith('~/') ? `/${path}` : path)

function pathProblem(path: string): string | null {
  if (path.includes('\0')) return 'A path cannot contain a NUL character.'
  return /(^|\/)\.\.?(\/|$)/.test(path) ? 'A path cannot contain . or .. as a name.' : null
}
