import * as v from 'valibot'
import { describeIssue } from './shared/describe-issue'
import { optionsSchema } from './shared/draft/option-schema'

/**
 * What a host may change without a build. Everything is checked; a key nobody knows is an error too, because it is
 * most likely a misspelt one (checklist D3, D4).
 */
const uuid = v.pipe(
  v.string('must be a text'),
  v.regex(
    /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i,
    'must be a UUID such as 6c54cade-bde5-45c1-bdea-f4bd71dba2cc',
  ),
)

const place = v.strictObject(
  {
    collection: uuid,
    path: v.optional(
      v.pipe(v.string('must be a text'), v.startsWith('/', 'must start with / (or /~/ for the home folder)')),
    ),
  },
  'must be an object with "collection" and, if you like, "path"',
)

const loopback = v.pipe(
  v.string('must be a text'),
  v.regex(
    /^http:\/\/(127\.0\.0\.1|localhost):\d{1,5}$/,
    'must be a loopback origin such as http://127.0.0.1:4100',
  ),
  v.url('must be a loopback origin with a port that exists'),
)

const AS_BROWSERS_WRITE =
  'must be written as the browser’s address bar does, in small letters and without the usual port'

/** A page's own address as browsers write it, which is how it is compared. */
const redirectUri = v.pipe(
  v.string('must be a text'),
  v.regex(
    /^(https:\/\/[^\s/@?#]+|http:\/\/(127\.0\.0\.1|localhost)(:\d+)?)\/([^\s?#]*\/)?$/,
    'must be the page’s https address with a slash at the end, such as https://transfer.example.org/',
  ),
  v.check((address) => URL.canParse(address) && new URL(address).href === address, AS_BROWSERS_WRITE),
)

/** Checklist E2: one page's origin, as browsers tell it. */
const pageOrigin = v.pipe(
  v.string('must be a text'),
  v.regex(
    /^(https:\/\/[^\s/@?#*]+|http:\/\/(127\.0\.0\.1|localhost)(:\d+)?)$/,
    'must be an exact origin such as https://portal.example.org: https, the host, no *, no path and no slash at the end',
  ),
  v.check((origin) => URL.canParse(origin) && new URL(origin).origin === origin, AS_BROWSERS_WRITE),
)

const httpsLink = v.pipe(
  v.string('must be a text'),
  v.regex(/^https:\/\/[^\s/@]+(\/\S*)?$/, 'must be an https address'),
  v.url('must be an https address that can be opened'),
)

const configSchema = v.strictObject(
  {
    clientId: v.pipe(
      v.string('must be a text'),
      v.nonEmpty(
        'is empty. Register an app at app.globus.org/settings/developers and put its client UUID here',
      ),
      uuid,
    ),
    environment: v.picklist(['production', 'local'], 'must be "production" or "local"'),
    /** Checklist A7: the page's address as it is registered; opened anywhere else it says so, and nobody can sign in. */
    redirectUri: v.optional(redirectUri),
    /** Where the emulator's services stand; for the environment `local` only. */
    services: v.optional(
      v.strictObject({ auth: loopback, transfer: loopback }, 'must be an object with "auth" and "transfer"'),
    ),
    /** Name of the host, beside the brand. */
    title: v.optional(
      v.pipe(v.string('must be a text'), v.maxLength(60, 'must have 60 characters at most')),
      '',
    ),
    /** Replaces the accent colour; everything else is derived from it. */
    accent: v.optional(
      v.pipe(
        v.string('must be a text'),
        v.regex(/^#[0-9a-f]{6}$/i, 'must be a colour such as #007a87'),
        v.check(
          (colour) => contrastWithWhite(colour) >= 4.5,
          'is too light: white text on it would have a contrast below 4.5 to 1',
        ),
      ),
    ),
    helpUrl: v.optional(httpsLink),
    /** How people get to the sign-in and back; see docs/config.md. */
    signIn: v.optional(
      v.picklist(['redirect', 'popup', 'code'], 'must be "redirect", "popup" or "code"'),
      'redirect',
    ),
    /** Checklist A14: whether to ask for refresh tokens, so that long work needs no new sign-in. */
    refreshTokens: v.optional(v.boolean('must be true or false'), false),
    tokenStorage: v.optional(v.picklist(['session', 'memory'], 'must be "session" or "memory"'), 'session'),
    /** Pages that may have this one in a frame (docs/embedding.md). */
    embed: v.optional(
      v.strictObject(
        {
          allowedOrigins: v.pipe(
            v.array(pageOrigin, 'must be a list'),
            v.maxLength(50, 'must have 50 origins at most'),
          ),
        },
        'must be an object with "allowedOrigins"',
      ),
      { allowedOrigins: [] },
    ),
    /** Collections at the top of every picker, with the host's advice. */
    pinned: v.optional(
      v.array(
        v.strictObject(
          {
            ...place.entries,
            advice: v.optional(
              v.pipe(v.string('must be a text'), v.maxLength(140, 'must have 140 characters at most')),
            ),
          },
          'must be an object with "collection"',
        ),
        'must be a list',
      ),
      [],
    ),
    /** What the two panes show when the address does not say. */
    start: v.optional(
      v.strictObject(
        { left: v.optional(place), right: v.optional(place) },
        'must be an object with "left" and "right"',
      ),
      {},
    ),
    /** The host's own words about what goes wrong with tasks. */
    explain: v.optional(
      v.pipe(
        v.array(
          v.pipe(
            v.strictObject(
              {
                code: v.optional(
                  v.pipe(
                    v.string('must be a text'),
                    v.regex(/^[A-Z][A-Z0-9_]{1,60}$/, 'must be a code of Globus such as QUOTA_EXCEEDED'),
                  ),
                ),
                collection: v.optional(uuid),
                text: v.pipe(
                  v.string('must be a text'),
                  v.nonEmpty('is empty'),
                  v.maxLength(400, 'must have 400 characters at most'),
                ),
                link: v.optional(httpsLink),
              },
              'must be an object with "text"',
            ),
            v.check(
              ({ code, collection }) => code !== undefined || collection !== undefined,
              'must have a "code" or a "collection"',
            ),
          ),
          'must be a list',
        ),
        v.maxLength(200, 'must have 200 texts at most'),
      ),
      [],
    ),
    /** Transfer options that a new draft begins with. */
    defaults: v.optional(v.omit(optionsSchema, ['delete_destination_extra']), {}),
  },
  'must be a JSON object',
)

type ConfigFile = v.InferOutput<typeof configSchema>

/** What the page runs with. The environment `demo` is not for `config.json`: it is what demo.html is. */
export type Config = Omit<ConfigFile, 'environment'> & { environment: ConfigFile['environment'] | 'demo' }

/** What is wrong with `config.json`, one sentence per key. */
export class ConfigError extends Error {
  override name = 'ConfigError'
  readonly problems: string[]

  constructor(problems: string[]) {
    super('config.json cannot be used')
    this.problems = problems
  }
}

/** Checks the text of `config.json`. Throws `ConfigError`. */
export function parseConfig(text: string): Config {
  let document: unknown
  try {
    document = JSON.parse(text)
  } catch (error) {
    throw new ConfigError([
      `It is not JSON: ${error instanceof Error ? error.message : 'it cannot be parsed'}.`,
    ])
  }
  const result = v.safeParse(configSchema, document, { abortPipeEarly: true })
  if (!result.success) throw new ConfigError(result.issues.map((issue) => describeIssue(issue)))
  const { environment, services } = result.output
  if (environment === 'local' && !services)
    throw new ConfigError([
      '"services" is missing. The environment "local" needs the addresses of the emulator.',
    ])
  if (environment !== 'local' && services)
    throw new ConfigError(['"services" may only be given with the environment "local". Remove it.'])
  return result.output
}

const MAX_BYTES = 64_000

/** Reads `config.json` beside the page. Throws `ConfigError`. */
export async function loadConfig(): Promise<Config> {
  let response: Response
  try {
    response = await fetch('./config.json', {
      cache: 'no-cache',
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
    })
  } catch {
    throw new ConfigError([
      'It could not be loaded: the server does not answer. Check the connection and reload.',
    ])
  }
  if (!response.ok)
    throw new ConfigError([
      `It is missing: the server answered ${response.status}. Put a config.json beside index.html; config.sample.json of the release shows how.`,
    ])
  const text = await response.text()
  if (text.length > MAX_BYTES) throw new ConfigError([`It has more than ${MAX_BYTES} characters.`])
  return parseConfig(text)
}

function contrastWithWhite(hex: string): number {
  const channel = (at: number) => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
  }
  return 1.05 / (0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5) + 0.05)
}
