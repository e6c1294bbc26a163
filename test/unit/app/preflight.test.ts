import { array, assert, constantFrom, property, string } from 'fast-check'
import { beforeEach, describe, expect, test } from 'vitest'
import { toApiError } from '../../../src/api/errors'
import { indexListing } from '../../../src/api/listing'
import type { FileDocument } from '../../../src/api/wire'
import { type Draft, type DraftOptions, emptyDraft, type NewItem } from '../../../src/app/shared/draft/draft'
import { collectionFindings } from '../../../src/app/transfer/preflight/collection-findings'
import { mergeDemands } from '../../../src/app/shared/demand'
import type { KnownTask } from '../../../src/app/transfer/preflight/facts'
import { type Finding, inOrder, stateOf, summaryWords } from '../../../src/app/transfer/preflight/finding'
import { missingFindings } from '../../../src/app/transfer/preflight/missing-findings'
import { needsOf, splitPath } from '../../../src/app/transfer/preflight/placed-items'
import { confirmationOf, previewFindings } from '../../../src/app/transfer/preflight/preview-findings'
import {
  ALIKE,
  areAlike,
  fitsWindows,
  folded,
  type Host,
  holdsOnWindows,
  hostOf,
  keptApart,
  nameTrouble,
} from '../../../src/app/transfer/preflight/held-names'
import { tellingTask } from '../../../src/app/transfer/preflight/telling-task'
import { createPreview } from '../../../src/app/transfer/preview/preview-walk'
import { aCollection, aPauseRule, DESTINATION, SOURCE } from '../../support/emulator-world'

import {
  NOW_MS,
  ids,
  wordsOf,
  file,
  folder,
  draftOf,
  entry,
  dir,
  absent,
  consentError,
  type About,
  factsOf,
  asked,
  acts,
  press,
  landings,
  accessFindings,
  optionFindings,
  pathFindings,
  readOnlyFinding,
} from '../../support/preflight-facts'

beforeEach(() => {
  asked.length = 0
})

describe('what is missing', () => {
  test('an empty draft lacks items and a collection to go to', () => {
    expect(ids(missingFindings(emptyDraft()))).toEqual(['blocks nothing-selected', 'blocks no-destination'])
  })

  test('a folder to land in is asked for, unless every item says its full place itself', () => {
    const at = (own: Partial<Draft>, lands: string | null = null) =>
      ids(missingFindings(draftOf([file('/data/a.txt', { lands })], {}, own)))
    expect(at({ folder: null })).toEqual(['blocks no-folder'])
    expect(at({ folder: null }, '/x/a.txt')).toEqual([])
    expect(at({})).toEqual([])
  })
})

describe('the summary', () => {
  test('what blocks blocks even while something else is still being checked', () => {
    expect(stateOf([])).toBe('clear')
    expect(stateOf([{ tone: 'fine' }, { tone: 'warns' }])).toBe('warned')
    expect(stateOf([{ tone: 'warns' }, { tone: 'checking' }])).toBe('checking')
    expect(stateOf([{ tone: 'checking' }, { tone: 'blocks' }])).toBe('blocked')
  })

  test('counts what stops it and what is to look at, and puts that first', () => {
    expect(summaryWords([{ tone: 'fine' }])).toBe('Nothing stands in its way')
    expect(summaryWords([{ tone: 'blocks' }, { tone: 'warns' }, { tone: 'warns' }])).toBe(
      '1 thing stops this, 2 to look at',
    )
    const finding = (id: string, tone: Finding['tone']): Finding => ({ id, tone, title: id })
    expect(
      inOrder([finding('a', 'fine'), finding('b', 'warns'), finding('c', 'blocks')]).map(({ id }) => id),
    ).toEqual(['c', 'b', 'a'])
  })
})

describe('what is asked for', () => {
  test('each folder once, however many items come from it or land in it', () => {
    const draft = draftOf([
      file('/a/x'),
      file('/a/y'),
      folder('/a/b/'),
      folder('/~/'),
      file('/c/z', { lands: 'sub/z' }),
    ])
    expect(needsOf(draft)).toEqual({
      source: SOURCE,
      destination: DESTINATION,
      sourceFolders: ['/a/', '/~/', '/c/'],
      destinationFolders: ['/to/', '/to/sub/'],
    })
  })

  test('a path is its folder and its last name, whichever characters are in it', () => {
    const name = string({ minLength: 1 }).filter((text) => !text.includes('/') && text !== '~')
    assert(
      property(array(name, { minLength: 1 }), constantFrom('', '/'), (names, slash) => {
        const { folder: above, name: last } = splitPath(`/${names.join('/')}${slash}`)
        expect(above + last).toBe(`/${names.join('/')}`)
        expect(last).toBe(names.at(-1))
      }),
    )
    expect(splitPath('/')).toEqual({ folder: '/', name: '' })
    expect(splitPath('/~/')).toEqual({ folder: '/~/', name: '' })
    expect(splitPath('/data/~')).toEqual({ folder: '/data/', name: '~' })
  })
})

describe('the collections', () => {
  const draft = draftOf([file('/a/x')])

  test('both usable is said once; offline, without files, paused by its owner and by a rule each by itself', async () => {
    expect(ids(collectionFindings(await factsOf(draft), acts))).toEqual(['fine collections'])
    const { collection } = (await factsOf(draft)).sides.source
    const about = (source: object, destination: object = {}) =>
      factsOf(draft, {
        sides: {
          source: { collection: { ...collection!, ...source } },
          destination: { collection: { ...collection!, ...destination } },
        },
      })
    const found = async (source: object, destination: object = {}) =>
      ids(collectionFindings(await about(source, destination), acts))
    expect(await found({ gcp_connected: false })).toEqual(['blocks source-offline'])
    expect(await found({}, { non_functional: true })).toEqual(['blocks destination-no-files'])
    expect(await found({}, { gcp_paused: true })).toEqual(['warns destination-paused-by-owner'])
    expect(await found({ restrict_transfers_to_high_assurance: 'outbound' })).toEqual([
      'blocks protected-outbound',
    ])
    expect(await found({}, { restrict_transfers_to_high_assurance: 'all' })).toEqual([
      'blocks protected-inbound',
    ])
    expect(await found({ restrict_transfers_to_high_assurance: 'inbound' })).toEqual(['fine collections'])
  })

  test('a pause rule counts where it stops this transfer, in its administrators’ words', async () => {
    const rule = (own: object) => ({
      ...aPauseRule(),
      DATA_TYPE: 'pause_rule_limited' as const,
      endpoint_display_name: '',
      ...own,
    })
    const onlyWriting = rule({ pause_task_transfer_read: false })
    const facts = await factsOf(draft, {
      sides: { source: { pauseRules: [onlyWriting] }, destination: { pauseRules: [onlyWriting] } },
    })
    const findings = collectionFindings(facts, acts)
    expect(ids(findings)).toEqual([`warns destination-pause ${onlyWriting.id}`])
    expect(wordsOf(findings[0]!)).toMatch(/copying to here.*waits.*Tape robot in repair/)
  })

  test('one that cannot be had says why', async () => {
    const gone = toApiError(404, { code: 'EndpointDeleted', message: 'deleted' })
    const facts = await factsOf(draft, { sides: { source: { collection: undefined, error: gone } } })
    const [finding] = collectionFindings(facts, acts)
    expect(finding?.tone).toBe('blocks')
    expect(wordsOf(finding!)).toContain('This collection was deleted')
  })
})

describe('permissions', () => {
  const draft = draftOf([file('/a/x')])

  test('one round asks for the consents of both sides', async () => {
    const facts = await factsOf(draft, {
      source: { '/a/': consentError(SOURCE) },
      destination: { '/to/': consentError(DESTINATION) },
    })
    const [finding, ...others] = accessFindings(facts, acts)
    expect(others).toEqual([])
    expect(finding).toMatchObject({ id: 'access', tone: 'blocks' })
    press(draft, finding, 'Allow access')
    expect(asked).toHaveLength(1)
    expect(asked[0]).toContain(SOURCE)
    expect(asked[0]).toContain(DESTINATION)
  })

  test('the other side’s consent is foreseen from its kind before anything was asked of it', async () => {
    const { document } = aCollection(DESTINATION)
    const mapped = {
      ...document,
      entity_type: 'GCSv5_mapped_collection' as const,
      my_effective_roles: [],
      in_use: false,
    }
    const facts = await factsOf(draft, {
      source: { '/a/': consentError(SOURCE) },
      sides: { destination: { collection: mapped } },
    })
    press(draft, accessFindings(facts, acts)[0], 'Allow access')
    expect(asked[0]).toContain(DESTINATION)
  })

  test('demands for a session are one demand, in the form that each service sends', () => {
    expect(
      mergeDemands([
        { session_required_policies: 'p1,p2', session_message: 'first' },
        {
          session_required_policies: ['p2', 'p3'],
          session_required_mfa: true,
          session_required_identities: [],
        },
      ]),
    ).toEqual({
      session_message: 'first',
      session_required_policies: ['p1', 'p2', 'p3'],
      session_required_mfa: true,
    })
  })

  test('a share that lets nobody in stops it; a storage that hides a folder is to look at', async () => {
    const refused = toApiError(403, { code: 'EndpointPermissionDenied', message: 'no rule' })
    const hidden = toApiError(502, { code: 'ExternalError.DirListingFailed.PermissionDenied', message: 'no' })
    const found = async (error: Error) =>
      ids(
        accessFindings(await factsOf(draft, { source: { '/a/': [] }, destination: { '/to/': error } }), acts),
      )
    expect(await found(refused)).toEqual(['blocks destination-folders EndpointPermissionDenied'])
    expect(await found(hidden)).toEqual([
      'warns destination-folders ExternalError.DirListingFailed.PermissionDenied',
    ])
    expect(await found(absent)).toEqual([])
  })

  test('a folder without a single write bit is named', async () => {
    const into = draftOf([folder('/a/run/')])
    const at = async (permissions: string) =>
      readOnlyFinding(await factsOf(into, { destination: { '/to/': [dir('run', { permissions })] } }))
    expect(wordsOf((await at('0555'))[0]!)).toContain('/to/run/')
    expect(await at('0755')).toEqual([])
  })
})

describe('where it comes from', () => {
  test('what does not exist, is of another kind, leads nowhere or cannot be sent is named with its fix', async () => {
    const draft = draftOf([
      file('/a/there'),
      file('/a/gone'),
      folder('/a/there/', { lands: 'other' }),
      file('/a/run'),
      file('/a/dead'),
      file('/a/pipe'),
      file('/a/way'),
      file('/b/x'),
      file('/a/two\nlines'),
    ])
    const facts = await factsOf(draft, {
      source: {
        '/a/': [
          entry('there'),
          dir('run'),
          entry('dead', { type: 'invalid_symlink', link_target: 'no' }),
          entry('pipe', { type: 'pipe' }),
          entry('way', { link_target: 'there' }),
        ],
        '/b/': absent,
      },
    })
    const findings = pathFindings(facts)
    expect(ids(findings)).toEqual([
      'blocks unsendable',
      'blocks missing',
      'blocks is-folder',
      'blocks is-file',
      'blocks leads-nowhere',
      'blocks special',
      'warns links',
    ])
    const [unsendable, missing, isFolder, , , , links] = findings
    expect(wordsOf(missing!)).toMatch(/2 paths do not exist.*\/a\/gone.*\/b\/x/)
    expect(wordsOf(unsendable!)).toContain('U+000A')
    expect(press(draft, missing, 'Leave them out').items).toHaveLength(7)
    const asFolder = press(draft, isFolder, 'Take the whole folder')
    expect(asFolder.items[3]).toMatchObject({ kind: 'folder', source_path: '/a/run/' })
    expect(press(draft, links, 'Copy the link itself').items[6]).toMatchObject({ kind: 'link' })
  })

  test('what is missing is only to look at where it is to be skipped; nothing is said before a folder was listed', async () => {
    const draft = draftOf([file('/a/gone')], { skip_source_errors: true })
    expect(ids(pathFindings(await factsOf(draft, { source: { '/a/': [] } })))).toEqual(['warns missing'])
    expect(pathFindings(await factsOf(draft))).toEqual([])
  })
})

describe('options, tasks and names', () => {
  const task = (own: Partial<KnownTask> = {}): KnownTask => ({
    task_id: 't',
    type: 'TRANSFER',
    status: 'ACTIVE',
    label: 'nightly',
    request_time: new Date(NOW_MS - 3_600_000).toISOString(),
    destination_endpoint_id: DESTINATION,
    source_endpoint_display_name: 'S',
    faults: 0,
    codes: [],
    ...own,
  })
  const found = async (about: About, options: Partial<DraftOptions> = {}, items = [file('/a/x')]) =>
    ids(optionFindings(await factsOf(draftOf(items, options), about)))

  test('a deadline that is past or no time stops it; a near one is to look at', async () => {
    const at = (ms: number) =>
      new Date(NOW_MS + ms - new Date(NOW_MS).getTimezoneOffset() * 60_000).toISOString().slice(0, 16)
    const deadline = async (text: string) =>
      (await found({}, { deadline: text })).filter((id) => id.includes('deadline'))
    expect(await deadline('soon')).toEqual(['blocks deadline'])
    expect(await deadline(at(-3_600_000))).toEqual(['blocks deadline'])
    expect(await deadline(at(1_800_000))).toEqual(['warns deadline'])
    expect(await deadline(at(86_400_000))).toEqual([])
  })

  test('three transfers under way let it wait, a hundred tasks refuse it', async () => {
    const words = async (count: number) =>
      optionFindings(
        await factsOf(draftOf([file('/a/x')]), { tasks: Array.from({ length: count }, () => task()) }),
      ).find(({ id }) => id === 'tasks')
    expect(await words(1)).toMatchObject({ tone: 'fine', title: '2 of 3 task slots are free.' })
    expect(await words(3)).toMatchObject({ tone: 'warns' })
    expect(await words(100)).toMatchObject({ tone: 'blocks' })
    expect(await found({ tasks: Array.from({ length: 98 }, () => task()), parts: 3 })).toContain(
      'blocks tasks',
    )
  })

  test('the newest transfer to the same collection tells of its quota, unless one has come through since', async () => {
    const full = task({ status: 'FAILED', faults: 1, codes: ['QUOTA_EXCEEDED'] })
    expect(await found({ tasks: [full] })).toContain('warns quota')
    expect(await found({ tasks: [task({ status: 'SUCCEEDED' }), full] })).not.toContain('warns quota')
    expect(await found({ tasks: [{ ...full, destination_endpoint_id: SOURCE }] })).not.toContain(
      'warns quota',
    )
    expect(await found({ tasks: [{ ...full, codes: ['PERMISSION_DENIED'] }] })).toContain(
      'warns denied-before',
    )
    // What it met is not known yet: an older one that came through does not say.
    const telling = (...tasks: KnownTask[]) => tellingTask(tasks, DESTINATION, NOW_MS)
    const troubled = task({ faults: 3 })
    expect(telling(task(), troubled, task({ status: 'SUCCEEDED' }))).toBe(troubled)
    expect(telling(task({ status: 'SUCCEEDED', faults: 1 }), troubled)).toBeNull()
    const old = new Date(NOW_MS - 8 * 24 * 3_600_000).toISOString()
    expect(telling(task({ faults: 3, request_time: old }))).toBeNull()
  })

  test('a mirror of single files deletes nothing, and one that skips may not delete', async () => {
    const mirror = { delete_destination_extra: true, skip_source_errors: true }
    expect(await found({}, mirror)).toEqual(['warns mirror-files', 'fine tasks'])
    expect(await found({}, mirror, [folder('/a/run/')])).toEqual(['warns mirror-skips', 'fine tasks'])
  })

  test('items that land where another folder is mirrored are told: nobody promises what becomes of them', async () => {
    const mirror = { delete_destination_extra: true }
    const meets = async (...items: NewItem[]) =>
      (await found({}, mirror, items)).includes('warns mirror-meeting')
    expect(await meets(folder('/a/run/'), folder('/b/run-2/'))).toBe(false)
    expect(await meets(folder('/a/run/'), folder('/b/run/'))).toBe(true)
    expect(await meets(folder('/a/run/'), file('/b/x', { lands: 'run/deep/x' }))).toBe(true)
    expect(await meets(folder('/a/run/', { lands: 'all/run' }), file('/b/x', { lands: 'all/x' }))).toBe(false)
  })

  test('names that Windows cannot hold are named where the destination may be one', async () => {
    expect(['a:b', 'con', 'NUL.txt', 'dot.', 'space ', 'q?'].map(fitsWindows)).toEqual(Array(6).fill(false))
    expect(['a.txt', 'console', 'com10', 'café', '.hidden'].map(fitsWindows)).toEqual(Array(5).fill(true))
    expect(holdsOnWindows(`/C/${'x'.repeat(300)}`)).toBe(false)
    const { document } = aCollection(DESTINATION)
    const personal = { collection: { ...document, my_effective_roles: [], in_use: false } }
    const items = [file('/a/12:30.log')]
    expect(await found({ sides: { destination: personal } }, {}, items)).toContain('warns windows-names')
    expect(await found({}, {}, items)).not.toContain('warns windows-names')
  })

  test('what a place is follows from what its document and its paths tell', () => {
    const personal = (...paths: string[]) => hostOf('GCP_mapped_collection', paths)
    expect(hostOf('GCSv5_guest_collection', ['/C/data/'])).toBe('server')
    expect([personal('/~/', '/C/data/'), personal('/Users/ada/'), personal('/home/ada/')]).toEqual([
      'windows',
      'mac',
      'linux',
    ])
    expect(personal('/~/', '/data/')).toBe('personal')
  })

  test.each<[Host, string, ReturnType<typeof nameTrouble>]>([
    ['server', `/to/${'x'.repeat(255)}`, null],
    ['server', `/to/${'x'.repeat(256)}`, 'long'],
    ['linux', `/to/${'é'.repeat(128)}`, 'long'],
    ['linux', `/to/${'é'.repeat(127)}`, null],
    ['server', `/to${'/abcdefg'.repeat(511)}`, null],
    ['server', `/to${'/abcdefg'.repeat(512)}`, 'long'],
    ['server', '/to/a\\b', 'odd'],
    ['server', '/to/bell\u0007', 'odd'],
    ['server', '/to/end. /x', 'odd'],
    ['server', '/to/.hidden', null],
    ['linux', '/to/a\\b', null],
    ['mac', '/to/a\u0007.', null],
    ['personal', '/to/a\\b', 'windows'],
    ['windows', '/C/to/a.', 'windows'],
  ])('on %s, %j: %s', (host, path, trouble) => {
    expect(nameTrouble(host, path, path.slice('/to/'.length - 1))).toBe(trouble)
  })

  test.each([
    ['a', 'A', ['windows', 'mac', 'personal', 'server']],
    ['\u00e9', 'e\u0301', ['mac', 'personal', 'server']],
    ['\u00c9', 'e\u0301', ['mac', 'personal', 'server']],
    ['a', 'b', []],
    ['a', 'a', []],
  ])('%j and %j may be the same to %j', (a, b, hosts) => {
    const same = (host: Host) => folded(a) === folded(b) && areAlike(a, b, ALIKE[host])
    expect((['windows', 'mac', 'linux', 'personal', 'server'] as const).filter(same)).toEqual(hosts)
  })

  test('names that a storage may take for the same are told, unless it is seen to keep such names apart', async () => {
    const both = [file('/a/README'), file('/b/Readme')]
    expect(await found({}, {}, both)).toContain('warns alike-names')
    expect(await found({}, {}, [both[0]!, file('/b/README.txt')])).not.toContain('warns alike-names')
    const meets = (...there: string[]) =>
      found({ destination: { '/to/': there.map((name) => entry(name)) } }, {}, [file('/a/README')])
    expect(await meets('readme')).toContain('warns alike-names')
    expect(await meets('README')).not.toContain('warns alike-names')
    expect(await meets('readme', 'x', 'X')).not.toContain('warns alike-names')
    expect(keptApart(ALIKE.server, 'x', 'X')).toEqual({ byCase: false, byForm: true })
    expect(keptApart(ALIKE.server, '\u00e9', 'e\u0301')).toEqual({ byCase: true, byForm: false })
    // One of them is given another name.
    const draft = draftOf(both)
    const [finding] = optionFindings(await factsOf(draft)).filter(({ id }) => id === 'alike-names')
    expect(wordsOf(finding!)).toContain('/to/Readme')
    expect(landings(press(draft, finding, 'Give them other names'))).toEqual(['/to/README', '/to/Readme (2)'])
  })
})

describe('what a mirror deletes', () => {
  const draft = draftOf([folder('/a/run/')], { delete_destination_extra: true })
  const list = (known: Record<string, readonly FileDocument[]>) => async (path: string) => {
    const found = known[path]
    if (!found) throw absent
    return indexListing({ path, DATA: [...found] })
  }

  test('stops it until it was counted, for exactly this draft and without a gap; then it is named for a typed word', async () => {
    const facts = await factsOf(draft)
    expect(ids(previewFindings(facts, acts))).toEqual(['blocks deletions'])
    expect(confirmationOf(facts)).toBeNull()

    const walk = createPreview(draft, {
      source: list({ '/a/run/': [entry('x')] }),
      destination: list({
        '/to/run/': [entry('x'), entry('extra'), dir('old')],
        '/to/run/old/': [entry('y')],
      }),
    })
    const end = await walk.run(new AbortController().signal)
    const counted = { ...facts, preview: { walk, end, stale: false } }
    expect(ids(previewFindings(counted, acts))).toEqual(['warns deletions'])
    expect(confirmationOf(counted)).toEqual({
      word: 'delete',
      deletions: ['/to/run/extra', '/to/run/old/', '/to/run/old/y'],
    })
    for (const preview of [
      { walk, end, stale: true },
      { walk, end: { kind: 'stopped' as const }, stale: false },
      { walk: { ...walk, problems: [{ path: '/to/run/', error: absent }] }, end, stale: false },
    ]) {
      expect(ids(previewFindings({ ...facts, preview }, acts))).toEqual(['blocks deletions'])
      expect(confirmationOf({ ...facts, preview })).toBeNull()
    }
    expect(ids(previewFindings({ ...facts, preview: { walk, end: null, stale: false } }, acts))).toEqual([
      'checking deletions',
    ])
  })

  test('nothing to delete needs no word', async () => {
    const walk = createPreview(draft, { source: list({ '/a/run/': [] }), destination: list({}) })
    const end = await walk.run(new AbortController().signal)
    const facts = { ...(await factsOf(draft)), preview: { walk, end, stale: false } }
    expect(ids(previewFindings(facts, acts))).toEqual(['fine deletions'])
    expect(confirmationOf(facts)).toBeNull()
  })
})
