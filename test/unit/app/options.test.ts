import { array, assert, constantFrom, integer, jsonValue, property, record, string } from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import type { EndpointDetails } from '../../../src/api/wire-collections'
import { emptyDraft, type NewItem, USUAL_OPTIONS, withItems } from '../../../src/app/shared/draft/draft'
import { compileRules, isKept } from '../../../src/app/transfer/filter-rules'
import { deadlineProblem, toLocalInput, zoneWords, zoneWordsOf } from '../../../src/app/shared/deadline'
import { optionReasons } from '../../../src/app/transfer/options/option-reasons'
import {
  presetOptions,
  readPresetFile,
  readPresets,
  withPresets,
  writePresetFile,
} from '../../../src/app/transfer/options/presets'
import {
  movedRule,
  onlyEndings,
  RULE_PRESETS,
  withRules,
} from '../../../src/app/transfer/options/rule-presets'
import { effectiveOptions } from '../../../src/app/transfer/transfer-body'
import { sampleCollections } from '../../../src/emulator/sample/collections'

const [sample] = sampleCollections
const collection = (about: Partial<EndpointDetails>): EndpointDetails => ({
  ...sample!.document,
  my_effective_roles: [],
  in_use: false,
  display_name: 'Vault',
  force_encryption: false,
  disable_verify: false,
  force_verify: false,
  preserve_modtime: null,
  entity_type: 'GCSv5_mapped_collection',
  ...about,
})
const plain = collection({})
const items = (...added: NewItem[]) => withItems(emptyDraft(), added).items
const FOLDER: NewItem = { source_path: '/a/', kind: 'folder', lands: null, size: null }
const FILE: NewItem = { source_path: '/b', kind: 'file', lands: null, size: 1 }

describe('options without a choice', () => {
  test.each<[option: keyof typeof USUAL_OPTIONS, about: Partial<EndpointDetails>, why: RegExp]>([
    ['verify_checksum', { disable_verify: true }, /“Vault” does not support it/],
    ['verify_checksum', { force_verify: true }, /“Vault” always does it/],
    ['encrypt_data', { force_encryption: true }, /“Vault” demands it/],
    ['preserve_timestamp', { preserve_modtime: 'outbound' }, /“Vault” demands it/],
    ['source_local_user', { entity_type: 'GCSv5_guest_collection' }, /“Vault” is a guest collection/],
  ])('%s with %j says why', (option, about, why) => {
    const reasons = optionReasons({ source: collection(about), destination: plain }, items(FOLDER))
    expect(reasons[option]).toEqual({ locked: true, why: expect.stringMatching(why) })
    expect(Object.keys(reasons)).toEqual([option])
  })

  test('are what is sent, whatever was chosen', () => {
    const side = record<Partial<EndpointDetails>>({
      disable_verify: constantFrom(true, false),
      force_verify: constantFrom(true, false),
      force_encryption: constantFrom(true, false),
      preserve_modtime: constantFrom('inbound', 'outbound', 'all', null),
      entity_type: constantFrom('GCSv5_mapped_collection', 'GCP_mapped_collection'),
    }).map(collection)
    const changed = {
      ...USUAL_OPTIONS,
      verify_checksum: false,
      preserve_timestamp: false,
      source_local_user: 'ada',
      destination_local_user: 'ada',
    }
    assert(
      property(side, side, (source, destination) => {
        const reasons = optionReasons({ source, destination }, items(FOLDER))
        for (const chosen of [changed, { ...changed, verify_checksum: true, encrypt_data: true }]) {
          const sent = effectiveOptions(chosen, { source, destination })
          const keys = Object.keys(chosen) as (keyof typeof chosen)[]
          const changes = keys.filter((key) => sent[key] !== chosen[key])
          expect(changes.filter((key) => !reasons[key]?.locked)).toEqual([])
        }
      }),
    )
  })

  test('what concerns folders has no effect on files alone, and can be chosen all the same', () => {
    const sides = { source: plain, destination: plain }
    expect(optionReasons(sides, items(FILE)).delete_destination_extra).toMatchObject({ locked: false })
    expect(optionReasons(sides, items(FILE, FOLDER))).toEqual({})
    expect(optionReasons(sides, items())).toEqual({})
    expect(optionReasons({ source: null, destination: null }, items(FILE)).verify_checksum).toBeUndefined()
  })

  test('H1: a collection cannot pass for another in a reason', () => {
    const reasons = optionReasons(
      { source: collection({ display_name: 'a\u202eb', force_encryption: true }), destination: null },
      [],
    )
    expect(reasons.encrypt_data?.why).toContain('U+202E')
  })
})

describe('a deadline', () => {
  const now = new Date(2026, 10, 21, 12, 0).getTime()
  test('is refused once it has passed', () => {
    expect(deadlineProblem('', now)).toBeNull()
    expect(deadlineProblem('2026-11-21T12:01', now)).toBeNull()
    expect(deadlineProblem('2026-11-21T12:00', now)).toMatch(/has passed/)
    expect(deadlineProblem('tomorrow', now)).toMatch(/not a date/)
  })

  test('is written as the browser writes it, and names the zone', () => {
    assert(
      property(integer({ min: 0, max: 4e12 }), (ms) => {
        const minute = ms - (ms % 60_000)
        // An hour is there twice when clocks go back.
        expect([0, 3_600_000]).toContain(Math.abs(Date.parse(toLocalInput(minute)) - minute))
      }),
    )
    expect(zoneWords('2026-11-21T12:01', now)).toMatch(/UTC/)
  })

  test('and other times have the zone as it was then, by two names where the clocks were changed in between', () => {
    const zone = vi.spyOn(Intl.DateTimeFormat.prototype, 'resolvedOptions')
    zone.mockReturnValue({ timeZone: 'Europe/Brussels' } as Intl.ResolvedDateTimeFormatOptions)
    const [july, november] = [Date.UTC(2026, 6, 1), Date.UTC(2026, 10, 21)]
    expect([[july, july], [november], [july, november]].map(zoneWordsOf)).toEqual([
      'Europe/Brussels, UTC+2',
      'Europe/Brussels, UTC+1',
      'Europe/Brussels, UTC+2, later UTC+1',
    ])
    zone.mockRestore()
  })
})

describe('rules by button', () => {
  const keepsFile = (rules: NonNullable<ReturnType<typeof onlyEndings>>, name: string) =>
    isKept(rules, compileRules(rules)('file', name))

  test.each([
    ['csv', 'a.csv', true],
    ['.csv', 'a.csv', true],
    ['*.csv, tsv', 'a.tsv', true],
    ['csv', 'acsv', false],
    ['tar.gz', 'a.tar.gz', true],
    ['tar.gz', 'a.gz', false],
  ])('only %s: %s', (typed, name, kept) => {
    expect(keepsFile(onlyEndings(typed)!, name)).toBe(kept)
  })

  test('leave out what they say, and are there only once', () => {
    const rules = RULE_PRESETS.flatMap((preset) => preset.rules)
    for (const name of ['.git', '.DS_Store', '._a', 'Thumbs.db', 'desktop.ini'])
      expect([name, keepsFile([...rules], name)]).toEqual([name, false])
    expect(keepsFile([...rules], 'data.csv')).toBe(true)
    expect(withRules(rules, rules)).toEqual(rules)
    expect(onlyEndings(' , ')).toBeNull()
  })

  test('a rule that is moved up and down again is where it was', () => {
    const [rules] = RULE_PRESETS.filter((preset) => preset.rules.length > 2).map((preset) => preset.rules)
    expect(movedRule(movedRule(rules!, 0, 1), 1, 0)).toEqual(rules)
    expect(movedRule(rules!, 0, -1)).toBe(rules)
    expect(movedRule(rules!, 0, rules!.length)).toBe(rules)
  })
})

describe('presets', () => {
  const named = record({
    name: string({ minLength: 1, maxLength: 20 }).filter((text) => !/[\r\n]/.test(text)),
    options: record({
      sync_level: constantFrom(null, 0, 1, 2, 3),
      delete_destination_extra: constantFrom(true, false),
    }).map((options) => presetOptions({ ...USUAL_OPTIONS, ...options })),
  })

  test('come back from a file as they were', () => {
    assert(
      property(array(named, { maxLength: 5 }), (presets) => {
        expect(readPresetFile(writePresetFile(presets))).toEqual({ presets })
        expect(readPresetFile(`\uFEFF${writePresetFile(presets)}`)).toEqual({ presets })
      }),
    )
  })

  test('take nothing with them that belongs to one transfer', () => {
    const options = presetOptions({
      ...USUAL_OPTIONS,
      label: 'x',
      deadline: '2026-01-01T00:00',
      source_local_user: 'ada',
      filter_rules: [
        { method: 'exclude', type: null, name: '' },
        { method: 'exclude', type: null, name: '*.tmp' },
      ],
    })
    expect(options).not.toHaveProperty('label')
    expect(options).not.toHaveProperty('deadline')
    expect(options).not.toHaveProperty('source_local_user')
    expect(options.filter_rules).toEqual([{ method: 'exclude', type: null, name: '*.tmp' }])
  })

  test('one that is kept under a name replaces the one before', () => {
    const first = { name: 'a', options: { sync_level: 1 as const } }
    const second = { name: 'a', options: { sync_level: 3 as const } }
    expect(withPresets([first], [second])).toEqual([second])
  })

  test.each([
    ['not JSON', 'no', [/is not JSON/]],
    ['another file', '{"a":1}', [/towpath/, /version/, /presets/, /"a" is not a known key/]],
    ['a later version', '{"towpath":"presets","version":2,"presets":[]}', [/"version" must be 1/]],
    [
      'an option nobody knows',
      '{"towpath":"presets","version":1,"presets":[{"name":"a","options":{"speed":9}}]}',
      [/"presets\.0\.options\.speed" is not a known key/],
    ],
    [
      'a level nobody knows',
      '{"towpath":"presets","version":1,"presets":[{"name":"a","options":{"sync_level":4}}]}',
      [/"presets\.0\.options\.sync_level" must be 0, 1, 2, 3 or null/],
    ],
  ])('%s is refused in words', (_what, text, problems) => {
    const read = readPresetFile(text)
    const said = 'problems' in read ? read.problems : []
    for (const problem of problems) expect(said.join('\n')).toMatch(problem)
    expect(said).toHaveLength(problems.length)
  })

  test('whatever a file or the browser holds, only presets come out', () => {
    assert(
      property(jsonValue(), (value) => {
        const text = JSON.stringify(value)
        const read = readPresetFile(text)
        expect('problems' in read && read.problems.length).toBeTruthy()
        for (const { name } of readPresets(text)) expect(name).not.toBe('')
      }),
    )
    expect(readPresets('[{"name":"a","options":{}},{"name":7},null]').map(({ name }) => name)).toEqual(['a'])
  })
})
