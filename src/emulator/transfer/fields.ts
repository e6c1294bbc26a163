import { badRequest, type Call, type TransferError } from '../http'
import { parseTime } from './filters'

/** Reads the fields of one document of a request; whatever has the wrong type is refused by its name. */
export type Fields = {
  names: () => string[]
  raw: (name: string) => unknown
  /** The field's place in the whole document: `DATA[3].recursive`. */
  path: (name: string) => string
  refuse: (name: string, why: string) => TransferError
  /** A text that must be there and not be empty. */
  text: (name: string) => string
  optionalText: (name: string) => string | null
  flag: (name: string, otherwise: boolean) => boolean
  optionalFlag: (name: string) => boolean | null
  list: (name: string) => unknown[]
  optionalList: (name: string) => unknown[] | null
  literal: (name: string, value: string, presence?: 'optional') => void
  oneOf: <const Value extends string>(
    name: string,
    values: readonly Value[],
    otherwise?: NoInfer<Value>,
  ) => Value
}

/** The JSON document of a request. */
export async function readJson({ request }: Call): Promise<unknown> {
  if (!/^application\/([\w.+-]+\+)?json\b/i.test(request.headers.get('content-type') ?? ''))
    throw badRequest('The request body must be JSON, sent as application/json')
  try {
    return (await request.json()) as unknown
  } catch {
    throw badRequest('The request body is not valid JSON')
  }
}

export function fieldsOf(document: unknown, prefix: string): Fields {
  if (!isDocument(document)) throw badRequest(`${prefix || 'The request body'} must be a JSON object`)
  const raw = (name: string): unknown => (Object.hasOwn(document, name) ? document[name] : undefined)
  const path = (name: string) => (prefix ? `${prefix}.${name}` : name)
  const refuse = (name: string, why: string) => badRequest(`${path(name)} ${why}`)
  /** Null and absent mean the same: the official clients send both. */
  const typed = <Value>(name: string, is: (value: unknown) => value is Value, what: string): Value | null => {
    const value = raw(name) ?? null
    if (value === null || is(value)) return value
    throw refuse(name, `must be ${what}`)
  }
  const optionalText = (name: string) => typed(name, isText, 'a string')
  const optionalFlag = (name: string) => typed(name, isFlag, 'true or false')
  const optionalList = (name: string) => typed(name, isList, 'a list')

  return {
    names: () => Object.keys(document),
    raw,
    path,
    refuse,
    text: (name) => {
      const value = optionalText(name)
      if (value === null) throw refuse(name, 'is required')
      if (value === '') throw refuse(name, 'must not be empty')
      return value
    },
    optionalText,
    flag: (name, otherwise) => optionalFlag(name) ?? otherwise,
    optionalFlag,
    list: (name) => {
      const value = optionalList(name)
      if (value === null) throw refuse(name, 'is required')
      return value
    },
    optionalList,
    literal: (name, value, presence) => {
      const actual = raw(name)
      if (actual !== value && !(actual === undefined && presence === 'optional'))
        throw refuse(name, `must be "${value}"`)
    },
    oneOf: (name, values, otherwise) => {
      const value = optionalText(name) ?? otherwise
      const found = values.find((candidate) => candidate === value)
      if (found === undefined) throw refuse(name, `must be one of ${values.join(', ')}`)
      return found
    },
  }
}

const isDocument = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const isText = (value: unknown): value is string => typeof value === 'string'
const isFlag = (value: unknown): value is boolean => typeof value === 'boolean'
const isList = (value: unknown): value is unknown[] => Array.isArray(value)

const MAX_LABEL_LENGTH = 128

/** At most 128 characters in one line, without white space at its ends. */
export function readLabel(fields: Fields): string | null {
  const label = fields.optionalText('label')
  if (label === null || label === '') return null
  if (Array.from(label).length > MAX_LABEL_LENGTH)
    throw fields.refuse('label', `must have at most ${MAX_LABEL_LENGTH} characters`)
  if (/[\r\n]/.test(label)) throw fields.refuse('label', 'must not contain line breaks')
  if (label.trim() !== label) throw fields.refuse('label', 'must not begin or end with white space')
  return label
}

/** Milliseconds since 1970, or null when no deadline is set. */
export function readDeadline(fields: Fields, nowMs: number): number | null {
  const text = fields.optionalText('deadline')
  if (text === null) return null
  const deadlineMs = parseTime(text)
  if (Number.isNaN(deadlineMs)) throw fields.refuse('deadline', 'must be a date or a date and time')
  if (deadlineMs <= nowMs) throw fields.refuse('deadline', 'must be in the future')
  return deadlineMs
}
