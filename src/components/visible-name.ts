/**
 * Characters that change how text around them looks, or that cannot be seen at all (checklist H1): controls, soft
 * hyphen, bidi marks and overrides, zero-width and tag characters, line separators, lone surrogates.
 */
const DECEPTIVE =
  // oxlint-disable-next-line no-misleading-character-class -- combining characters that cannot be seen are listed one by one
  /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\u{a0}\u{34f}\u{115f}\u{1160}\u{17b4}\u{17b5}\u{2000}-\u{200a}\u{202f}\u{205f}\u{2800}\u{3000}\u{3164}\u{ffa0}]/gu

const EDGE_SPACES = /^ +| +$/g

export type NamePart = { text: string; escaped: boolean }

/** A name cut into what can be shown as it is and what is shown as a visible escape such as `U+202E`. */
export function visibleName(name: string): NamePart[] {
  const parts: NamePart[] = []
  let plainFrom = 0
  const spans = [...matchSpans(name, DECEPTIVE), ...matchSpans(name, EDGE_SPACES)].sort(
    (a, b) => a.from - b.from,
  )
  for (const { from, to } of spans) {
    if (from < plainFrom) continue
    if (from > plainFrom) parts.push({ text: name.slice(plainFrom, from), escaped: false })
    parts.push({ text: escapeCharacters(name.slice(from, to)), escaped: true })
    plainFrom = to
  }
  if (plainFrom < name.length) parts.push({ text: name.slice(plainFrom), escaped: false })
  return parts
}

const matchSpans = (text: string, pattern: RegExp) =>
  Array.from(text.matchAll(pattern), (match) => ({ from: match.index, to: match.index + match[0].length }))

const escapeCharacters = (text: string) =>
  Array.from(text, (character) =>
    character === ' ' ? '␣' : `U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`,
  ).join('')
