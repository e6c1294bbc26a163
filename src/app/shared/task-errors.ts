import type { Task } from '../../api/wire'

type Words = {
  /** Half a sentence, as it stands behind "Failed:". */
  what: string
  /** Why, and what to do. */
  why: string
}

/** Codes of events and of fatal errors. https://docs.globus.org/api/transfer/task/#event_document */
const WORDS: Record<string, Words> = {
  PERMISSION_DENIED: {
    what: 'permission denied',
    why: 'The storage did not allow it. The owner of the folder, or of the share, can change its permissions.',
  },
  FILE_NOT_FOUND: {
    what: 'file not found',
    why: 'It was moved or deleted after it had been chosen, or its path is mistyped.',
  },
  AMBIGUOUS_PATH: {
    what: 'path not clear',
    why: 'Two names in this folder cannot be told apart by the storage. Rename one of them.',
  },
  AUTH: {
    what: 'sign-in refused by the storage',
    why: 'The storage did not accept your identity. Sign in again, or ask its administrators for an account.',
  },
  EXPIRED_CREDENTIALS: {
    what: 'your permission has lapsed',
    why: 'Open the collection in the file manager and allow access again. The task then goes on by itself.',
  },
  CONNECT_FAILED: {
    what: 'cannot reach the server',
    why: 'The server of the storage does not answer Globus. Its administrators know more.',
  },
  CONNECTION_BROKEN: { what: 'connection broke', why: 'Globus connects again and goes on. Nothing to do.' },
  CONNECTION_RESET: {
    what: 'connection was reset',
    why: 'Globus connects again and goes on. Nothing to do.',
  },
  ENDPOINT_TOO_BUSY: {
    what: 'server busy',
    why: 'The server took no new connections. Globus tries again after a while. Nothing to do.',
  },
  ENDPOINT_ERROR: { what: 'the storage reported an error', why: 'Its own words are in the details.' },
  FILE_SIZE_CHANGED: {
    what: 'a file changed while it was read',
    why: 'Something still writes to it. Transfer it again when that is done.',
  },
  GC_NOT_CONNECTED: {
    what: 'personal collection offline',
    why: 'Wake that computer and start Globus Connect Personal there. The task then goes on by itself.',
  },
  GC_PAUSED: {
    what: 'paused on the personal collection',
    why: 'Choose Unpause in Globus Connect Personal on that computer.',
  },
  NO_APPEND_FILESYSTEM: {
    what: 'file starts again from its beginning',
    why: 'The storage cannot continue a file that arrived in part. Nothing to do.',
  },
  TIMEOUT: {
    what: 'no answer in time',
    why: 'The storage took too long. Globus tries again. Nothing to do.',
  },
  VERIFY_CHECKSUM: {
    what: 'checksum differed, sending again',
    why: 'The copy was not equal to the original, so it is sent once more. Nothing to do, unless it repeats.',
  },
  QUOTA_EXCEEDED: {
    what: 'not enough space at the destination',
    why: 'Free some space there, or ask for more. Files already copied stay.',
  },
  EXPIRED: {
    what: 'the deadline passed',
    why: 'It was not done in time. Start it again with a sync level to copy only what is missing.',
  },
  CANCELED: { what: 'canceled', why: 'Files already copied stay.' },
  PAUSED_BY_ADMIN: { what: 'paused by an administrator', why: 'It goes on when the pause is lifted.' },
  UNKNOWN: { what: 'error of unknown kind', why: 'What the storage said is in the details.' },
}

/** A code in words; one that nobody foresaw in the service's own. */
export const codeWords = (code: string, description?: string | null): Words =>
  WORDS[code] ?? { what: description || code.toLowerCase().replaceAll('_', ' '), why: '' }

/** Why a task is over, or what holds it up; null when all is well. */
export function troubleWords(
  task: Pick<
    Task,
    'fatal_error' | 'status' | 'nice_status' | 'nice_status_short_description' | 'is_ok' | 'is_paused'
  >,
): Words | null {
  if (task.fatal_error) return codeWords(task.fatal_error.code, task.fatal_error.description)
  if (task.status === 'SUCCEEDED' || task.status === 'FAILED') return null
  const fine = task.is_ok !== false && task.status === 'ACTIVE'
  if (fine || !task.nice_status || task.nice_status === 'OK' || task.nice_status === 'Queued') return null
  return codeWords(task.nice_status, task.nice_status_short_description)
}
