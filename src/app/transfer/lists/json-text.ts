/**
 * JSON read piece by piece: `JSON.parse` of a list of 100,000 items would hold the page for longer than anybody should
 * notice, so what is between the items is scanned here, and each item parsed by itself.
 */

export class JsonProblem extends Error {
  override name = 'JsonProblem'
}

/** A place in a text of JSON. */
export class JsonScanner {
  readonly text: string
  at = 0

  constructor(text: string) {
    this.text = text
    this.skipBlanks()
  }

  get next() {
    return this.text[this.at]
  }

  /** Whether this character comes next; it is passed then. */
  pass(character: string): boolean {
    if (this.next !== character) return false
    this.at += 1
    this.skipBlanks()
    return true
  }

  expect(character: string) {
    if (!this.pass(character)) throw new JsonProblem(`There should be ${character} here.`)
  }

  /** The value that comes next. */
  value(): unknown {
    return this.#parse(this.#valueEnd(this.text.length))
  }

  /** The same, if it is short enough to be parsed in one go; undefined otherwise, and nothing is passed. */
  shortValue(most: number): unknown {
    const end = this.#valueEnd(this.at + most)
    return end < this.at + most ? this.#parse(end) : undefined
  }

  #parse(end: number): unknown {
    try {
      const value: unknown = JSON.parse(this.text.slice(this.at, end))
      this.at = end
      this.skipBlanks()
      return value
    } catch {
      throw new JsonProblem('This is no JSON.')
    }
  }

  /** The elements of the list that comes next: `each` passes one and answers what it was. */
  *elements<Element>(each: () => Iterable<Element>): Generator<Element> {
    this.expect('[')
    if (this.pass(']')) return
    do yield* each()
    while (this.pass(','))
    this.expect(']')
  }

  /** The names of the object that comes next; after each of them its value is to be passed. */
  *names(): Generator<string> {
    this.expect('{')
    if (this.pass('}')) return
    do {
      if (this.next !== '"') throw new JsonProblem('There should be a name in quotes here.')
      const name = this.value() as string
      this.expect(':')
      yield name
    } while (this.pass(','))
    this.expect('}')
  }

  skipBlanks() {
    let character = this.text[this.at]
    while (character === ' ' || character === '\n' || character === '\r' || character === '\t')
      character = this.text[(this.at += 1)]
  }

  #valueEnd(before: number): number {
    const { text } = this
    let depth = 0
    for (let at = this.at; at < text.length;) {
      const character = text[at]
      if (character === '"') {
        at = this.#stringEnd(at)
        if (depth === 0) return at
      } else if (character === '{' || character === '[') {
        depth += 1
        at += 1
      } else if (character === '}' || character === ']') {
        // One that was not opened here belongs to what is around a number or a word, as does a comma.
        if (depth === 0) return at
        depth -= 1
        at += 1
        if (depth === 0) return at
      } else if (character === ',' && depth === 0) return at
      else at += 1
    }
    return before
  }

  #stringEnd(start: number): number {
    for (let at = start + 1; ;) {
      const quote = this.text.indexOf('"', at)
      if (quote === -1) return this.text.length
      let escapes = 0
      while (this.text[quote - 1 - escapes] === '\\') escapes += 1
      if (escapes % 2 === 0) return quote + 1
      at = quote + 1
    }
  }
}
