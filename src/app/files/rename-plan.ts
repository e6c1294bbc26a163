import { escapeExpression } from './name-pattern'
import type { Listing } from '../../api/listing'
import { nameProblem } from './entry-name'
import { nameIndex } from '../shared/name-index'

export type RenameRule = {
  /** Text to look for, or `/an expression/`; empty for the whole name. */
  find: string
  /** What stands in its place: `$1` for a group of the expression, `{n}` for a number, `{nnn}` for one of three digits. */
  replacement: string
}

export type RenameStep = { from: string; to: string; problem: string | null }

export type RenamePlan = {
  /** Names that would change, in the order in which they were given. */
  steps: RenameStep[]
  /** The same in an order in which no name is taken when its turn comes; null while there is a problem. */
  order: { from: string; to: string }[] | null
}

/** Works out what names would become. The answer is a sentence when the rule is none. */
export function planRenames(
  names: readonly string[],
  listing: Listing,
  rule: RenameRule,
): RenamePlan | { problem: string } {
  // Nothing has been asked for yet.
  if (rule.find === '' && rule.replacement === '') return { steps: [], order: [] }
  const expression = readFind(rule.find)
  if ('problem' in expression) return expression
  const changed = names
    // Only what is meant is counted.
    .filter((name) => name.search(expression) !== -1)
    .map((from, index) => ({ from, to: from.replace(expression, numbered(rule.replacement, index + 1)) }))
    .filter(({ from, to }) => from !== to)
  const leaving = new Set(changed.map(({ from }) => from))
  const taken = new Map<string, number>()
  for (const { to } of changed) taken.set(to, (taken.get(to) ?? 0) + 1)

  const steps = changed.map(({ from, to }) => ({ from, to, problem: problemOf(to, listing, leaving, taken) }))
  const order = steps.some(({ problem }) => problem !== null) ? null : inOrder(changed, nameIndex(listing))
  return { steps, order }
}

function readFind(find: string): RegExp | { problem: string } {
  if (find === '') return /^.*$/s
  const source = /^\/(.+)\/$/s.exec(find)?.[1] ?? escapeExpression(find)
  try {
    return new RegExp(source, 'gu')
  } catch {
    return { problem: 'This is not a regular expression.' }
  }
}

const numbered = (replacement: string, number: number) =>
  replacement.replace(/\{(n+)\}/g, (_all, digits: string) => String(number).padStart(digits.length, '0'))

function problemOf(
  name: string,
  listing: Listing,
  leaving: ReadonlySet<string>,
  taken: ReadonlyMap<string, number>,
): string | null {
  if (name === '') return 'The name would be empty.'
  if (taken.get(name)! > 1) return 'Several would get this name.'
  // A name that is itself given up may be taken.
  return nameProblem(name, listing, leaving.has(name) ? name : null)
}

/** Each name waits for the one that still has it; names that wait for each other in a ring go by a name in between. */
function inOrder(changed: readonly { from: string; to: string }[], present: ReadonlyMap<string, number>) {
  const waiting = new Map(changed.map(({ from, to }) => [from, to]))
  const order: { from: string; to: string }[] = []
  while (waiting.size > 0) {
    const free = Array.from(waiting).filter(([, to]) => !waiting.has(to))
    for (const [from, to] of free) {
      order.push({ from, to })
      waiting.delete(from)
    }
    if (free.length > 0) continue
    const [from, to] = waiting.entries().next().value!
    let between = `${from}.renaming`
    while (present.has(between) || waiting.has(between)) between += '_'
    order.push({ from, to: between })
    waiting.delete(from)
    waiting.set(between, to)
  }
  return order
}
