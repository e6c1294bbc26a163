import type { Collection } from '../world'
import { type Fields, fieldsOf } from './fields'

type Document = Collection['document']
type Name = keyof Document & string
/** Reads one field, or refuses it. */
type Read = (fields: Fields, name: Name) => Document[Name]

/** Text in one line, or none. */
const line =
  (most: number): Read =>
  (fields, name) => {
    const value = text(most)(fields, name)
    if (/[\r\n]/.test(String(value))) throw fields.refuse(name, 'must not contain line breaks')
    return value
  }

const text =
  (most: number): Read =>
  (fields, name) => {
    const value = fields.optionalText(name)
    if (Array.from(value ?? '').length > most)
      throw fields.refuse(name, `must have at most ${most} characters`)
    return value
  }

const displayName: Read = (fields, name) => {
  fields.text(name)
  return line(128)(fields, name)
}

const flag: Read = (fields, name) => {
  const value = fields.optionalFlag(name)
  if (value === null) throw fields.refuse(name, 'must be true or false')
  return value
}

const wholeNumber =
  (most: number): Read =>
  (fields, name) => {
    const value = fields.raw(name) ?? null
    if (value === null) return null
    if (typeof value !== 'number' || !Number.isInteger(value) || value < 1 || value > most)
      throw fields.refuse(name, `must be a whole number from 1 to ${most}`)
    return value
  }

const folder: Read = (fields, name) => {
  const value = line(4096)(fields, name)
  if (value !== null && !/^(\/|~\/)/.test(String(value)))
    throw fields.refuse(name, 'must be an absolute path')
  return value
}

/** When the owner of a guest collection gets a mail about the tasks of others. */
const notificationPolicy: Read = (fields, name) => {
  const value = fields.raw(name) ?? null
  if (value === null) return null
  const policy = fieldsOf(value, fields.path(name))
  const choices = <const Choice extends string>(list: string, known: readonly Choice[]) =>
    policy.list(list).map((item) => {
      const choice = known.find((candidate) => candidate === item)
      if (choice === undefined) throw policy.refuse(list, `may hold ${known.join(', ')}`)
      return choice
    })
  return {
    status: choices('status', ['SUCCEEDED', 'FAILED']),
    transfer_use: choices('transfer_use', ['source', 'destination']),
  }
}

/** A hundred years. */
const MOST_MINUTES = 52_560_000

const GUEST: Partial<Record<Name, Read>> = {
  display_name: displayName,
  organization: line(1024),
  department: line(1024),
  keywords: line(1024),
  description: text(4096),
  contact_email: line(320),
  contact_info: text(1024),
  info_link: line(2083),
  owner_string: line(1024),
  default_directory: folder,
  force_encryption: flag,
  disable_verify: flag,
  force_verify: flag,
  guest_collection_activity_notification_policy: notificationPolicy,
  acl_max_expiration_period_mins: wholeNumber(MOST_MINUTES),
}

const MAPPED: Partial<Record<Name, Read>> = {
  ...GUEST,
  authentication_timeout_mins: wholeNumber(MOST_MINUTES),
  public: flag,
  // Which ones there are is for `subscriptions.ts` to know.
  subscription_id: line(36),
  location: line(128),
  network_use: (fields, name) => fields.oneOf(name, ['normal', 'minimal', 'aggressive', 'custom'], 'normal'),
  max_concurrency: wholeNumber(64),
  preferred_concurrency: wholeNumber(64),
  max_parallelism: wholeNumber(64),
  preferred_parallelism: wholeNumber(64),
  user_message: text(256),
  user_message_link: line(2083),
}

/**
 * What a document sets on a personal collection. A field that cannot be set may stand there with the value it has, as
 * clients send back what they were given. https://docs.globus.org/api/transfer/gcp_management/#update_collection_by_id
 */
export function readSettings(
  fields: Fields,
  entityType: Document['entity_type'],
  current: Readonly<Record<string, unknown>>,
): Partial<Document> {
  const settable = entityType === 'GCP_guest_collection' ? GUEST : MAPPED
  const changes: [string, unknown][] = []
  for (const name of fields.names()) {
    const read = Object.hasOwn(settable, name) ? settable[name as Name] : undefined
    if (read) changes.push([name, read(fields, name as Name)])
    else if (Object.hasOwn(current, name) && !isSame(fields.raw(name), current[name]))
      throw fields.refuse(name, `cannot be set on a ${entityType}`)
  }
  // Each field has been read as what the document holds under its name.
  const settings = Object.fromEntries(changes) as Partial<Document>
  requireOrder(fields, { ...current, ...settings }, 'concurrency')
  requireOrder(fields, { ...current, ...settings }, 'parallelism')
  return settings
}

const isSame = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b)

function requireOrder(fields: Fields, of: Partial<Document>, what: 'concurrency' | 'parallelism') {
  const [preferred, most] = [of[`preferred_${what}`], of[`max_${what}`]]
  if (typeof preferred === 'number' && typeof most === 'number' && preferred > most)
    throw fields.refuse(`preferred_${what}`, `must not be above max_${what}`)
}
