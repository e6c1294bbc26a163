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
  const expression = /^\/(.+)\/$/s.exec(text)?.[1]
  if (expression !== undefined) return readExpression(expression)
  const wanted = foldName(text)
  if (!/[*?]/.test(wanted)) return { kind: 'text', matches: (_name, folded) => folded.includes(wanted) }
  const whole = globExpression(wanted)
  return { kind: 'glob', matches: (_name, folded) => whole.test(folded) }
}

function readExpression(source: string): NamePattern | PatternProblem {
  try {
    const expression = new RegExp(source, 'iu')
    return { kind: 'expression', matches: (name) => expression.test(name) }
  } catch (error) {
    const reason = error instanceof Error ? error.message.replace(/^.*?: (?=[A-Z])/, '') : ''
    return { problem: `This is not a regular expression${reason && `: ${reason.toLowerCase()}`}.` }
  }
}

/** `*` for any text and `?` for one character; neighbouring stars are one, so that no pattern takes long. */
function globExpression(glob: string): RegExp {
  const source = glob
    .replace(/\*+/g, '*')
    .split(/([*?])/)
    .map((part) => (part === '*' ? '.*' : part === '?' ? '.' : escapeExpression(part)))
    .join('')
  return new RegExp(`^${source}$`, 'su')
}

/** Text as an expression that finds it and nothing else. */
export const escapeExpression = (text: string) => text.replace(/[.+*?^${}()|[\]\\]/g, String.raw`\$&`)
