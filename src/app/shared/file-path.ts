/**
 * Paths as Globus writes them: `/` between names on every system, `/~/` for the home folder, folders with a trailing
 * slash. Names are taken as they come: never normalised, never trimmed (checklist H2).
 */

/** The folder above, or null at a root. What lies above `/~/` is known only where the storage tells its real place. */
export function parentPath(path: string, absolutePath: string | null): string | null {
  if (path === '/') return null
  if (path === '/~/') return absolutePath && absolutePath !== '/' ? parentPath(absolutePath, null) : null
  return path.slice(0, path.lastIndexOf('/', path.length - 2) + 1)
}

export const childFolder = (folder: string, name: string) => `${folder}${name}/`
export const childFile = (folder: string, name: string) => `${folder}${name}`
/** The path of an entry of a folder, whichever it is. */
export const childPath = (folder: string, name: string, isFolder: boolean) =>
  (isFolder ? childFolder : childFile)(folder, name)

/** The last name of a folder's path; empty for a root. */
export const lastName = (path: string) => path.slice(0, -1).split('/').pop() ?? ''

export type Crumb = { name: string; path: string }

/** Every folder on the way, the root first. */
export function crumbs(path: string): Crumb[] {
  const names = path.split('/').filter((name) => name !== '')
  const home = names[0] === '~'
  const root = home ? { name: '~', path: '/~/' } : { name: '/', path: '/' }
  const below = home ? names.slice(1) : names
  return [
    root,
    ...below.map((name, index) => ({ name, path: `${root.path}${below.slice(0, index + 1).join('/')}/` })),
  ]
}

/**
 * A typed path made whole, or a sentence about what is wrong with it. `~/x` means `/~/x`; the trailing slash may be
 * left out.
 */
export function readTypedPath(typed: string): { path: string } | { problem: string } {
  const text = fromHome(typed)
  if (!text.startsWith('/')) return { problem: 'A path starts with / or with ~/ for the home folder.' }
  if (/[\r\n]/.test(text)) return { problem: 'A path cannot contain a line break.' }
  const problem = pathProblem(text)
  return problem ? { problem } : { path: asFolder(oneSlash(text)) }
}

/** `~/x` as it is sent: `/~/x`. */
export const fromHome = (path: string) => (path === '~' || path.startsWith('~/') ? `/${path}` : path)

/** Several slashes mean the same as one. */
export const oneSlash = (path: string) => path.replace(/\/{2,}/g, '/')

/** What no path can hold, as a sentence; null when there is nothing of it. */
export function pathProblem(path: string): string | null {
  if (path.includes('\0')) return 'A path cannot contain a NUL character.'
  return /(^|\/)\.\.?(\/|$)/.test(path)
    ? 'A path cannot contain . or .. as a name. Write where it really is.'
    : null
}

/** A bookmark's folder as panes write it; stored ones may lack the slash at the end. */
export function bookmarkPath({ path }: { path: string }): string {
  const read = readTypedPath(path)
  // One that cannot be read is opened as it is: the pane says what is wrong with it.
  return 'path' in read ? read.path : path
}

/** A path without the slash at the end of a folder's. */
export const barePath = (path: string) => (path.endsWith('/') ? path.slice(0, -1) : path)

/** The same, but a root stays what it is. */
export const barePathOrRoot = (path: string) => barePath(path) || path

/** A path with that slash. */
export const asFolder = (path: string) => (path.endsWith('/') ? path : `${path}/`)
