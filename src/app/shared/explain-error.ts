import { ApiError, isSessionDemand, isSignedOut, requiredScopes } from '../../api/errors'

/** What a person can do about an error. */
export type Remedy =
  'retry' | 'sign-in' | 'consent' | 'session' | 'choose-collection' | 'go-up' | 'nearest' | 'none'

export type Explanation = {
  /** What happened. */
  title: string
  /** Why, who can help, and what to do. */
  text: string
  remedy: Remedy
}

type Row = readonly [code: RegExp, title: string, text: string, remedy: Remedy]

/**
 * The one table from codes to words (design decision 9). Codes are matched, never messages; the first row that fits
 * decides. Codes: globus-api README, "Error catalogue".
 */
const TABLE: readonly Row[] = [
  [
    /^NetworkError$/,
    'Globus did not answer',
    'Check the connection of this computer. Running tasks go on without this page.',
    'retry',
  ],
  [
    /^MalformedAnswer$/,
    'The answer of Globus cannot be read',
    'It arrived incomplete, or something on the way replaced it: a proxy, or the sign-in page of a network. If it stays so, ask whoever runs your network.',
    'retry',
  ],
  [
    /^EndpointNotFound$/,
    'There is no such collection',
    'Its id may be mistyped, or it is not visible to you. Ask whoever gave you the link.',
    'choose-collection',
  ],
  [
    /^EndpointDeleted$/,
    'This collection was deleted',
    'Its owner removed it. The files may be reachable through another collection.',
    'choose-collection',
  ],
  [
    /^TaskNotFound$/,
    'There is no such task',
    'It is not yours, or you took it off the list. Whoever started it can see it.',
    'none',
  ],
  [
    /^UserNotFound$/,
    'Globus does not know this person',
    'Check the spelling. They must have signed in to Globus once.',
    'none',
  ],
  [/NotDirectory$/, 'This path is a file, not a folder', 'You can open the folder it is in.', 'go-up'],
  [
    /^(ClientError\.)?NotFound/,
    'There is no such folder',
    'It may have been moved or deleted, or the path is mistyped. Who keeps files here may know more.',
    'nearest',
  ],
  [
    /GCDisconnected|GC_NOT_CONNECTED/,
    'This personal collection is offline',
    'The computer is asleep or Globus Connect Personal is not running there. Its owner can start it.',
    'retry',
  ],
  [
    /GCPaused|GC_PAUSED/,
    'This personal collection is paused',
    'Its owner paused it in Globus Connect Personal and can let it go on.',
    'retry',
  ],
  [
    /^OperationPaused$/,
    'The collection is paused by its administrator',
    'Try again when the maintenance is over. Its administrators know when.',
    'retry',
  ],
  [
    /LoginFailed$/,
    'The storage does not know you',
    'Your identity has no account on this system. Its administrators can add one.',
    'choose-collection',
  ],
  [
    /^NoCredException$/,
    'Globus has no credentials for this storage',
    'It is run by software of an old kind. Its administrators can bring it up to date.',
    'choose-collection',
  ],
  [
    /^(ConsentRequired|AuthPolicyFailed|AuthorizationRequired)$/,
    'You need to sign in again for this',
    'Globus did not say what is missing. If signing in does not help, ask the administrators of the collection.',
    'sign-in',
  ],
  [
    /PermissionDenied/,
    'You may not do this here',
    'The permissions of the storage or of the share do not allow it. Its owner can change them.',
    'nearest',
  ],
  [
    /SizeLimit$/,
    'This folder is too large to be listed',
    'The storage gives up before it has listed all entries. Its owner can split the folder.',
    'go-up',
  ],
  [
    /ConnectFailed$/,
    'The storage cannot be reached',
    'Its server does not answer Globus. Its administrators know more.',
    'retry',
  ],
  [
    /(^|\.)Exists$/,
    'That name is taken',
    'Something of this name is already there. You can choose another name.',
    'none',
  ],
  [
    /^InvalidPath/,
    'This path cannot be used',
    'The storage does not accept one of its characters. You can write it in another way.',
    'go-up',
  ],
  [
    /^NotSupported$/,
    'This collection cannot do this',
    'Its software does not offer it, or it is no place with files. Its administrators know more.',
    'choose-collection',
  ],
  [
    /Timeout$|^HTTP(408|504)$/,
    'It took too long',
    'Something on the way to the files gave up waiting. If it stays so, ask the administrators of the collection.',
    'retry',
  ],
  [
    /(ExternalError|EndpointError)/,
    'The storage reported an error',
    'Its server failed to carry this out. Its administrators know more.',
    'retry',
  ],
  [
    /Conflict/,
    'Globus could not do this now',
    'Something there stands against it, or is under way. You can look at it afresh and try again.',
    'retry',
  ],
  [
    /^ServiceUnavailable$/,
    'Globus is down for maintenance',
    'Globus brings it back by itself. Running tasks go on afterwards.',
    'retry',
  ],
  [
    /^(InternalError|ERROR|HTTP5\d\d)$/,
    'Globus has a fault at the moment',
    'It usually passes by itself; Globus knows of it. Running tasks go on.',
    'retry',
  ],
  [
    /BadRequest|^HTTP422$/,
    'Globus did not accept this',
    'Something in it is not as it must be; the details say what. If you did not write it, it is a mistake of this page.',
    'none',
  ],
]

type About = {
  /** A demand that has been to Globus and come back: asking once more would go round in a circle. */
  askedBefore?: boolean
  /** What the collection wants to be proved, in sentences. */
  proof?: readonly string[]
  /** The collections that a consent is for, ready to be shown. */
  names?: readonly string[]
  /** As whom the person is signed in, and whom to ask about the collection, ready to be shown. */
  username?: string
  contact?: string
}

const asSentence = (text: string) => (/[.!?…]$/.test(text) ? text : `${text}.`)

/** What happened, in words, for anything that was thrown. */
export function explainError(
  error: unknown,
  { askedBefore = false, proof = [], names = [], username = '', contact = '' }: About = {},
): Explanation {
  if (isSignedOut(error))
    return {
      title: 'Your sign-in has ended',
      text: 'Sign in again to go on where you are.',
      remedy: 'sign-in',
    }
  if (requiredScopes(error).length > 0 && askedBefore)
    return {
      title: 'Globus still asks for this permission',
      text: 'On its page the box for this collection must stay ticked.',
      remedy: 'consent',
    }
  if (requiredScopes(error).length > 0)
    return {
      title: 'This collection needs your permission',
      text: `Globus may only read and write data ${names.length > 0 ? `on ${names.map((name) => `“${name}”`).join(' and ')}` : 'here'} for you once you have allowed it. You are asked once per collection.`,
      remedy: 'consent',
    }
  if (isSessionDemand(error) && askedBefore)
    return {
      title: 'You have signed in, and this collection still does not let you in',
      text: [
        username && `You are signed in as ${username}.`,
        ...proof,
        'Sign in with another identity of yours, or link it first at app.globus.org/account.',
        `If you have none that fits, ask the administrators of the collection${contact && `: ${contact}`}.`,
      ]
        .filter(Boolean)
        .join(' '),
      remedy: 'session',
    }
  if (isSessionDemand(error))
    return {
      title: 'This collection wants to know that it is you',
      text: [
        asSentence(error.authorizationParameters?.session_message || 'Sign in again to go on'),
        ...proof,
      ].join(' '),
      remedy: 'session',
    }
  if (!(error instanceof ApiError))
    return {
      title: 'Something in this page failed',
      text: 'Reload the page. Running tasks are not affected.',
      remedy: 'retry',
    }
  if (error.status === 429)
    return {
      title: 'Too many requests',
      text: 'You have asked Globus for more than it answers in ten seconds, perhaps in other windows as well.',
      remedy: 'retry',
    }
  const row = TABLE.find(([code]) => code.test(error.code))
  if (row) return { title: row[1], text: row[2], remedy: row[3] }
  // An unknown code is shown in its own words, never guessed at.
  return { title: 'Globus reported an error', text: firstLine(error.message), remedy: 'retry' }
}

/** The parts of a data server's message that people understand: its first line and its `Message:`. */
export function firstLine(message: string): string {
  const [first = ''] = message.split('\n', 1)
  const reason = /^Message: (.+)$/m.exec(message)?.[1]
  return reason && !first.includes(reason) ? `${first}: ${reason}` : first
}
