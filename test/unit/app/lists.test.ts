import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { wholeText } from '../../../src/app/shared/code/export'
import { shellSplit } from '../../../src/app/transfer/lists/batch-list'
import { checkRows, NO_MAPPING, withPrefix } from '../../../src/app/transfer/lists/check-rows'
import { csvRecords } from '../../../src/app/transfer/lists/csv-text'
import { decodeText } from '../../../src/app/transfer/lists/decode'
import { refusedList } from '../../../src/app/transfer/lists/list-export'
import { formatOf, type ListFormat, readList } from '../../../src/app/transfer/lists/read-list'
import { answers, outputOf } from '../../support/programs'
import { aDraft, aNewItem } from './drafts'
import { imported } from './imported'

const pathsOf = ({ items }: { items: readonly { source_path: string; lands: string | null }[] }) =>
  items.map(({ source_path, lands }) => [source_path, lands])

describe('CSV', () => {
  test.each<[string, string, [string, string | null][]]>([
    ['a heading in any order', 'Destination Path,SOURCE\r\nb.txt,/a.txt\r\n', [['/a.txt', 'b.txt']]],
    [
      'tabs',
      '/a b\t/c d\n/e\t\n',
      [
        ['/a b', '/c d'],
        ['/e', null],
      ],
    ],
    ['semicolons', '/a;/b\n', [['/a', '/b']]],
    ['quotes, separators and line breaks in fields', '"/a ""b"", c","/d\ne"\n', [['/a "b", c', '/d\ne']]],
    ['a folder to put a file into', '/a/b.txt,/in/\n', [['/a/b.txt', '/in/b.txt']]],
    ['home folders', '~/a,~/b\n', [['/~/a', '/~/b']]],
    [
      'no line end at the end, and blank lines',
      '\n/a,/b\n\n\n/c,/d',
      [
        ['/a', '/b'],
        ['/c', '/d'],
      ],
    ],
  ])('takes %s', async (_, text, expected) => {
    const result = await imported(text, { format: 'csv' })
    expect([pathsOf(result), result.refused]).toEqual([expected, []])
  })

  test('says of each refused row where it is and why, and takes the others', async () => {
    const text = [
      'source,destination,kind,size,checksum',
      '/ok,/ok,file,3,',
      'relative,,,,',
      '/a/../b,,,,',
      '/a,/b/../c,,,',
      ',,,,',
      '/a,,pipe,,',
      '/a,,,many,',
      '/a,,,,zz',
      '/a/,,file,,',
      '/f/,,folder,,d41d8cd98f00b204e9800998ecf8427e',
      '/a,b,c,d,e,f',
      '"/x"y,,,,',
      '"/last,,,,',
      '/after,,,,',
    ].join('\n')
    const { items, refused } = await imported(text)
    expect(items.map(({ source_path }) => source_path)).toEqual(['/ok', '/after'])
    expect(refused.map(({ row, problem }) => `${row}: ${problem}`)).toEqual([
      '3: A path starts with / or with ~/ for the home folder.',
      '4: A path cannot contain . or .. as a name. Write where it really is.',
      '5: Where it lands: A path cannot contain . or .. as a name. Write where it really is.',
      '6: There is no path.',
      '7: Its kind is none of file, folder, link, unknown.',
      '8: Its size is no number of bytes.',
      '9: Its checksum has the length of none that Globus knows.',
      '10: Its path ends with a slash, as that of a folder does. The list says that it is none.',
      '11: Only a file can have a checksum.',
      '12: It has 6 fields under 5 headings. Quote a field that has the separator in it.',
      '13: There is text after a closing quote. In a quoted field, write a quote twice.',
      '14: A quote is never closed. In a quoted field, write a quote twice.',
    ])
    const report = Array.from(csvRecords(wholeText(refusedList(refused)), ','))
    expect(report[1]).toMatchObject({ fields: ['3', refused[0]!.problem, 'relative'] })
  })

  test('a heading without a source refuses the list', async () => {
    const { items, refused } = await imported('size,to\n3,/a\n')
    expect([items, refused.map(({ problem }) => problem)]).toEqual([
      [],
      ['No column is called source. Name one so, or leave the heading out.'],
    ])
  })

  test('a quote on every line costs no more than the text is long', async () => {
    const { refused } = await imported('"a\n'.repeat(20_000) + '"', { format: 'csv' })
    expect(refused.length).toBeGreaterThan(0)
  })
})

describe('lines of a batch', () => {
  test('are taken as the CLI takes them', async () => {
    const text = `# a comment\n\n--recursive '/a b/' "/c \\"d\\"/"\n/x\\ y /z # why\n--no-recursive -- -n /m\n-r ~/s ~/t\n--external-checksum d41d8cd98f00b204e9800998ecf8427e /e /f\n`
    const { items, refused } = await imported(text, {
      mapping: { ...NO_MAPPING, source: { from: '-', to: '/-' } },
    })
    expect(refused).toEqual([])
    expect(items.map(({ source_path, lands, kind }) => [source_path, lands, kind])).toEqual([
      ['/a b/', '/c "d"', 'folder'],
      ['/x y', '/z', 'unknown'],
      ['/-n', '/m', 'file'],
      ['/~/s/', '/~/t', 'folder'],
      ['/e', '/f', 'file'],
    ])
    expect(items[4]).toMatchObject({
      external_checksum: 'd41d8cd98f00b204e9800998ecf8427e',
      checksum_algorithm: 'MD5',
    })
  })
  test('that the CLI would refuse are refused', async () => {
    const { refused } = await imported(`/a\n'/a /b\n/a /b /c\n--what /a /b\n/a /b \\`, { format: 'batch' })
    expect(refused.map(({ row, problem }) => `${row}: ${problem}`)).toEqual([
      '1: A line has two paths: from where, and to where. Quote one with blanks in it.',
      '2: A quote is never closed.',
      '3: A line has two paths: from where, and to where. Quote one with blanks in it.',
      '4: The CLI knows no option --what here. Write -- before the paths.',
      '5: There is nothing after the last backslash.',
    ])
  })
  test.skipIf(!answers('python3', '-c', ''))(
    'H7: are cut into words as Python cuts them (skipped where there is no python3)',
    () => {
      const unit = fc.constantFrom(...`ab '"\\#\t=-~é💾`)
      const lines = fc.sample(fc.string({ unit, maxLength: 14 }), 2_000)
      const program = `import json, shlex, sys
def split(line):
    try: return shlex.split(line, comments=True)
    except ValueError: return None
print(json.dumps([split(line) for line in json.load(sys.stdin)]))`
      const expected = JSON.parse(outputOf('python3', ['-c', program], JSON.stringify(lines))) as unknown[]
      const words = (line: string) => {
        const split = shellSplit(line)
        return 'words' in split ? split.words : null
      }
      expect(lines.map(words)).toEqual(expected)
    },
  )
})

test('checksum files bring checksums, and keep the folders that names are in', async () => {
  const md5 = 'd41d8cd98f00b204e9800998ecf8427e'
  const sha = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'
  const text = `${sha}  ./run/a b.txt\n${sha} *b.bin\n\\${sha}  c\\nd\\\\e\nMD5 (f (1).txt) = ${md5}\n${sha}  /abs\nnonsense\n`
  const mapping = { ...NO_MAPPING, folder: '/data' }
  const { items, refused } = await imported(text, { mapping })
  expect(items).toEqual(
    [
      ['/data/run/a b.txt', 'run/a b.txt', sha, 'SHA256'],
      ['/data/b.bin', null, sha, 'SHA256'],
      ['/data/c\nd\\e', null, sha, 'SHA256'],
      ['/data/f (1).txt', null, md5, 'MD5'],
      // Only what has no folder of its own gets one.
      ['/abs', null, sha, 'SHA256'],
    ].map(([source_path, lands, external_checksum, checksum_algorithm]) => ({
      source_path,
      lands,
      external_checksum,
      checksum_algorithm,
      kind: 'file',
      size: null,
    })),
  )
  expect(refused).toEqual([
    {
      row: 6,
      text: 'nonsense',
      problem: 'This is no line of a checksum file: the checksum, two blanks, the name.',
    },
  ])
})

describe('JSON', () => {
  test('may be paths, items, or documents, and says what is wrong with each item', async () => {
    const text = `["/a", {"source_path": "/b/", "recursive": true}, 5, {"source_path": 5}, {"source_path": "/c", "size": -1}]`
    const { items, refused } = await imported(text)
    expect(items.map(({ source_path, kind }) => [source_path, kind])).toEqual([
      ['/a', 'unknown'],
      ['/b/', 'folder'],
    ])
    expect(refused.map(({ row, problem }) => `${row}: ${problem}`)).toEqual([
      '3: This is neither a path nor an item.',
      '4: It has no source_path.',
      '5: Its size is no number of bytes.',
    ])
  })
  test('that breaks off is taken as far as it goes', async () => {
    const { items, refused } = await imported('{"DATA": [{"source_path": "/a"}, {"source_path": "/b"')
    expect(items).toHaveLength(1)
    expect(refused).toEqual([
      { row: 2, text: '', problem: expect.stringMatching(/Nothing after it was read\.$/) },
    ])
  })
})

test('no text makes reading fail', async () => {
  const formats = fc.constantFrom<ListFormat>('csv', 'batch', 'checksums', 'json')
  const pieces = fc.constantFrom(
    '"',
    "'",
    ',',
    '\n',
    '\r',
    '\\',
    '{',
    '}',
    '[',
    ']',
    ':',
    '"DATA"',
    '/a',
    '\t',
    ';',
    '#',
  )
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(pieces).map((all) => all.join('')),
  )
  await fc.assert(
    fc.asyncProperty(text, formats, async (text, format) => {
      const { items, refused } = await imported(text, { format })
      expect(items.every(({ source_path }) => source_path.startsWith('/'))).toBe(true)
      expect(refused.every(({ problem }) => problem.endsWith('.'))).toBe(true)
      formatOf(text, null)
    }),
    { numRuns: 500 },
  )
  await imported('['.repeat(200_000), { format: 'json' })
})

describe('prefixes', () => {
  const path = fc.string({ maxLength: 8 })
  test('what begins so begins otherwise, and all else stays', () => {
    fc.assert(
      fc.property(path, path, path, (from, to, rest) => {
        expect(withPrefix(from + rest, { from, to })).toBe(to + rest)
        const other = `x${rest}`
        expect(withPrefix(other, { from, to })).toBe(
          other.startsWith(from) ? to + other.slice(from.length) : other,
        )
      }),
    )
  })
})

test('a row that is there already is counted, not added', async () => {
  const { rows } = await readList('/a\n/a\n/b\n/c,/d\n', 'csv')
  const there = aDraft([aNewItem('/b')]).items
  const { items, repeated } = await checkRows(rows, NO_MAPPING, there)
  expect([items.map(({ source_path }) => source_path), repeated]).toEqual([['/a', '/c'], 2])
})

describe('files', () => {
  const utf8 = (text: string) => new TextEncoder().encode(text)
  const utf16 = (text: string, isLittle: boolean, hasMark: boolean) => {
    const bytes = new DataView(new ArrayBuffer((text.length + (hasMark ? 1 : 0)) * 2))
    Array.from((hasMark ? '\ufeff' : '') + text).forEach((unit, at) =>
      bytes.setUint16(at * 2, unit.charCodeAt(0), isLittle),
    )
    return new Uint8Array(bytes.buffer)
  }
  test.each([
    ['UTF-8', utf8('/a,/é\n')],
    ['UTF-8 with a mark', utf8('\ufeff/a,/é\n')],
    ['UTF-16 with a mark', utf16('/a,/é\n', true, true)],
    ['big-endian UTF-16 with a mark', utf16('/a,/é\n', false, true)],
    ['UTF-16 without a mark', utf16('/a,/é\n', true, false)],
  ])('%s is a text', async (_, bytes) => {
    expect(await decodeText(bytes)).toEqual({ text: '/a,/é\n', isBroken: false })
  })
  test('a binary or an empty one is refused', async () => {
    const png = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49])
    expect(await decodeText(png)).toEqual({ problem: expect.stringMatching(/^This is no text file\./) })
    expect(await decodeText(new Uint8Array())).toEqual({ problem: 'The file is empty.' })
  })
  test('a row with bytes that are no text is refused, the others are not', async () => {
    const decoded = await decodeText(Uint8Array.from([...utf8('/ok\n/l'), 0xe9, ...utf8('on\n')]))
    if ('problem' in decoded) throw new Error(decoded.problem)
    const { rows, refused } = await readList(decoded.text, 'csv', decoded.isBroken)
    expect(rows.map(({ source }) => source)).toEqual(['/ok'])
    expect(refused).toMatchObject([{ row: 2, problem: expect.stringMatching(/no UTF-8 text/) }])
  })
  test('200,000 rows are read, and the page has its turn between', async () => {
    const text = Array.from({ length: 200_000 }, (_, at) => `/data/run-${at}.dat,/in/run-${at}.dat`).join(
      '\n',
    )
    let turns = 0
    const { rows } = await readList(text, 'csv', false, undefined, () => (turns += 1))
    expect(rows).toHaveLength(200_000)
    expect(turns).toBeGreaterThan(1)
    const aborted = new AbortController()
    aborted.abort(new Error('Enough'))
    await expect(readList(text, 'csv', false, aborted.signal)).rejects.toThrow('Enough')
  })
})

test.each<[string, string | null, ListFormat]>([
  ['/a,/b', 'list.csv', 'csv'],
  ['/a /b', 'list.tsv', 'csv'],
  ['', 'SHA256SUMS', 'checksums'],
  [' {"DATA": []}', null, 'json'],
  ["--recursive -- '/a' '/b'", null, 'batch'],
  ['# comment\n/a /b', null, 'batch'],
  ['/a\t/b', null, 'csv'],
  ['source,destination\n', 'x.txt', 'csv'],
  ['d41d8cd98f00b204e9800998ecf8427e  a', null, 'checksums'],
  ['/just/one path', null, 'batch'],
  ['/just/one', null, 'csv'],
  ["'/a, b' /c", null, 'batch'],
])('%j in %j is taken for %s', (text, name, format) => {
  expect(formatOf(text, name)).toBe(format)
})
