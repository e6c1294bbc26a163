import { TreeError, type TreeErrorCode } from '../storage/storage'
import type { Collection, TaskPlace } from '../world'

/** One of the two collections of a task, and what is done there. */
export type Spot = {
  collection: Collection
  isSource: boolean
  place: TaskPlace
  /** In the words of the service: `transfer`, `directory listing`, `make directories`, `delete`, `checksum`. */
  operation: string
  /** In the words of GridFTP: `RETR`, `STOR`, `MLSD`, `MKD`, `DELE`. */
  command: string
}

/** Something that went wrong in a task: an error event, and the task's end when it is fatal. */
export class Fault extends Error {
  override name = 'Fault'
  readonly code: string
  readonly details: string
  /** Trying again would not help: the task fails. */
  readonly fatal: boolean
  /** `skip_source_errors` lets the task go on without this path. */
  readonly skippable: boolean

  constructor(code: string, details: string, how: { fatal?: boolean; skippable?: boolean } = {}) {
    super(code)
    this.code = code
    this.details = details
    this.fatal = how.fatal ?? false
    this.skippable = how.skippable ?? false
  }
}

const SKIPPABLE = ['FILE_NOT_FOUND', 'PERMISSION_DENIED', 'AMBIGUOUS_PATH']

/** A fault at one path of one collection, worded as the service words it. */
export function faultAt(spot: Spot, code: string, reason: string, fatal = false): Fault {
  const { display_name, id } = spot.collection.document
  const details =
    `Error (${spot.operation})\nEndpoint: ${display_name} (${id})\nServer: 192.0.2.10:443\n` +
    `File: ${spot.place.wire}\nCommand: ${spot.command} ${spot.place.wire}\nMessage: Fatal FTP response\n---\n` +
    // The service shows the server's line breaks as text.
    String.raw`Details: 550-GlobusError: v=1 c=${reason}\r\n550 End.\r\n`
  return new Fault(code, details, { fatal, skippable: spot.isSource && SKIPPABLE.includes(code) })
}

type Meaning = { code: string; reason: string; fatal?: boolean }

const MEANINGS: Record<TreeErrorCode, Meaning> = {
  NOT_FOUND: { code: 'FILE_NOT_FOUND', reason: 'PATH_NOT_FOUND' },
  PERMISSION_DENIED: { code: 'PERMISSION_DENIED', reason: 'PERMISSION_DENIED' },
  QUOTA_EXCEEDED: { code: 'QUOTA_EXCEEDED', reason: 'QUOTA_EXCEEDED' },
  NOT_DIRECTORY: { code: 'ENDPOINT_ERROR', reason: 'NOT_A_DIRECTORY', fatal: true },
  IS_DIRECTORY: { code: 'ENDPOINT_ERROR', reason: 'IS_A_DIRECTORY', fatal: true },
  INVALID_PATH: { code: 'ENDPOINT_ERROR', reason: 'INVALID_PATH', fatal: true },
  EXISTS: { code: 'ENDPOINT_ERROR', reason: 'PATH_EXISTS' },
  NOT_EMPTY: { code: 'ENDPOINT_ERROR', reason: 'DIRECTORY_NOT_EMPTY' },
}

/** Does something with a tree; its refusals become faults at that spot. */
export async function reach<T>(spot: Spot, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof TreeError)) throw error
    const { code, reason, fatal } = MEANINGS[error.code]
    // A source that is not there ends the task; at the destination somebody took a folder away, which is made again.
    throw faultAt(spot, code, reason, fatal ?? (code === 'FILE_NOT_FOUND' && spot.isSource))
  }
}

/** What an exception means for the task: whatever nobody foresaw is reported and tried again. */
export const asFault = (error: unknown) =>
  error instanceof Fault
    ? error
    : new Fault('UNKNOWN', error instanceof Error ? error.message : String(error))
