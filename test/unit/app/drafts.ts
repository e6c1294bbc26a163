import * as fc from 'fast-check'
import type { DraftOptions, NewItem } from '../../../src/app/shared/draft/draft'
import { type Draft, emptyDraft, USUAL_OPTIONS, withItems } from '../../../src/app/shared/draft/draft'

export const SOURCE = '6c54cade-bde5-45c1-bdea-f4bd71dba2cc'
export const DESTINATION = '31ce9ba0-176d-45a5-add3-f37d233ba47d'

export const aNewItem = (source_path: string, about: Partial<NewItem> = {}): NewItem => ({
  source_path,
  kind: source_path.endsWith('/') ? 'folder' : 'file',
  lands: null,
  size: null,
  ...about,
})

/** A draft that could be sent. */
export const aDraft = (items: readonly NewItem[], options: Partial<DraftOptions> = {}): Draft =>
  withItems(
    {
      ...emptyDraft({ ...USUAL_OPTIONS, ...options }),
      source: SOURCE,
      destination: DESTINATION,
      folder: '/incoming/',
    },
    items,
  )

/** Whatever has a meaning to a shell, to Python or to a reader, besides plain letters and any other character. */
const CHARACTERS = [
  ...`abc '"\\\`$!*?#&;|<>(){}[]~=-+@%^,:\t`,
  ...'\n\r\v\f\x1c\x1e\x85\u2028\u2029\x7f\x1b',
  'é',
  'ß',
  '語',
  '💾',
  '\u202e',
  '\u200b',
  '\ufeff',
  '\u{e0041}',
  '\\n',
  '$(id)',
  "'\\''",
  'EOF',
]

/** A name that a file can have: no slash, no NUL. */
export const anyName = fc
  .oneof(
    {
      weight: 4,
      arbitrary: fc.string({ unit: fc.constantFrom(...CHARACTERS), minLength: 1, maxLength: 12 }),
    },
    { weight: 1, arbitrary: fc.string({ unit: 'binary', minLength: 1, maxLength: 12 }) },
    { weight: 1, arbitrary: fc.constantFrom('-', '--', '-r', '--recursive', '~', '#', "'", 'EOF', ' ') },
  )
  .map((name) => name.replaceAll(/[/\0]/g, '_'))
  .filter((name) => name !== '.' && name !== '..')

export const anyPath = fc
  .tuple(fc.constantFrom('/', '/~/'), fc.array(anyName, { minLength: 1, maxLength: 3 }))
  .map(([root, names]) => root + names.join('/'))
  // The home folder, whatever follows.
  .filter((path) => path !== '/~')

const CHECKSUM = { external_checksum: '5d41402abc4b2a76b9719d911017c592', checksum_algorithm: 'MD5' }

export const anyItem: fc.Arbitrary<NewItem> = fc
  .record({
    path: anyPath,
    kind: fc.constantFrom('file', 'folder', 'unknown', 'link'),
    lands: fc.option(fc.oneof(anyName, anyPath)),
    size: fc.option(fc.nat()),
    isChecked: fc.boolean(),
  })
  .map(({ path, kind, lands, size, isChecked }) => ({
    source_path: kind === 'folder' ? `${path}/` : path,
    kind,
    lands,
    size: kind === 'file' ? size : null,
    ...(isChecked && kind === 'file' ? CHECKSUM : {}),
  }))

export const anyOptions: fc.Arbitrary<DraftOptions> = fc.record({
  label: fc.oneof(fc.constant(''), anyName),
  sync_level: fc.constantFrom(null, 0, 1, 2, 3),
  verify_checksum: fc.boolean(),
  encrypt_data: fc.boolean(),
  preserve_timestamp: fc.boolean(),
  delete_destination_extra: fc.boolean(),
  skip_source_errors: fc.boolean(),
  fail_on_quota_errors: fc.boolean(),
  recursive_symlinks: fc.constantFrom('ignore', 'keep', 'copy'),
  filter_rules: fc.array(
    fc.record({
      method: fc.constantFrom('include', 'exclude'),
      type: fc.constantFrom(null, 'file', 'dir'),
      name: anyName,
    }),
    { maxLength: 3 },
  ),
  deadline: fc.constantFrom('', '2031-05-06T07:08'),
  notify_on_succeeded: fc.boolean(),
  notify_on_failed: fc.boolean(),
  notify_on_inactive: fc.boolean(),
  source_local_user: fc.oneof(fc.constant(''), anyName),
  destination_local_user: fc.oneof(fc.constant(''), anyName),
  checksum_algorithm: fc.constantFrom('', '', 'MD5', 'SHA256'),
})

/** Few or many items, and any options. */
export const anyDraft = fc
  .tuple(fc.array(anyItem, { minLength: 1, maxLength: 4 }), anyOptions)
  .map(([items, options]) => aDraft(items, options))
