import { dir, type Entry, file } from './fill'

const AT = '2026-11-05 05:05'

/** Checklist H: names that change what people see, or what programs do with them. */
const NAMES = [
  // Seen as something else: right-to-left override, isolates, zero width, tags, soft hyphen, control, separators.
  'invoice-\u202efdp.exe',
  'left\u2066right\u2069.txt',
  'zero\u200bwidth\u200d\u2060joined\ufeff.txt',
  'tagged\u{e0041}\u{e0042}.txt',
  'soft\u00adhyphen.txt',
  'bell\u0007and\u001b[31mred.txt',
  'next\u0085line.txt',
  'line\u2028separator\u2029.txt',
  'new\nline.txt',
  'carriage\rreturn.txt',
  'tab\tstop.txt',
  // Edge spaces, and names that differ only there.
  'space.txt',
  ' space.txt',
  'space.txt ',
  '\u00a0space.txt',
  // Twins: composed and decomposed, Latin and Cyrillic, upper and lower case.
  'caf\u00e9.txt',
  'cafe\u0301.txt',
  'paypal.txt',
  'p\u0430yp\u0430l.txt',
  'README',
  'readme',
  // Names of things in programs.
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  'null',
  'undefined',
  'NaN',
  '...',
  '-rf',
  '--help',
  '~',
  'CON',
  // Formulas, shells, markup, addresses.
  '=1+1',
  '+1+1',
  '-1+1',
  '@SUM(A1)',
  '=HYPERLINK("http:example.invalid","click").csv',
  `it's a "quote".txt`,
  '$(touch pwned).txt',
  '`id`.txt',
  'a;b|c&d>e<f.txt',
  '*.txt',
  '<img src=x onerror=alert(1)>.txt',
  '<script>alert(1)<script>',
  '{{7*7}}${7*7}.txt',
  // oxlint-disable-next-line no-script-url -- the name of a file
  'javascript:alert(1)',
  '100%.txt',
  '%2e%2e%2fetc%2fpasswd',
  '%00.txt',
  'what?.txt',
  'page#top.txt',
  'a&b=c.txt',
  'plus+plus.txt',
  'comma,colon:semicolon;.txt',
  // Long, and made of many code points.
  `${'long'.repeat(50)}`,
  `${'\u{1f9ea}'.repeat(50)}`,
  '\u{1f469}\u200d\u{1f52c} results \u{1f3f3}\ufe0f\u200d\u{1f308}.csv',
  `z${'\u0335\u0321\u0347'.repeat(20)}algo.txt`,
  '\u0627\u0644\u0628\u064a\u0627\u0646\u0627\u062a.csv',
  '\u6e2c\u5b9a\u7d50\u679c.csv',
]

export const hostileNames: Entry[] = [
  file('/READ ME FIRST.txt', 'Every name here is a trap, none of the contents is.\n', AT),
  ...NAMES.map((name) => file(`/names/${name}`, 'harmless\n', AT)),
  ...['__proto__', ' ', '\u202egnp', '-rf', '%2e%2e', 'a#b?c&d', 'new\nline'].flatMap((name) => [
    file(`/folders/${name}/inside.txt`, 'harmless\n', AT),
    dir(`/folders/${name}`, AT),
  ]),
  dir('/names', AT),
  dir('/folders', AT),
]
