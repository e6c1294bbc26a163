import { deletedFolders } from '../../../src/app/tasks/again/deleted-folders'
import {
  array,
  assert,
  boolean,
  constantFrom,
  option,
  property,
  record,
  string,
  uniqueArray,
} from 'fast-check'
import { describe, expect, test } from 'vitest'
import type {
  SkippedError,
  SuccessfulTransfer,
  TransferItem,
  TransferSymlinkItem,
} from '../../../src/api/wire'
import type { TransferBody } from '../../../src/app/shared/code/transfer-body'
import { draftOfBody } from '../../../src/app/shared/draft/draft-of-body'
import type { Manifest } from '../../../src/app/shared/records/manifests'
import { again, carryOn, chosen, type Known, nothingWords } from '../../../src/app/tasks/again/again'
import { againTitle } from '../../../src/app/tasks/again/again-words'
import { transferBodies } from '../../../src/app/transfer/transfer-body'
import { aSkippedError } from './a-skipped-error'
import { aFailedTask, aSucceededTask } from './a-task'

const file = (name: string): TransferItem => ({
  DATA_TYPE: 'transfer_item',
  source_path: `/run/${name}`,
  destination_path: `/in/${name}`,
  recursive: false,
})
const folder = (name: string): TransferItem => ({ ...file(`${name}/`), recursive: true })

const moved = (name: string, hidden = false): SuccessfulTransfer => ({
  DATA_TYPE: 'successful_transfer',
  source_path: hidden ? null : `/run/${name}`,
  destination_path: `/in/${name}`,
  size: 1,
  checksum: null,
  checksum_algorithm: null,
  dynamic: false,
})
const leftOut = (name: string, about: Partial<SkippedError> = {}) =>
  aSkippedError({ source_path: `/run/${name}`, destination_path: `/in/${name}`, ...about })

const BODY: TransferBody = {
  DATA_TYPE: 'transfer',
  source_endpoint: 'a',
  destination_endpoint: 'b',
  deadline: '2020-01-01T00:00:00+00:00',
  delete_destination_extra: true,
  DATA: [file('one'), file('two'), folder('deep')],
}
const kept: Manifest = { startedAt: 0, requestId: null, document: BODY }

const told = (about: Partial<TransferBody>): Manifest => ({ ...kept, document: { ...BODY, ...about } })

const known = (about: Partial<Known>): Known => ({
  task: aSucceededTask(),
  manifest: null,
  transferred: [],
  skipped: [],
  ...about,
})
const paths = (body: TransferBody | null) => body?.DATA.map(({ source_path }) => source_path)

describe('a task of which the list was kept', () => {
  test('is asked for once more as it was, but for a deadline that is over', () => {
    const { deadline: _over, ...rest } = BODY
    expect(again('all', known({ manifest: kept }))).toEqual({
      body: rest,
      origin: 'kept',
      hidden: 0,
      unlisted: 0,
      unlistedLost: 0,
      sparing: null,
      of: null,
    })
  })

  test.each([undefined, null, 3] as const)('carries on by comparing checksums (asked: %s)', (sync_level) => {
    const { body, sparing } = again(
      'carry-on',
      known({ manifest: told({ sync_level }), task: aFailedTask('EXPIRED') }),
    )
    expect(body).toMatchObject({ sync_level: 3, DATA: BODY.DATA })
    expect(sparing).toBeNull()
  })

  test.each([
    ['carry-on', 0, BODY.DATA],
    ['carry-on', 1, BODY.DATA],
    ['carry-on', 2, BODY.DATA],
    ['rest', 0, [folder('deep')]],
    // Half of a file may be there, and counts as the whole one.
    ['rest', 2, [file('two')]],
  ] as const)(
    'replaces nothing that it was to leave alone (%s, %s) unless somebody says so',
    (kind, level, DATA) => {
      const about = again(
        kind,
        known({ manifest: told({ sync_level: level, DATA: [...DATA] }), task: aFailedTask('EXPIRED') }),
      )
      expect(about.sparing).toBe(level)
      expect(chosen(about, null)).toBeNull()
      expect(chosen(about, 'spare')?.sync_level).toBe(level)
      expect(chosen(about, 'replace')?.sync_level).toBe(3)
      expect(carryOn(told({ sync_level: level }))?.sparing).toBe(level)
    },
  )

  test('is asked for what did not arrive; what lies in a folder comes with it, and nothing is deleted', () => {
    const { body } = again(
      'rest',
      known({
        manifest: kept,
        task: aFailedTask('EXPIRED'),
        transferred: [moved('one')],
        skipped: [leftOut('deep/in/it'), leftOut('two'), leftOut('link', { is_symlink: true })],
      }),
    )
    expect(paths(body)).toEqual(['/run/two', '/run/deep/', '/run/link'])
    expect(body).toMatchObject({ sync_level: 3, delete_destination_extra: false })
    expect(body?.DATA.at(-1)?.DATA_TYPE).toBe('transfer_symlink_item')
  })

  test('takes up what a link leads to where links were to be followed, and one that was named as it was named', () => {
    const named: TransferSymlinkItem = {
      DATA_TYPE: 'transfer_symlink_item',
      source_path: '/run/named',
      destination_path: '/in/named',
    }
    const { body } = again(
      'rest',
      known({
        manifest: told({ recursive_symlinks: 'copy', DATA: [named, folder('deep')] }),
        skipped: [leftOut('deep/link', { is_symlink: true }), leftOut('named', { is_symlink: true })],
      }),
    )
    expect(body?.DATA[0]).toMatchObject({ DATA_TYPE: 'transfer_item', source_path: '/run/deep/link' })
    expect(body?.DATA[0]).not.toHaveProperty('recursive')
    expect(body?.DATA[1]).toEqual(named)
  })

  test.each([
    [['one', 'two'], ['one'], '1 of 2 files missing: copy it'],
    [['one', 'two', 'three'], ['one'], '2 of 3 files missing: copy them'],
    [['one'], ['one'], 'Run it again'],
    [['one', 'deep/'], ['one'], 'Copy what is missing'],
  ])('asked for %j of which %j has arrived is offered as “%s”', (asked, arrived, title) => {
    const DATA = asked.map((name) => (name.endsWith('/') ? folder(name.slice(0, -1)) : file(name)))
    const about = again(
      'rest',
      known({
        manifest: told({ DATA }),
        task: aFailedTask('EXPIRED'),
        transferred: arrived.map((name) => moved(name)),
      }),
    )
    expect(againTitle('rest', about)).toBe(title)
  })

  test('has nothing missing when it succeeded and left nothing out', () => {
    expect(again('rest', known({ manifest: kept, transferred: [moved('one')] })).body).toBeNull()
  })
})

describe('a task that was started elsewhere', () => {
  test.each([
    ['listed', 'FAILED', 0, /does not tell what this task was asked to move.*compare/],
    ['listed', 'SUCCEEDED', 0, /^Nothing is known to be missing\.$/],
    ['kept', 'FAILED', 0, /^Nothing is known to be missing\.$/],
    // Some is missing, and Globus does not show the path.
    ['kept', 'SUCCEEDED', 1, /^Nothing that can be named/],
    ['listed', 'FAILED', 1, /^Nothing that can be named/],
  ] as const)('with nothing to ask for: %s, %s, %i without a path', (origin, status, hidden, words) => {
    const nothing = { body: null, sparing: null, origin, hidden, unlisted: 0, unlistedLost: 0, of: null }
    expect(nothingWords(nothing, { status })).toMatch(words)
  })

  const task = aSucceededTask({ sync_level: 1, verify_checksum: true, delete_destination_extra: true })

  test('is made of the files that Globus lists, and says how many it cannot name', () => {
    const { body, origin, hidden } = again(
      'all',
      known({
        task,
        transferred: [moved('one'), moved('x', true)],
        skipped: [leftOut('dir', { is_directory: true })],
      }),
    )
    expect(paths(body)).toEqual(['/run/one', '/run/dir/'])
    expect([origin, hidden]).toEqual(['listed', 1])
    expect(body).toMatchObject({ verify_checksum: true, delete_destination_extra: false })
  })

  test('has what was left out as what is missing, without what it was to delete', () => {
    const skipped = [leftOut('one'), leftOut('extra', { is_delete_destination_extra: true })]
    const about = again('rest', known({ task, transferred: [moved('two')], skipped }))
    const { body, sparing } = about
    expect(paths(body)).toEqual(['/run/one'])
    expect(body?.sync_level).toBe(1)
    expect(sparing).toBe(1)
    expect(againTitle('rest', about)).toBe('1 path left out: copy it')
  })

  test('is nothing to ask for where Globus lists nothing', () => {
    expect(again('all', known({ task }))).toMatchObject({ body: null, unlisted: task.files_transferred })
  })

  test.each(['all', 'rest', 'carry-on'] as const)(
    'is not said to miss nothing (%s) where Globus lists no more what was left out',
    (kind) => {
      const lost = { ...task, subtasks_skipped_errors: 3 }
      expect(again(kind, known({ task: lost, skipped: [leftOut('one')] }))).toMatchObject({ unlistedLost: 2 })
    },
  )
})

test('a request becomes a form that sends the same request', () => {
  const name = string({ minLength: 1 }).filter(
    (text) => !/[/\0]/.test(text) && !['.', '..', '~'].includes(text),
  )
  const item = record({
    from: array(name, { minLength: 1, maxLength: 3 }),
    to: array(name, { minLength: 1, maxLength: 3 }),
    recursive: constantFrom(true, false),
    checksum: option(constantFrom('abc'), { nil: undefined }),
  })
  const items = uniqueArray(item, {
    minLength: 1,
    maxLength: 5,
    selector: ({ from, to }) => [from, to].join('\n'),
  })
  assert(
    property(items, boolean(), constantFrom(null, 0, 1, 2, 3), (all, flag, sync_level) => {
      const body: TransferBody = {
        DATA_TYPE: 'transfer',
        source_endpoint: 'a',
        destination_endpoint: 'b',
        sync_level: sync_level as 0 | null,
        verify_checksum: flag,
        encrypt_data: !flag,
        preserve_timestamp: flag,
        delete_destination_extra: !flag,
        skip_source_errors: flag,
        fail_on_quota_errors: flag,
        recursive_symlinks: 'keep',
        notify_on_succeeded: flag,
        notify_on_failed: true,
        notify_on_inactive: true,
        store_base_path_info: true,
        label: 'nightly',
        DATA: all.map(({ from, to, recursive, checksum }) => {
          const end = recursive ? '/' : ''
          return {
            DATA_TYPE: 'transfer_item',
            source_path: `/${from.join('/')}${end}`,
            destination_path: `/${to.join('/')}${end}`,
            recursive,
            ...(checksum && !recursive ? { external_checksum: checksum } : {}),
          }
        }),
      }
      expect(transferBodies(draftOfBody(body), { source: null, destination: null })).toEqual([body])
    }),
  )
})

test.each([
  [[], []],
  [['/'], []],
  [['/a', '/b/'], [['/', ['a', 'b']]]],
  [
    ['/x/a', '/y/ b\u202e.txt/', '/y/c', '/~/z'],
    [
      ['/y/', [' b\u202e.txt', 'c']],
      ['/x/', ['a']],
      ['/~/', ['z']],
    ],
  ],
])('what was deleted from %j is looked for where it was', (paths, folders) => {
  const DATA = paths.map((path) => ({ DATA_TYPE: 'delete_item' as const, path }))
  expect(deletedFolders({ DATA }).map(({ folder, names }) => [folder, names])).toEqual(folders)
})
