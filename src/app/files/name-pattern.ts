import { foldName } from '../../api/listing'

/** Which names somebody means: words anywhere in the name, `*.tif` for the whole name, `/^run-\d+$/` as an expression. */
export type NamePattern = {
  kind: 'everything' | 'text' | 'glob' | 'expression'
  /** `folded` is the name in lower case without accents, as a listing keeps it. */
  matches: (name: string, folded: string) => boolean
}

export type PatternProblem = { problem: string }

/** Reads what was typed; the answer is a sentence when it is no pattern. Case and accents never matter. */
export function readNamePattern(typed: string): NamePattern | PatternProblem {
  const text = typed.trim()
  if (text === '') return { kind: 'everything', matches: () => true }
  const expression = EXPRESSION.exec(text)?.[1]
  if (expression !== undefined) return readExpression(expression)
  const wanted = foldName(text)
  if (!/[*?]/.test(wanted)) return { kind: 'text', matches: (_name, folded) => folded.includes(wanted) }
  return { kind: 'glob', matches: (_name, folded) => matchesGlob(wanted, folded) }
}

const EXPRESSION = /^\/(.+)\/$/s

/** Whether it is read as a regular expression, of which nobody knows how long it takes. */
export const isExpression = (typed: string) => EXPRESSION.test(typed.trim())

function readExpression(source: string): NamePattern | PatternProblem {
  try {
    const expression = new RegExp(source, 'iu')
    return { kind: 'expression', matches: (name) => expression.test(name) }
  } catch (error) {
    const reason = error instanceof Error ? error.message.replace(/^.*?: (?=[A-Z])/, '') : ''
    return { problem: `This is not a regular expression${reason && `: ${reason.toLowerCase()}`}.` }
  }
}

/**
 * `*` for any text and `?` for one character. Of several stars only the last is ever tried again, so that no pattern
 * takes long on any name.
 */
function matchesGlob(glob: string, name: string): boolean {
  let at = 0
  let next = 0
  /** The last star, and up to where it has taken the name. */
  let star = -1
  let taken = 0
  while (at < name.length) {
    if (glob[next] === '*') {
      star = next
      taken = at
      next += 1
    } else if (glob[next] === '?') {
      at += widthAt(name, at)
      next += 1
    } else if (next < glob.length && glob[next] === name[at]) {
      at += 1
      next += 1
    } else if (star >= 0) {
      taken += widthAt(name, taken)
      at = taken
      next = star + 1
    } else return false
  }
  while (glob[next] === '*') next += 1
  return next === glob.length
}

/** Halves of a character of two are never looked at by themselves. */
const widthAt = (text: string, at: number) => (text.codePointAt(at)! > 0xff_ff ? 2 : 1)

/** Text as an expression that finds it and nothing else. */
export const escapeExpression = (text: string) => text.replace(/[.+*?^${}()|[\]\\]/g, String.raw`\$&`)
