type Token = { star: true } | { star: false; matches: (character: string) => boolean }

const STAR: Token = { star: true }
const one = (matches: (character: string) => boolean): Token => ({ star: false, matches })

/** Whether a pattern contains `*`, `?` or `[` that no backslash makes literal. */
export const hasWildcards = (pattern: string) => /[*?[]/.test(pattern.replace(/\\./gsu, ''))

/** A pattern's text once its backslashes have done their work. */
export const withoutEscapes = (pattern: string) => pattern.replace(/\\([*?[\]\\])/gu, '$1')

/**
 * Whether `name` matches a glob of `*`, `?`, `[...]` and `[!...]` as a whole. It takes at most pattern × name steps,
 * whatever the pattern: a regular expression made of many stars would not.
 */
export function matchesGlob(pattern: string, name: string): boolean {
  const tokens = parse(Array.from(pattern))
  const characters = Array.from(name)
  let at = 0
  let token = 0
  let lastStar = -1
  let starStart = 0
  while (at < characters.length) {
    const current = tokens[token]
    if (current?.star) {
      lastStar = token
      starStart = at
      token += 1
    } else if (current?.matches(characters[at]!)) {
      at += 1
      token += 1
    } else if (lastStar >= 0) {
      // The last star takes one character more.
      starStart += 1
      at = starStart
      token = lastStar + 1
    } else return false
  }
  return tokens.slice(token).every(({ star }) => star)
}

/**
 * Whether some path that fits a route (`/task/:taskId`, each name one part of the path) matches the glob: walks both at
 * once, with every place of the glob that can be reached so far.
 */
export function fitsRoute(pattern: string, route: string): boolean {
  const tokens = parse(Array.from(pattern))
  const past = (reached: ReadonlySet<number>) => {
    const all = new Set(reached)
    // A set is walked on to what is added meanwhile.
    for (const place of all) if (tokens[place]?.star) all.add(place + 1)
    return all
  }
  let reached = past(new Set([0]))
  for (const element of route.match(/:\w+|./gsu) ?? []) {
    const isName = element.length > 1 && element.startsWith(':')
    const next = new Set(isName ? reached : [])
    for (const place of isName ? next : reached) {
      const token = tokens[place]
      if (token?.star) next.add(isName ? place + 1 : place)
      else if (token && (isName ? isNoSlash(token) : token.matches(element))) next.add(place + 1)
    }
    reached = past(next)
  }
  return reached.has(tokens.length)
}

/** Whether it stands for anything but a slash; what stands for more than that stands for a hyphen too. */
const isNoSlash = ({ matches }: Exclude<Token, { star: true }>) => !matches('/') || matches('-')

function parse(pattern: string[]): Token[] {
  const tokens: Token[] = []
  for (let index = 0; index < pattern.length; index += 1) {
    const character = pattern[index]!
    if (character === '*') tokens.push(STAR)
    else if (character === '?') tokens.push(one(() => true))
    else if (character === '\\' && index + 1 < pattern.length) {
      index += 1
      const literal = pattern[index]!
      tokens.push(one((other) => other === literal))
    } else {
      // A `]` right after the bracket belongs to the set, so it cannot close it.
      const negated = pattern[index + 1] === '!'
      const start = index + (negated ? 2 : 1)
      const end = character === '[' ? pattern.indexOf(']', start + 1) : -1
      if (end < 0) tokens.push(one((other) => other === character))
      else {
        const inSet = characterSet(pattern.slice(start, end))
        tokens.push(one((other) => inSet(other) !== negated))
        index = end
      }
    }
  }
  return tokens
}

function characterSet(members: string[]): (character: string) => boolean {
  const ranges: [from: string, to: string][] = []
  for (let index = 0; index < members.length; index += 1) {
    const from = members[index]!
    const isRange = members[index + 1] === '-' && index + 2 < members.length
    ranges.push([from, isRange ? members[index + 2]! : from])
    if (isRange) index += 2
  }
  return (character) => ranges.some(([from, to]) => character >= from && character <= to)
}
