import { TreeError } from './storage'

/** What every file system of interest allows for one name. */
const MAX_NAME_BYTES = 255

const encoder = new TextEncoder()

/** A name that may stand between two slashes: checklist I4. */
export const isSafeName = (name: string) =>
  name !== '' &&
  name !== '.' &&
  name !== '..' &&
  !name.includes('/') &&
  !name.includes('\\') &&
  !name.includes('\0') &&
  // A lone surrogate has no UTF-8 form: storages would keep another name than the one they were given.
  !/\p{Surrogate}/u.test(name) &&
  (name.length <= MAX_NAME_BYTES / 3 || encoder.encode(name).length <= MAX_NAME_BYTES)

/** The names in a tree path (`/` has none); `INVALID_PATH` unless each of them is safe. */
export function splitPath(path: string): string[] {
  if (path === '/') return []
  if (!path.startsWith('/')) throw new TreeError('INVALID_PATH', path)
  const names = path.slice(1).split('/')
  if (!names.every(isSafeName)) throw new TreeError('INVALID_PATH', path)
  return names
}

/** The path of `name` in the directory `parent`. */
export const joinPath = (parent: string, name: string) => (parent === '/' ? `/${name}` : `${parent}/${name}`)

/** The directory a path stands in; `/` for `/` itself. */
export const parentPath = (path: string) => path.slice(0, path.lastIndexOf('/')) || '/'

/** The last name of a path; empty for `/`. */
export const baseName = (path: string) => path.slice(path.lastIndexOf('/') + 1)

/** Whether `path` is `ancestor` or stands below it. */
export const isWithin = (path: string, ancestor: string) =>
  ancestor === '/' || path === ancestor || path.startsWith(`${ancestor}/`)
