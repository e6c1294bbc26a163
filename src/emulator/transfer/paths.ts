import { isSafeName } from '../storage/paths'
import { TransferError } from '../http'
import type { Collection, Identity } from '../world'

export type ResolvedPath = {
  /** The path as the service repeats it: absolute, no double or trailing slash, `/~` kept (`/~/raw`). */
  wirePath: string
  /** The same place from the collection's own `/`, the home directory put in: a path of `openCollectionTree`. */
  treePath: string
}

/**
 * From a path of a request to a place. Relative paths and `~/x` start at the home directory.
 * https://docs.globus.org/api/transfer/file_operations/#path_encoding
 */
export function resolvePath(collection: Collection, identity: Identity, path: string): ResolvedPath {
  if (path === '') throw invalidPath('A path must not be empty')
  if (/[\r\n]/.test(path)) throw invalidPath('A path must not contain a line break')
  const isAbsolute = path.startsWith('/')
  const names = path.split('/').filter((name) => name !== '')
  if (!names.every(isSafeName))
    throw invalidPath(
      `A name in the path is too long, is "." or "..", or contains a character that is not allowed`,
    )
  const fromHome = !isAbsolute && names[0] !== '~' ? ['~', ...names] : names
  const isHome = fromHome[0] === '~'
  const below = isHome ? fromHome.slice(1) : fromHome
  return {
    wirePath: `/${fromHome.join('/')}`,
    treePath: `/${(isHome ? [...homeNames(collection, identity), ...below] : below).join('/')}`,
  }
}

/** The path as documents show a directory: with a slash at the end. */
export const asDirectory = (path: string) => (path.endsWith('/') ? path : `${path}/`)

/** The local account that a person's username maps to. */
export const localUser = (identity: Identity) => identity.username.split('@')[0]!

/** `{user}` in a collection's home stands for the local account. */
const homeNames = (collection: Collection, identity: Identity) =>
  (collection.home ?? '/')
    .replace('{user}', localUser(identity))
    .split('/')
    .filter((name) => name !== '')

const invalidPath = (message: string) => new TransferError(400, 'InvalidPath', message)
