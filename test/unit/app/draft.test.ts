import {
  array,
  assert,
  boolean,
  constantFrom,
  integer,
  property,
  record,
  string,
  uniqueArray,
} from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type Draft,
  emptyDraft,
  type NewItem,
  USUAL_OPTIONS,
  withItem,
  withItems,
  withItemsBack,
  withOptions,
  withoutItems,
} from '../../../src/app/shared/draft/draft'
import { landingPath, ownName } from '../../../src/app/shared/draft/landing'
import { draftLabel, MOST_ITEMS, transferBodies } from '../../../src/app/transfer/transfer-body'

const file = (source_path: string, lands: string | null = null): NewItem => ({
  source_path,
  kind: 'file',
  lands,
  size: 1,
})
const folder = (source_path: string, lands: string | null = null): NewItem => ({
  source_path,
  kind: 'folder',
  lands,
  size: null,
})
const SOURCE = '6c54cade-bde5-45c1-bdea-f4bd71dba2cc'
const TARGET = '31ce9ba0-176d-45a5-add3-f37d233ba47d'
const draft = (items: NewItem[], about: Partial<Draft> = {}): Draft =>
  withItems({ ...emptyDraft(), source: SOURCE, destination: TARGET, folder: '/in/', ...about }, items)
const UNKNOWN = { source: null, destination: null }

describe('the items of a draft', () => {
  it('are there once each, under keys that stay theirs', () => {
    const two = draft([file('/a'), file('/b'), file('/a')])
    expect(two.items.map(({ source_path }) => source_path)).toEqual(['/a', '/b'])
    const [a, b] = two.items
    const without = withoutItems(two, new Set([a!.key]))
    const again = withItems(without, [file('/c')])
    expect(again.items.map(({ source_path }) => source_path)).toEqual(['/b', '/c'])
    expect(again.items[0]).toBe(b)
    expect(again.items[1]!.key).not.toBe(b!.key)
    expect(withItems(two, [file('/b')])).toBe(two)
  })

  it('are told apart by where they land', () => {
    expect(draft([file('/a'), file('/a', 'copy of a')]).items).toHaveLength(2)
  })

  it('change one at a time, and the others stay the very same', () => {
    const before = draft([file('/a'), file('/b')])
    const after = withItem(before, before.items[1]!.key, { lands: 'x' })
    expect(after.items[0]).toBe(before.items[0])
    expect(after.items[1]).toMatchObject({ source_path: '/b', lands: 'x' })
  })
})

describe('items that were taken out', () => {
  it('come back to where they stood, under keys of their own', () => {
    const names = uniqueArray(integer({ min: 0, max: 99 }), { minLength: 1, maxLength: 12 })
    assert(
      property(names, array(boolean(), { minLength: 12, maxLength: 12 }), boolean(), (all, out, more) => {
        const before = draft(all.map((name) => file(`/${name}`)))
        const gone = before.items.flatMap((item, at) => (out[at] ? [{ at, item }] : []))
        let now = withoutItems(before, new Set(gone.map(({ item }) => item.key)))
        if (more) now = withItems(now, [file('/added')])
        const after = withItemsBack(now, gone)
        const paths = after.items.map(({ source_path }) => source_path)
        expect(paths.filter((path) => path !== '/added')).toEqual(all.map((name) => `/${name}`))
        expect(paths.length).toBe(all.length + Number(more))
        expect(new Set(after.items.map(({ key }) => key)).size).toBe(after.items.length)
      }),
    )
  })
})

describe('where an item lands', () => {
  const lands = (item: NewItem, about: Partial<Draft> = {}) => landingPath(draft([], about), item)

  it.each([
    [file('/data/run.h5'), {}, '/in/run.h5'],
    [folder('/data/run/'), {}, '/in/run/'],
    [folder('/data/run/'), { landing: 'as' }, '/in/'],
    [file('/data/run.h5'), { landing: 'as' }, '/in/run.h5'],
    [folder('/data/run/', 'other'), { landing: 'as' }, '/in/other/'],
    [file('/data/run.h5', 'sub/new.h5'), {}, '/in/sub/new.h5'],
    [folder('/data/run/', '/elsewhere/run'), { folder: null }, '/elsewhere/run/'],
    [folder('/'), {}, '/in/'],
    [folder('/~/'), {}, '/in/'],
    [file('/run.h5'), { folder: null }, null],
  ] as const)('%o with %o is %s', (item, about, path) => {
    expect(lands(item, about)).toBe(path)
  })

  it('has the form that Globus wants: folders closed by a slash, files not', () => {
    const name = string({ minLength: 1 }).filter(
      (text) => !text.includes('/') && !['.', '..', '~'].includes(text),
    )
    assert(
      property(array(name, { minLength: 1, maxLength: 3 }), constantFrom('into', 'as'), (names, landing) => {
        const path = `/${names.join('/')}`
        expect(lands(file(path), { landing })).toBe(`/in/${names.at(-1)}`)
        expect(lands(folder(`${path}/`), { landing })).toBe(
          landing === 'as' ? '/in/' : `/in/${names.at(-1)}/`,
        )
        expect(ownName(path)).toBe(names.at(-1))
      }),
    )
  })
})

describe('what is sent', () => {
  it('says everything explicitly, so that nothing depends on a default of the service', () => {
    const [body] = transferBodies(
      withOptions(draft([folder('/run/'), file('/a.txt')]), {
        sync_level: 3,
        filter_rules: [{ method: 'exclude', type: 'file', name: '*.tmp' }],
      }),
      UNKNOWN,
    )
    expect(body).toEqual({
      DATA_TYPE: 'transfer',
      source_endpoint: SOURCE,
      destination_endpoint: TARGET,
      label: 'run and 1 more',
      sync_level: 3,
      verify_checksum: true,
      encrypt_data: false,
      preserve_timestamp: true,
      delete_destination_extra: false,
      skip_source_errors: false,
      fail_on_quota_errors: false,
      recursive_symlinks: 'ignore',
      notify_on_succeeded: true,
      notify_on_failed: true,
      notify_on_inactive: true,
      store_base_path_info: true,
      filter_rules: [{ DATA_TYPE: 'filter_rule', method: 'exclude', type: 'file', name: '*.tmp' }],
      DATA: [
        { DATA_TYPE: 'transfer_item', source_path: '/run/', destination_path: '/in/run/', recursive: true },
        {
          DATA_TYPE: 'transfer_item',
          source_path: '/a.txt',
          destination_path: '/in/a.txt',
          recursive: false,
        },
      ],
    })
  })

  it('leaves out what concerns folders only, where there is none', () => {
    const rules = [{ method: 'exclude', type: null, name: '*' }] as const
    const [body] = transferBodies(withOptions(draft([file('/a')]), { filter_rules: rules }), UNKNOWN)
    expect(body).not.toHaveProperty('filter_rules')
  })

  it('lets Globus find out what a typed path is, and takes a link as a link', () => {
    const [body] = transferBodies(
      draft([
        { source_path: '/typed', kind: 'unknown', lands: null, size: null },
        { source_path: '/broken', kind: 'link', lands: null, size: null },
      ]),
      UNKNOWN,
    )
    expect(body!.DATA[0]).not.toHaveProperty('recursive')
    expect(body!.DATA[1]).toMatchObject({ DATA_TYPE: 'transfer_symlink_item', source_path: '/broken' })
  })

  it('is what the collections allow', () => {
    const side = { disable_verify: false, force_verify: false, force_encryption: false }
    const [body] = transferBodies(draft([file('/a')]), {
      source: { ...side, disable_verify: true },
      destination: { ...side, force_encryption: true },
    })
    expect(body).toMatchObject({ verify_checksum: false, encrypt_data: true })
  })

  it('keeps times and leaves accounts out as the collections demand', () => {
    const side = { disable_verify: false, force_verify: false, force_encryption: false }
    const options = {
      preserve_timestamp: false,
      source_local_user: 'ada',
      destination_local_user: 'lovelace',
    }
    const sent = (preserve_modtime: 'inbound' | 'outbound' | 'all') =>
      transferBodies(withOptions(draft([file('/a')]), options), {
        source: { ...side, preserve_modtime, entity_type: 'GCP_mapped_collection' },
        destination: { ...side, entity_type: 'GCSv5_mapped_collection' },
      })[0]!
    expect(sent('outbound').preserve_timestamp).toBe(true)
    expect(sent('all').preserve_timestamp).toBe(true)
    expect(sent('inbound').preserve_timestamp).toBe(false)
    expect(sent('all')).not.toHaveProperty('source_local_user')
    expect(sent('all').destination_local_user).toBe('lovelace')
  })

  it('names the checksum of each item, its own or the one of all', () => {
    const items = [file('/a'), { ...file('/b'), external_checksum: 'ab', checksum_algorithm: 'SHA512' }]
    const [body] = transferBodies(withOptions(draft(items), { checksum_algorithm: 'SHA256' }), UNKNOWN)
    expect(body!.DATA).toMatchObject([{ checksum_algorithm: 'SHA256' }, { checksum_algorithm: 'SHA512' }])
  })

  it('is nothing while a place is missing', () => {
    expect(transferBodies(draft([file('/a')], { folder: null }), UNKNOWN)).toEqual([])
    expect(transferBodies(draft([file('/a')], { destination: null }), UNKNOWN)).toEqual([])
    expect(transferBodies(draft([]), UNKNOWN)).toEqual([])
  })

  it('is several requests where one cannot name everything, each item in one of them', () => {
    const count = MOST_ITEMS * 2 + 1
    const bodies = transferBodies(
      draft(Array.from({ length: count }, (_, number) => file(`/d/${number}`))),
      UNKNOWN,
    )
    expect(bodies.map(({ DATA }) => DATA.length)).toEqual([MOST_ITEMS, MOST_ITEMS, 1])
    expect(bodies.map(({ label }) => label)).toEqual(
      [1, 2, 3].map((part) => `0 and 20,000 more (${part} of 3)`),
    )
    expect(new Set(bodies.flatMap(({ DATA }) => DATA.map(({ source_path }) => source_path))).size).toBe(count)
  })

  it('has a label that Globus takes, whatever somebody wrote or a file is called', () => {
    assert(
      property(
        record({
          label: string({ maxLength: 200 }),
          name: string({ minLength: 1, maxLength: 200, unit: 'binary' }),
        }),
        integer({ min: 1, max: 3 }),
        ({ label, name }, count) => {
          const items = Array.from({ length: count }, (_, number) =>
            file(`/${name.replaceAll('/', '')}${number}`),
          )
          const made = draftLabel(withOptions(draft(items), { ...USUAL_OPTIONS, label }))
          expect(made.length).toBeLessThanOrEqual(128)
          expect(made).not.toMatch(/[\r\n]/)
          expect(made).toBe(made.trim())
          expect(made).not.toBe('')
        },
      ),
    )
  })
})
