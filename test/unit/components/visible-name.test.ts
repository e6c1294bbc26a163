import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isPlainName, visibleName } from '../../../src/components/visible-name'

const shown = (name: string) =>
  visibleName(name)
    .map(({ text, escaped }) => (escaped ? `[${text}]` : text))
    .join('')

describe('H1: what cannot be seen, or changes how the rest looks, is written out', () => {
  test.each<[string, string, string]>([
    ['an override that turns the extension around', 'invoice\u202egpj.exe', 'invoice[U+202E]gpj.exe'],
    ['bidi marks', 'a\u200e\u200f\u061cb', 'a[U+200E][U+200F][U+061C]b'],
    ['bidi isolates', '\u2066a\u2069', '[U+2066]a[U+2069]'],
    ['a zero-width space', 're\u200bport', 're[U+200B]port'],
    ['a word joiner', 're\u2060port', 're[U+2060]port'],
    ['a byte order mark', '\ufeffdata.csv', '[U+FEFF]data.csv'],
    ['a soft hyphen', 're\u00adport', 're[U+00AD]port'],
    ['a combining grapheme joiner', 'a\u034fb', 'a[U+034F]b'],
    ['tags', 'a\u{e0041}\u{e007f}', 'a[U+E0041][U+E007F]'],
    ['a tag nobody has assigned', 'a\u{e0002}', 'a[U+E0002]'],
    ['a line feed', 'a\nb', 'a[U+000A]b'],
    ['a carriage return', 'a\r\nb', 'a[U+000D][U+000A]b'],
    ['a tabulator', 'a\tb', 'a[U+0009]b'],
    ['an escape sequence', '\u001b[31mred', '[U+001B][31mred'],
    ['delete and C1 controls', '\u007f\u0085\u009b', '[U+007F][U+0085][U+009B]'],
    ['line and paragraph separators', 'a\u2028b\u2029c', 'a[U+2028]b[U+2029]c'],
    ['half an emoji', 'a\ud83d', 'a[U+D83D]'],
    ['the other half', '\ude00a', '[U+DE00]a'],
    ['a space that does not break', 'a\u00a0b', 'a[U+00A0]b'],
    ['spaces of other widths', 'a\u2003b\u200ac\u3000d\u1680e', 'a[U+2003]b[U+200A]c[U+3000]d[U+1680]e'],
    ['letters that are blank', '\u3164\u115f\uffa0\u2800', '[U+3164][U+115F][U+FFA0][U+2800]'],
    ['a variation selector behind a letter', 'a\ufe0f', 'a[U+FE0F]'],
    ['a variation selector behind a digit', '1\ufe0f.txt', '1[U+FE0F].txt'],
    ['a variation selector of the second kind', 'a\u{e0100}', 'a[U+E0100]'],
    ['a musical format character', 'a\u{1d173}b', 'a[U+1D173]b'],
  ])('%s', (_what, name, expected) => {
    expect(shown(name)).toBe(expected)
  })

  test.each([
    [' a', '[␣]a'],
    ['a ', 'a[␣]'],
    ['  a  b  ', '[␣␣]a  b[␣␣]'],
    ['   ', '[␣␣␣]'],
    [' \u200b ', '[␣][U+200B][␣]'],
    ['', ''],
  ])('spaces at the edges of %j', (name, expected) => {
    expect(shown(name)).toBe(expected)
  })

  /*
   * The joiners are zero-width characters: with a font that lacks the joined picture, and in most scripts with any
   * font, a name with one looks like a name without. A name that is read one character too precisely does no harm, a
   * name that passes for another does; so they are written out everywhere, in emoji and in Persian, too.
   */
  test.each([
    ['a scientist', '👩\u200d🔬.png', '👩[U+200D]🔬.png'],
    ['two pictures that no font joins', '💻\u200d💻', '💻[U+200D]💻'],
    ['a Persian word', 'می\u200cخواهم', 'می[U+200C]خواهم'],
    ['a flag that is spelled in tags', '🏴\u{e0067}\u{e007f}', '🏴[U+E0067][U+E007F]'],
  ])('the joiner in %s', (_what, name, expected) => {
    expect(shown(name)).toBe(expected)
  })
})

test.each([
  'README.md',
  'two words  and more.txt',
  'scan_01 (copy) [2] {3} #4 & 100%.h5',
  '<img src=x onerror=alert(1)>',
  'École été naïve Zürich',
  'e\u0301tude',
  'Ελληνικά',
  'Данные',
  'Հայերեն',
  'עברית',
  'العربية',
  'हिन्दी क्षेत्र',
  'বাংলা',
  'தமிழ்',
  'ภาษาไทย',
  'བོད་ཡིག',
  '한국어',
  '測定データ',
  'データ１',
  'Tiếng Việt',
  'ⵜⴰⵎⴰⵣⵉⵖⵜ',
  '𝔘𝔫𝔦𝔠𝔬𝔡𝔢',
  '😀 👍🏽 🇳🇴',
  '❤️ ☎️ 1️⃣ #️⃣',
  'ﬁle ½ €',
  '𠮷野家',
])('ordinary text is left alone: %s', (name) => {
  expect(visibleName(name)).toEqual([{ text: name, escaped: false }])
})

describe('whatever the name', () => {
  const anyName = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string({
      unit: fc.constantFrom('a', ' ', '\u202e', '\u200d', '\ud83d', '👩', '\n', '\u{e0041}', '\ufe0f'),
    }),
  )

  test('what is shown plain holds nothing that cannot be seen', () => {
    fc.assert(
      fc.property(anyName, (name) => {
        for (const { text, escaped } of visibleName(name))
          expect(text).toMatch(escaped ? /^(U\+[0-9A-F]{4,6}|␣+)$/ : /^[^\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]+$/u)
      }),
    )
  })

  test('it can be read back from what is shown', () => {
    const back = (name: string) =>
      visibleName(name)
        .map(({ text, escaped }) =>
          escaped
            ? Array.from(text.matchAll(/U\+([0-9A-F]{4,6})|␣/g), ([, code]) =>
                code === undefined ? ' ' : String.fromCodePoint(Number.parseInt(code, 16)),
              ).join('')
            : text,
        )
        .join('')
    fc.assert(
      fc.property(anyName, (name) => {
        expect(back(name)).toBe(name)
      }),
    )
  })

  test('H3: four kilobytes of it take no time to speak of', () => {
    const started = performance.now()
    visibleName(' '.repeat(4096) + 'a')
    visibleName(`a${' '.repeat(100_000)}b`)
    visibleName('\u202e'.repeat(4096))
    expect(performance.now() - started).toBeLessThan(1000)
  })
})

test('H1: what is shown as it is has nothing that would be written out', () => {
  const character = fc.constantFrom(
    'a',
    'Z',
    '7',
    '.',
    '-',
    ' ',
    '\t',
    '\u007f',
    '\u00a0',
    '\u202e',
    'é',
    '\ud83d',
  )
  fc.assert(
    fc.property(fc.array(character, { minLength: 1, maxLength: 6 }), (characters) => {
      const name = characters.join('')
      expect(isPlainName(name) && shown(name) !== name).toBe(false)
    }),
  )
  expect(isPlainName('run 12 (final).tif')).toBe(true)
})
