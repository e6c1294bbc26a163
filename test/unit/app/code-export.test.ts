import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { NewItem } from '../../../src/app/shared/draft/draft'
import { cliExport } from '../../../src/app/shared/code/cli-export'
import { firstLines, wholeText } from '../../../src/app/shared/code/export'
import { jsonExport } from '../../../src/app/shared/code/json-export'
import { pythonExport } from '../../../src/app/shared/code/python-export'
import { MOST_ITEMS, type TransferBody, transferBodies } from '../../../src/app/transfer/transfer-body'
import { answers, outputOf } from '../../support/programs'
import { submittedBy } from './cli-commands'
import { aDraft, aNewItem, anyDraft, DESTINATION, SOURCE } from './drafts'

const CLIENT = '0d1a4c1e-6b7f-4a52-8c0e-1f2f6b1c9a10'
const NOBODY = { source: null, destination: null }
const bodiesOf = (items: readonly NewItem[], options = {}) => transferBodies(aDraft(items, options), NOBODY)
const scriptOf = (bodies: readonly TransferBody[], place: 'inline' | 'file' = 'inline') => {
  const { script, refused } = cliExport(bodies, place)
  if (!script) throw new Error(refused?.reason ?? 'There is no script')
  return wholeText(script)
}

describe('the command line', () => {
  test('says a folder and a file, and every option, in a batch', () => {
    const bodies = bodiesOf([aNewItem('/~/run 17/'), aNewItem("/~/it's.txt", { lands: 'b/its.txt' })], {
      label: 'run 17',
      sync_level: 3,
      delete_destination_extra: true,
      notify_on_succeeded: false,
      filter_rules: [
        { method: 'include', type: 'file', name: '*.tmp.gz' },
        { method: 'exclude', type: null, name: '*.tmp' },
      ],
    })
    expect(scriptOf(bodies)).toBe(`#!/bin/sh
# The CLI has no option for this: leave out folders named *.tmp (the command has this rule for files only).
# The CLI has no option for this: the folders that all items share are noted with the task (store_base_path_info).
globus transfer \\
  --label='run 17' \\
  --sync-level=checksum \\
  --verify-checksum \\
  --preserve-timestamp \\
  --delete-destination-extra \\
  --notify=failed,inactive \\
  --include='*.tmp.gz' \\
  --exclude='*.tmp' \\
  --batch=- \\
  -- \\
  ${SOURCE} \\
  ${DESTINATION} <<'EOF'
--recursive -- '/~/run 17/' '/incoming/run 17/'
--no-recursive -- '/~/it'\\''s.txt' '/incoming/b/its.txt'
EOF
`)
  })

  test('says a single item without a batch, also one whose name has a line break', () => {
    const script = scriptOf(bodiesOf([aNewItem('/a/x\ny')], { label: 'l', verify_checksum: false }))
    expect(script).toContain(`  --no-verify-checksum \\
  --preserve-timestamp \\
  --no-recursive \\
  -- \\
  '${SOURCE}:/a/x\ny' \\
  '${DESTINATION}:/incoming/x\ny'
`)
  })

  test('leaves the items to a file where that is wanted', () => {
    const bodies = bodiesOf([aNewItem('/a'), aNewItem('/b/')])
    const { batches } = cliExport(bodies, 'file')
    expect(scriptOf(bodies, 'file')).toContain(`--batch=batch.txt`)
    expect(batches.map((file) => [file.name, wholeText(file)])).toEqual([
      ['batch.txt', "--no-recursive -- '/a' '/incoming/a'\n--recursive -- '/b/' '/incoming/b/'\n"],
    ])
  })

  test('becomes several commands where one request cannot name everything', () => {
    const items = Array.from({ length: MOST_ITEMS + 1 }, (_, at) => aNewItem(`/a/${at}`))
    const bodies = bodiesOf(items, { label: 'many' })
    const script = scriptOf(bodies)
    expect(script.match(/^globus transfer/gm)).toHaveLength(2)
    expect(script).toContain("--label='many (2 of 2)'")
    const { batches } = cliExport(bodies, 'file')
    // The second part has one item, which stands in its command.
    expect(batches.map(({ name }) => name)).toEqual(['batch-1.txt'])
  })

  test('has rules only where a part has folders, which the CLI insists on', () => {
    const files = Array.from({ length: MOST_ITEMS }, (_, at) => aNewItem(`/a/${at}`))
    const filter_rules = [{ method: 'exclude', type: 'file', name: '*.tmp' }]
    const script = scriptOf(bodiesOf([aNewItem('/f/'), ...files], { filter_rules }))
    expect(script.match(/--exclude=/g)).toHaveLength(1)
  })

  const other = aNewItem('/b')
  const lineEnds = ['\n', '\r', '\v', '\f', '\x1c', '\x1d', '\x1e', '\x85', '\u2028', '\u2029']
  test.each(lineEnds)('H7: refuses a name with %j in a batch, and says which', (character) => {
    const path = `/a${character}b`
    const { refused, script } = cliExport(bodiesOf([other, aNewItem(path)]), 'file')
    expect(refused).toEqual({ reason: 'Its path has a line break.', path })
    expect(script).toBeNull()
  })

  test.each<[string, NewItem[], object, RegExp, string | undefined]>([
    ['H6: NUL', [aNewItem('/a\0b')], {}, /has a NUL character/, '/a\0b'],
    ['H6: NUL in the label', [other], { label: 'a\0b' }, /The label has a NUL/, undefined],
    ['half a character', [aNewItem('/a\ud800'), other], {}, /is not valid Unicode/, '/a\ud800'],
    ['a path that the CLI would tidy', [aNewItem('/a//b'), other], {}, /an empty name, \. or \.\./, '/a//b'],
    ['a symbolic link', [aNewItem('/a', { kind: 'link' })], {}, /symbolic link/, '/a'],
    [
      'rules where nothing is known to be a folder',
      [aNewItem('/a', { kind: 'unknown' })],
      { filter_rules: [{ method: 'exclude', type: 'file', name: '*' }] },
      /known to be a folder/,
      undefined,
    ],
    [
      'checksums of several algorithms',
      [other, aNewItem('/c', { external_checksum: 'ab', checksum_algorithm: 'MD5' })],
      {},
      /one checksum algorithm/,
      '/c',
    ],
  ])('refuses %s, and says why', (_, items, options, reason, path) => {
    const { refused, script } = cliExport(bodiesOf(items, options), 'inline')
    expect(refused?.reason).toMatch(reason)
    expect(refused?.path).toBe(path)
    expect(script).toBeNull()
  })

  test('names in words what it cannot say', () => {
    const rule = { method: 'exclude', type: 'dir', name: 'cache\n' }
    const bodies = bodiesOf([aNewItem('/a/')], { recursive_symlinks: 'keep', filter_rules: [rule] })
    expect(cliExport(bodies, 'inline').missing).toEqual([
      'symbolic links below folders are kept as links.',
      'leave out folders named cacheU+000A (this rule is not in the command).',
    ])
    expect(scriptOf(bodies)).not.toContain('--exclude')
  })
})

/** Every other one with the items in two parts, as those are that one request cannot name. */
const inParts = (all: readonly TransferBody[][]): TransferBody[][] =>
  all.map((bodies, at) =>
    bodies.flatMap((body): TransferBody[] => {
      const { DATA, filter_rules, ...common } = body
      if (at % 2 === 0 || DATA.length < 2) return [body]
      const isFolder = (item: (typeof DATA)[number]) => 'recursive' in item && item.recursive
      const part = (items: typeof DATA) => ({
        ...common,
        ...(filter_rules && items.some(isFolder) && { filter_rules }),
        DATA: items,
      })
      return [part(DATA.slice(0, 1)), part(DATA.slice(1))]
    }),
  )

const hasPython = answers('python3', '-c', '')

/** What the CLI cannot be told is no part of the comparison; the export has named it. */
function sayable(body: TransferBody): Record<string, unknown> {
  const { store_base_path_info: _info, recursive_symlinks: _links, filter_rules, ...rest } = body
  const rules = (filter_rules ?? [])
    .filter(({ type }) => type !== 'dir')
    .map((rule) => ({ ...rule, type: 'file' }))
  return plain({ ...rest, ...(rules.length > 0 ? { filter_rules: rules } : {}) })
}

/** A document as the service understands it: what says the same as nothing is left out. */
function plain(document: object): Record<string, unknown> {
  const saysNothing = (name: string, value: unknown) =>
    value === null ||
    value === undefined ||
    (name.startsWith('notify_') ? value === true : value === false && name !== 'verify_checksum')
  return Object.fromEntries(Object.entries(document).filter(([name, value]) => !saysNothing(name, value)))
}

/** Stands in for the CLI: writes down its arguments and what it could read. */
const RECORD = `globus() { for word do printf '%s\\0' "$word"; done; printf '\\1\\0'; cat; printf '\\0'; }\n`

function readRecord(record: string) {
  const calls: { argv: string[]; batch: string }[] = []
  let argv: string[] = []
  const words = record.split('\0').slice(0, -1).values()
  for (const word of words) {
    if (word !== '\x01') argv.push(word)
    else {
      calls.push({ argv, batch: words.next().value! })
      argv = []
    }
  }
  return calls
}

describe.each(['bash', 'dash', 'zsh'])('in %s', (shell) => {
  test.skipIf(!hasPython || !answers(shell, '-c', ':'))(
    'H6, H7: the commands become arguments and lines that say the same transfer (skipped without the shell or python3)',
    () => {
      const all = inParts(
        fc.sample(anyDraft, { numRuns: 1_500 }).map((draft) => transferBodies(draft, NOBODY)),
      )
      const said = all.filter((bodies) => cliExport(bodies, 'inline').script)
      expect(said.length).toBeGreaterThan(50)
      expect(said.some((bodies) => bodies.length === 2)).toBe(true)
      const directory = mkdtempSync(join(tmpdir(), 'towpath-shell-'))
      try {
        const file = join(directory, 'all.sh')
        writeFileSync(file, RECORD + said.map((bodies) => scriptOf(bodies)).join(''))
        const calls = readRecord(outputOf(shell, [file]))
        const batches = splitBatches(calls.map(({ batch }) => batch))
        const documents = calls.map(({ argv }, at) => plain(submittedBy(argv, batches[at]!)))
        expect(documents).toEqual(said.flat().map(sayable))
      } finally {
        rmSync(directory, { recursive: true })
      }
    },
  )
})

/** As the CLI does it (`shlex_process_stream` in its utils.py): lines first, then words. */
const splitBatches = (batches: readonly string[]) =>
  JSON.parse(outputOf('python3', ['-c', SPLIT], JSON.stringify(batches))) as string[][][]

const SPLIT = `import json, shlex, sys
words = lambda line: shlex.split(line, comments=True)
print(json.dumps([[words(line) for line in batch.splitlines()] for batch in json.load(sys.stdin)]))`

const STAND_IN = fileURLToPath(new URL('../../support/sdk-stand-in.py', import.meta.url))

describe('the Python script', () => {
  test.skipIf(!hasPython)(
    'submits the documents of the form, whatever the names (skipped where there is no python3)',
    () => {
      const all = inParts(fc.sample(anyDraft, { numRuns: 300 }).map((draft) => transferBodies(draft, NOBODY)))
      expect(all.some((bodies) => bodies.length === 2)).toBe(true)
      const scripts = all.map((bodies) => wholeText(pythonExport(bodies, CLIENT)))
      const documents = JSON.parse(outputOf('python3', [STAND_IN], JSON.stringify(scripts))) as object[][]
      expect(documents.map((one) => one.map(plain))).toEqual(all.map((bodies) => bodies.map(plain)))
    },
  )

  test('is what somebody would write by hand', () => {
    const bodies = bodiesOf([aNewItem('/~/a\u202eb/'), aNewItem('/c', { kind: 'link' })], {
      label: 'Two "things"',
      filter_rules: [{ method: 'exclude', type: 'dir', name: 'cache' }],
    })
    const script = wholeText(pythonExport(bodies, CLIENT))
    expect(script).toContain(`CLIENT_ID = "${CLIENT}"\nSOURCE = "${SOURCE}"\n`)
    expect(script).toContain('        label="Two \\"things\\"",\n')
    expect(script).toContain(
      '    )\n' +
        '    data.add_filter_rule("cache", method="exclude", type="dir")\n' +
        '    data.add_item("/~/a\\u202eb/", "/incoming/a\\u202eb/", recursive=True)\n',
    )
    expect(script).toContain(
      'additional_fields={"recursive_symlinks": "ignore", "store_base_path_info": True}',
    )
    // H1: nothing in it can change how a line looks.
    expect(script).not.toMatch(/[\u202e\u2028]/)
  })

  test('submits every part', () => {
    const items = Array.from({ length: MOST_ITEMS + 1 }, (_, at) => aNewItem(`/a/${at}`))
    const script = wholeText(pythonExport(bodiesOf(items), CLIENT))
    expect(script).toContain('for part in (part_1, part_2,):')
  })
})

test('JSON says exactly what the form says, for one part and for several', () => {
  fc.assert(
    fc.property(fc.array(anyDraft, { minLength: 1, maxLength: 2 }), (drafts) => {
      const bodies = drafts.flatMap((draft) => transferBodies(draft, NOBODY))
      const text = wholeText(jsonExport(bodies))
      expect(JSON.parse(text)).toEqual(bodies.length === 1 ? bodies[0] : bodies)
      expect(text).not.toMatch(/[\u202e\u2028\u200b]/)
    }),
  )
})

test('the first lines of a great many are to be had without the rest', () => {
  const bodies = bodiesOf(Array.from({ length: 5_000 }, (_, at) => aNewItem(`/a/${at}`)))
  const { lines, more } = firstLines(jsonExport(bodies), 200)
  expect([lines.length, more]).toEqual([200, true])
  expect(firstLines(jsonExport(bodiesOf([aNewItem('/a')])), 200).more).toBe(false)
})
