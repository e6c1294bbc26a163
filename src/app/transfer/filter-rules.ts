import type { DraftRule } from '../shared/draft/draft'

type NameType = 'file' | 'dir'

/** Which rule decides on an entry of a folder, by its place in the list; -1 for none, so that it is kept. */
export type RuleTest = (type: NameType, name: string) => number

/**
 * Rules made ready for many names. As the service tests them: in order, the first that fits the type and matches the
 * whole name decides, and what none matches is kept.
 * https://docs.globus.org/api/transfer/task_submit/#filter_rules
 */
export function compileRules(rules: readonly DraftRule[]): RuleTest {
  const compiled = rules.map(({ type, name }) => ({ type, matches: compilePattern(name) }))
  return (type, name) => {
    const characters = Array.from(name)
    return compiled.findIndex((rule) => (rule.type ?? type) === type && rule.matches(characters))
  }
}

/** Whether an entry is kept, by what `compileRules` said of it. */
export const isKept = (rules: readonly DraftRule[], deciding: number) => rules[deciding]?.method !== 'exclude'

/** One place of a pattern: any run of characters, or one character of a sort. */
type Step = '*' | ((character: string) => boolean)

/** `*`, `?`, `[...]` and `[!...]`, as the shell's; a backslash makes the next character mean itself. */
function compilePattern(pattern: string): (characters: readonly string[]) => boolean {
  const steps = readPattern(Array.from(pattern))
  return (characters) => {
    // Every place of the pattern that the text so far can have reached: no pattern takes longer than pattern × name.
    let reached = withEmptyStars(steps, new Set([0]))
    for (const character of characters) {
      const next = new Set<number>()
      for (const place of reached) {
        const step = steps[place]
        if (step === '*') next.add(place)
        else if (step?.(character)) next.add(place + 1)
      }
      if (next.size === 0) return false
      reached = withEmptyStars(steps, next)
    }
    return reached.has(steps.length)
  }
}

/** A star may stand for nothing at all. */
function withEmptyStars(steps: readonly Step[], reached: Set<number>): Set<number> {
  // A set is walked on to what is added meanwhile.
  for (const place of reached) if (steps[place] === '*') reached.add(place + 1)
  return reached
}

function readPattern(characters: readonly string[]): Step[] {
  const steps: Step[] = []
  let at = 0
  while (at < characters.length) {
    const character = characters[at]!
    const end = character === '[' ? endOfSet(characters, at) : -1
    if (character === '*') steps.push('*')
    else if (character === '?') steps.push(() => true)
    else if (end >= 0) steps.push(readSet(characters.slice(at + 1, end)))
    else {
      if (character === '\\' && at + 1 < characters.length) at += 1
      const wanted = characters[at]
      steps.push((other) => other === wanted)
    }
    at = Math.max(at, end) + 1
  }
  return steps
}

/** Where a set is closed; a `]` right at its beginning is one of its members. -1: the bracket is only a bracket. */
const endOfSet = (characters: readonly string[], open: number) =>
  characters.indexOf(']', open + (characters[open + 1] === '!' ? 3 : 2))

function readSet(written: readonly string[]): (character: string) => boolean {
  const negated = written[0] === '!'
  const members = written.slice(negated ? 1 : 0)
  const ranges: [from: string, to: string][] = []
  for (let at = 0; at < members.length; at += 1) {
    const from = members[at]!
    if (members[at + 1] === '-' && at + 2 < members.length) {
      ranges.push([from, members[at + 2]!])
      at += 2
    } else ranges.push([from, from])
  }
  return (character) => ranges.some(([from, to]) => character >= from && character <= to) !== negated
}
