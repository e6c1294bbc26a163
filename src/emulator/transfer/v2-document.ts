import { type Call, type Handler, json } from '../http'

/** Where a value stands, what is wrong with it, and the kind of mistake. */
type Problem = { loc: readonly string[]; msg: string; type: string }

/** A request whose form the newer interface cannot read: it answers 422 with a list. */
class InvalidRequest extends Error {
  override name = 'InvalidRequest'
  readonly problem: Problem

  constructor(problem: Problem) {
    super(problem.msg)
    this.problem = problem
  }
}

export const invalid = (loc: readonly string[], msg: string, type: string) =>
  new InvalidRequest({ loc, msg, type })

/** A handler of `/v2` that may throw `invalid`. */
export const withValidation =
  (handler: Handler): Handler =>
  async (call) => {
    try {
      return await handler(call)
    } catch (error) {
      if (!(error instanceof InvalidRequest)) throw error
      return json({ detail: [error.problem] }, 422)
    }
  }

export async function readDocument({ request }: Call): Promise<unknown> {
  try {
    return (await request.json()) as unknown
  } catch {
    throw invalid(['body'], 'JSON decode error', 'json_invalid')
  }
}

/** What stands at a place of a document; undefined when nothing does. */
function valueAt(document: unknown, loc: readonly string[]): unknown {
  let value = document
  for (const [depth, name] of loc.entries()) {
    if (value === undefined) return undefined
    if (typeof value !== 'object' || value === null || Array.isArray(value))
      throw invalid(['body', ...loc.slice(0, depth)], 'Input should be a valid dictionary', 'model_type')
    value = Object.hasOwn(value, name) ? (value as Record<string, unknown>)[name] : undefined
  }
  return value
}

export function optionalTextAt(document: unknown, ...loc: string[]): string | null {
  const value = valueAt(document, loc) ?? null
  if (value !== null && typeof value !== 'string')
    throw invalid(['body', ...loc], 'Input should be a valid string', 'string_type')
  return value
}

export function textAt(document: unknown, ...loc: string[]): string {
  const value = optionalTextAt(document, ...loc)
  if (value === null) throw invalid(['body', ...loc], 'Field required', 'missing')
  return value
}

export function requireLiteral(document: unknown, expected: string, ...loc: string[]) {
  if (textAt(document, ...loc) !== expected)
    throw invalid(['body', ...loc], `Input should be '${expected}'`, 'literal_error')
}

/** `page[limit]` of a list. */
export function readLimit({ url }: Call, limits: { maximum: number; default: number }): number {
  const text = url.searchParams.get('page[limit]')
  if (text === null) return limits.default
  const loc = ['query', 'page[limit]']
  if (!/^\d{1,9}$/.test(text)) throw invalid(loc, 'Input should be a valid integer', 'int_parsing')
  const limit = Number(text)
  if (limit < 1 || limit > limits.maximum)
    throw invalid(loc, `Input should be from 1 to ${limits.maximum}`, 'out_of_range')
  return limit
}
