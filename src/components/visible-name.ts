/**
 * Characters that change how text around them looks, or that cannot be seen at all (checklist H1): controls, soft
 * hyphen, bidi marks and overrides, zero-width, tag and other ignorable characters, line separators, lone surrogates,
 * and every blank but the plain space. A variation selector is seen, and left alone, only where it makes an emoji; such
 * a match has no group.
 */
const DECEPTIVE =
  /\p{Extended_Pictographic}[\ufe0e\ufe0f]|[#*0-9]\ufe0f\u20e3|([\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u{2800}]|(?! )\p{Zs})/gu

/** What nearly all names are: there is nothing to look for in them. */
const PLAIN = /^[!-~](?:[ -~]*[!-~])?$/

/** Whether a name can be shown as it is. */
export const isPlainName = (name: string) => PLAIN.test(name)

export type NamePart = { text: string; escaped: boolean }

/** A name cut into what can be shown as it is and what is shown as a visible escape such as `U+202E`. */
export function visibleName(name: string): NamePart[] {
  const parts: NamePart[] = []
  let plainFrom = 0
  const edges = edgeSpaces(name)
  const spans = [edges.leading, ...deceptiveSpans(name), edges.trailing]
  for (const { from, to } of spans) {
    if (from < plainFrom || from === to) continue
    if (from > plainFrom) parts.push({ text: name.slice(plainFrom, from), escaped: false })
    parts.push({ text: escapeCharacters(name.slice(from, to)), escaped: true })
    plainFrom = to
  }
  if (plainFrom < name.length) parts.push({ text: name.slice(plainFrom), escaped: false })
  return parts
}

type Span = { from: number; to: number }

const deceptiveSpans = (name: string): Span[] =>
  Array.from(name.matchAll(DECEPTIVE)).flatMap(({ 1: found, index }) =>
    found === undefined ? [] : [{ from: index, to: index + found.length }],
  )

/** Counted, not matched: looking for ` +$` takes the square of the length of a name full of spaces. */
function edgeSpaces(name: string): { leading: Span; trailing: Span } {
  let to = 0
  while (name[to] === ' ') to += 1
  let from = name.length
  while (from > to && name[from - 1] === ' ') from -= 1
  return { leading: { from: 0, to }, trailing: { from, to: name.length } }
}

const escapeCharacters = (text: string) =>
  Array.from(text, (character) =>
    character === ' ' ? '␣' : `U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`,
  ).join('')

/**
 * The same as plain text, for places that take no markup: labels, titles, sentences. Anything but ASCII is isolated, so
 * that a name written from right to left cannot reorder the words around it.
 */
export function visibleText(name: string): string {
  if (isPlainName(name)) return name
  const text = visibleName(name)
    .map((part) => part.text)
    .join('')
  // oxlint-disable-next-line no-control-regex -- the range that is ASCII begins with the control characters
  return /^[\x00-\x7f]*$/.test(text) ? text : `\u2068${text}\u2069`
}
