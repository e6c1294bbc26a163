import { TransferError } from '../http'
import { TreeError, type TreeErrorCode } from '../storage/storage'
import { isCutOff, isPausedByOwner } from '../weather/collections'
import type { Collection, World } from '../world'
import { isConnected, nameAndId } from './access'
import { serverName } from './legacy-names'
import { asDirectory } from './paths'

export type Operation = 'ls' | 'stat' | 'mkdir' | 'rename' | 'symlink'

/** What the data server says about each failure: its own name for it, the system's text and number. */
const SAID: Record<TreeErrorCode, { name: string; text: string; errno: number }> = {
  NOT_FOUND: { name: 'PATH_NOT_FOUND', text: 'No such file or directory', errno: 2 },
  PERMISSION_DENIED: { name: 'PERMISSION_DENIED', text: 'Permission denied', errno: 13 },
  EXISTS: { name: 'PATH_EXISTS', text: 'File exists', errno: 17 },
  NOT_DIRECTORY: { name: 'NOT_A_DIRECTORY', text: 'Not a directory', errno: 20 },
  IS_DIRECTORY: { name: 'IS_A_DIRECTORY', text: 'Is a directory', errno: 21 },
  INVALID_PATH: { name: 'INVALID_PATH_NAME', text: 'Invalid argument', errno: 22 },
  NOT_EMPTY: { name: 'DIR_NOT_EMPTY', text: 'Directory not empty', errno: 39 },
  QUOTA_EXCEEDED: { name: 'QUOTA_EXCEEDED', text: 'Disk quota exceeded', errno: 122 },
}

const COMMANDS: Record<Operation, string> = {
  ls: 'list',
  stat: 'list',
  mkdir: 'mkdir',
  rename: 'rename',
  symlink: 'symlink',
}

const EXTERNAL_CODES: Partial<Record<Operation, string>> = {
  ls: 'ExternalError.DirListingFailed',
  stat: 'ExternalError.DirListingFailed',
  mkdir: 'ExternalError.MkdirFailed',
}

/**
 * A failure of the storage, as each operation reports it. The codes and statuses are not alike, and clients know that.
 * https://docs.globus.org/api/transfer/file_operations/#errors
 */
export function fileError(
  collection: Collection,
  operation: Operation,
  path: string,
  error: unknown,
): unknown {
  if (!(error instanceof TreeError)) return error
  const { code } = error
  if (code === 'INVALID_PATH') return new TransferError(400, 'InvalidPath', `The path '${path}' is not valid`)
  const fail = (
    status: number,
    errorCode: string,
    headline = `Command Failed: Error (${COMMANDS[operation]})`,
  ) => new TransferError(status, errorCode, storageMessage(headline, collection, path, code))
  switch (operation) {
    case 'ls':
      if (code === 'NOT_FOUND')
        return new TransferError(
          404,
          'ClientError.NotFound',
          `Directory '${asDirectory(path)}' not found on endpoint ${nameAndId(collection)}`,
        )
      if (code === 'NOT_DIRECTORY') return fail(502, 'ExternalError.DirListingFailed.NotDirectory')
      if (code === 'PERMISSION_DENIED') return fail(502, 'ExternalError.DirListingFailed.PermissionDenied')
      return fail(502, 'ExternalError.DirListingFailed')
    case 'stat':
      if (code === 'PERMISSION_DENIED')
        return fail(403, 'EndpointPermissionDenied', 'Denied by endpoint, Error (list)')
      return fail(404, 'NotFound', 'Path not found, Error (list)')
    case 'mkdir':
      if (code === 'EXISTS') return fail(502, 'ExternalError.MkdirFailed.Exists')
      if (code === 'PERMISSION_DENIED') return fail(403, 'ExternalError.MkdirFailed.PermissionDenied')
      return fail(502, 'ExternalError.MkdirFailed')
    case 'rename':
    case 'symlink':
      if (code === 'PERMISSION_DENIED')
        return fail(403, 'EndpointPermissionDenied', `Denied by endpoint, Error (${COMMANDS[operation]})`)
      return fail(502, 'EndpointError')
  }
}

/** What stands nowhere can not be moved: a refusal of the service, not of the storage. */
export const sourceNotFound = (collection: Collection, path: string) =>
  new TransferError(
    404,
    'ClientError.NotFound',
    storageMessage('Command Failed: Error (rename)', collection, path, 'NOT_FOUND'),
  )

/** The machine behind a collection does not answer, or a personal one's owner has told it to do nothing. */
export function requireRunning(world: World, collection: Collection, operation: Operation) {
  const refuse = (code: string, message: string) =>
    new TransferError(
      502,
      operation in EXTERNAL_CODES ? `${EXTERNAL_CODES[operation]}.${code}` : 'EndpointError',
      message,
    )
  const personal = `The Globus Connect Personal endpoint ${nameAndId(collection)}`
  if (!isConnected(world, collection))
    throw refuse('GCDisconnected', `${personal} is not currently connected to Globus`)
  if (isCutOff(world, collection))
    throw refuse('ConnectFailed', `Could not connect to the server of ${nameAndId(collection)}`)
  if (isPausedByOwner(world, collection))
    throw refuse('GCPaused', `${personal} is currently paused by its owner`)
}

/** The line ends of the data server come as the four characters `\r\n`. */
function storageMessage(headline: string, collection: Collection, path: string, code: TreeErrorCode) {
  const { name, text, errno } = SAID[code]
  const reply = [
    `Error: '${path}'`,
    `550-GlobusError: v=1 c=${name}`,
    `550-GridFTP-Errno: ${errno}`,
    `550-GridFTP-Error-String: ${text}`,
    '550 End.',
  ]
  return [
    headline,
    `Endpoint: ${collection.document.display_name} (${collection.id})`,
    `Server: ${serverName(collection)}:443`,
    `Message: ${text}`,
    '---',
    `Details: ${reply.map((line) => `${line}\\r\\n`).join('')}\n`,
  ].join('\n')
}
