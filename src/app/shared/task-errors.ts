import type { Task } from '../../api/wire'
import { visibleText } from '../../components/visible-name'

/** Who can do something about it. */
export type Helper = 'nobody' | 'you' | 'owner' | 'storage' | 'computer'

/** The button that helps: look at the places, change what is asked, ask the same again, or go on where it stopped. */
export type TaskRemedy = 'open' | 'edit' | 'again' | 'carry-on'

export type Words = {
  /** What happened: half a sentence, as it stands behind "Failed:". */
  what: string
  /** Why, and what to do. */
  why: string
  /** Null where that is not known. */
  who: Helper | null
  remedy: TaskRemedy | null
  /** It is no trouble. */
  isNews?: true
  /** What the host offers to read about it. */
  link?: string | undefined
}

/** A code in words. */
export type Explain = (code: string, description?: string | null) => Words

export const HELPERS: Record<Helper, string> = {
  nobody: 'Globus does by itself',
  you: 'you',
  owner: 'whoever owns the folder, or the share',
  storage: 'the administrators of the storage',
  computer: 'whoever sits at that computer',
}

/** Something that happened and is no trouble. */
const news = (what: string, why = ''): Words => ({ what, why, who: null, remedy: null, isNews: true })

/** The one table from codes of statuses, events, faults and fatal errors to words. https://docs.globus.org/api/transfer/task/#event_document */
const WORDS: Record<string, Words> = {
  PERMISSION_DENIED: {
    what: 'permission denied',
    why: 'The storage did not allow it. The owner of the folder, or of the share, can change its permissions.',
    who: 'owner',
    remedy: 'open',
  },
  FILE_NOT_FOUND: {
    what: 'file not found',
    why: 'It was moved or deleted after it had been chosen, or its path is mistyped.',
    who: 'you',
    remedy: 'edit',
  },
  AMBIGUOUS_PATH: {
    what: 'path not clear',
    why: 'Two names in this folder cannot be told apart by the storage. Rename one of them.',
    who: 'owner',
    remedy: 'open',
  },
  AUTH: {
    what: 'sign-in refused by the storage',
    why: 'The storage did not accept your identity. Sign in again, or ask its administrators for an account.',
    who: 'storage',
    remedy: 'open',
  },
  EXPIRED_CREDENTIALS: {
    what: 'your permission has lapsed',
    why: 'Open the collection in the file manager and allow access again. The task then goes on by itself.',
    who: 'you',
    remedy: 'open',
  },
  CONNECT_FAILED: {
    what: 'cannot reach the server',
    why: 'The server of the storage does not answer Globus. Its administrators know more.',
    who: 'storage',
    remedy: 'open',
  },
  CONNECTION_BROKEN: {
    what: 'connection broke',
    why: 'Globus connects again and goes on. Nothing to do.',
    who: 'nobody',
    remedy: null,
  },
  CONNECTION_RESET: {
    what: 'connection was reset',
    why: 'Globus connects again and goes on. Nothing to do.',
    who: 'nobody',
    remedy: null,
  },
  ENDPOINT_TOO_BUSY: {
    what: 'server busy',
    why: 'The server took no new connections. Globus tries again after a while. Nothing to do.',
    who: 'nobody',
    remedy: null,
  },
  ENDPOINT_ERROR: {
    what: 'the storage reported an error',
    why: 'Its own words are among the events of the task.',
    who: 'storage',
    remedy: 'open',
  },
  FILE_SIZE_CHANGED: {
    what: 'a file changed while it was read',
    why: 'Something still writes to it. Transfer it again when that is done.',
    who: 'you',
    remedy: 'again',
  },
  GC_NOT_CONNECTED: {
    what: 'personal collection offline',
    why: 'Wake that computer and start Globus Connect Personal there. The task then goes on by itself.',
    who: 'computer',
    remedy: 'open',
  },
  GC_PAUSED: {
    what: 'paused on the personal collection',
    why: 'Choose Unpause in Globus Connect Personal on that computer.',
    who: 'computer',
    remedy: 'open',
  },
  NO_APPEND_FILESYSTEM: {
    what: 'file starts again from its beginning',
    why: 'The storage cannot continue a file that arrived in part. Nothing to do.',
    who: 'nobody',
    remedy: null,
  },
  TIMEOUT: {
    what: 'no answer in time',
    why: 'The storage took too long. Globus tries again. Nothing to do.',
    who: 'nobody',
    remedy: null,
  },
  VERIFY_CHECKSUM: {
    what: 'checksum differed, sending again',
    why: 'The copy was not equal to the original, so it is sent once more. Nothing to do, unless it repeats.',
    who: 'nobody',
    remedy: null,
  },
  QUOTA_EXCEEDED: {
    what: 'not enough space at the destination',
    why: 'Free some space there, or ask for more. Files already copied stay.',
    who: 'owner',
    remedy: 'open',
  },
  EXPIRED: {
    what: 'the deadline passed',
    why: 'It was not done in time. Start it again with a sync level to copy only what is missing.',
    who: 'you',
    remedy: 'carry-on',
  },
  CANCELED: { what: 'canceled', why: 'Files already copied stay.', who: 'you', remedy: 'carry-on' },
  PAUSED_BY_ADMIN: {
    what: 'paused by an administrator',
    why: 'It goes on when the pause is lifted.',
    who: 'storage',
    remedy: null,
  },
  EXTERNAL_CHECKSUM_MISMATCH: {
    what: 'not the file that was expected',
    why: 'Its checksum is not the one given with it. Check the file, or the list with the checksums.',
    who: 'you',
    remedy: 'edit',
  },
  INVALID_PATH: {
    what: 'path not allowed',
    why: 'The storage takes no such name. Choose another path.',
    who: 'you',
    remedy: 'edit',
  },
  // A status: it is explained where no code is given with it.
  INACTIVE: {
    what: 'stopped by Globus, which does not say why',
    why: 'It does not go on by itself. Open both sides: a permission may have lapsed, and you are asked for it there.',
    who: 'you',
    remedy: 'open',
  },
  UNKNOWN: {
    what: 'error of unknown kind',
    why: 'What the storage said is among the events of the task.',
    who: null,
    remedy: null,
  },
  STARTED: news('started'),
  PROGRESS: news('progress'),
  SUCCEEDED: news('step done'),
  PAUSED: news('paused'),
  UNPAUSED: news('went on'),
  SKIPPED_ERRORS: news('sources left out'),
  DELETE_DESTINATION_EXTRA_SKIPPED: news(
    'extra files at the destination were kept',
    'Because some sources were left out, nothing was deleted there.',
  ),
}

/** The codes that have words. */
export const KNOWN_CODES: readonly string[] = Object.keys(WORDS)

/** A code in words; one that nobody foresaw in the service's own, with the code, by which others can look it up. */
export const codeWords: Explain = (code, description) =>
  Object.hasOwn(WORDS, code)
    ? WORDS[code]!
    : {
        what: visibleText(description && description !== code ? `${description} (${code})` : code),
        why: '',
        who: null,
        remedy: null,
      }

/** What passes by itself while a task runs did not pass when it is why the task failed. */
const asEnd = (words: Words): Words =>
  words.who === 'nobody'
    ? {
        ...words,
        why: 'Globus tried again until it gave up.',
        who: null,
        remedy: 'carry-on',
      }
    : { ...words, remedy: words.remedy ?? 'carry-on' }

/** Why a task is over, or what holds it up; null when all is well. */
export function troubleWords(
  task: Pick<
    Task,
    'fatal_error' | 'status' | 'nice_status' | 'nice_status_short_description' | 'is_ok' | 'is_paused'
  >,
  explain: Explain = codeWords,
): Words | null {
  if (task.fatal_error) return asEnd(explain(task.fatal_error.code, task.fatal_error.description))
  if (task.status === 'SUCCEEDED' || task.status === 'FAILED') return null
  if (task.is_ok !== false && task.status === 'ACTIVE') return null
  const { nice_status: code } = task
  if (code && code !== 'OK' && code !== 'Queued') return explain(code, task.nice_status_short_description)
  // What is said about a pause says why.
  return task.is_paused ? null : explain(task.status === 'INACTIVE' ? 'INACTIVE' : 'UNKNOWN')
}
