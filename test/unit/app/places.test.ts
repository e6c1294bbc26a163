import { array, assert, constant, jsonValue, oneof, property, record, string, uuid } from 'fast-check'
import { describe, expect, test } from 'vitest'
import { collectionFacts } from '../../../src/app/files/collection-facts'
import { bookmarkOf, placeNameProblem, suggestedName } from '../../../src/app/files/place-names'
import { markOf, readSeen } from '../../../src/app/files/seen-messages'
import { readWorkspaces } from '../../../src/app/files/workspaces'
import { bookmarkPath } from '../../../src/app/shared/file-path'
import { pausedWords } from '../../../src/app/shared/pause-words'
import type { EndpointDetails } from '../../../src/api/wire-collections'
import { samplePauseRules } from '../../../src/emulator/sample/pause-rules'
import { sampleCollections } from '../../../src/emulator/sample/collections'

const A = '6c54cade-bde5-45c1-bdea-f4bd71dba2cc'
const bookmark = (name: string, path: string, endpoint_id = A) => ({ id: name, name, path, endpoint_id })

describe('bookmarks', () => {
  test('an old one without a slash at its end is the same folder', () => {
    expect(bookmarkPath({ path: '/~/raw' })).toBe('/~/raw/')
    const all = [bookmark('other', '/~/raw/', 'elsewhere'), bookmark('raw', '/~/raw')]
    expect(bookmarkOf(all, A, ['/~/raw/'])?.name).toBe('raw')
    expect(bookmarkOf(all, A, ['/~/', null])).toBeNull()
    expect(bookmarkOf([bookmark('home', '/home/ada/')], A, ['/~/', '/home/ada/'])?.name).toBe('home')
  })

  test('the suggested name is the folder’s, and never one that is taken', () => {
    expect(suggestedName([], '/~/run-1/', 'Lab')).toBe('run-1')
    expect(suggestedName(['run-1'], '/~/run-1/', 'Lab')).toBe('run-1 on Lab')
    expect(suggestedName([], '/~/', 'Lab')).toBe('Lab')
    expect(suggestedName(['Lab', 'Lab 2'], '/', 'Lab')).toBe('Lab 3')
    assert(
      property(array(string()), string(), string(), (taken, folder, collection) => {
        const name = suggestedName(taken, `/${folder}/`, collection)
        expect(placeNameProblem(name, taken, 'bookmark')).toBeNull()
      }),
    )
  })
})

describe('workspaces', () => {
  const pane = record({
    collection: uuid(),
    path: oneof(constant(null), constant('/'), constant('/~/a b/')),
    collectionName: string(),
  })
  const name = string({ minLength: 1 }).filter((text) => !/[\r\n]/.test(text))

  test('what was kept comes back as it was', () => {
    assert(
      property(name, pane, pane, (name, left, right) => {
        const kept = [{ name, panes: { left, right } }]
        expect(readWorkspaces(JSON.stringify(kept))).toEqual(kept)
      }),
    )
  })

  test('what somebody spoilt is left out, and the rest stays', () => {
    const good = { name: 'good', panes: { left: place('/'), right: place(null) } }
    assert(
      property(jsonValue(), (spoilt) => {
        const text = JSON.stringify([spoilt, good, { ...good, panes: spoilt }])
        expect(readWorkspaces(text)).toEqual([good])
      }),
    )
    expect(readWorkspaces('{')).toEqual([])
    expect(readWorkspaces(null)).toEqual([])
    expect(
      readWorkspaces(JSON.stringify([{ ...good, panes: { ...good.panes, left: place('/a/../b') } }])),
    ).toEqual([])
    expect(readWorkspaces(JSON.stringify([good, good]))).toHaveLength(1)
  })

  const place = (path: string | null) => ({ collection: A, path, collectionName: 'Lab' })
})

test('a message counts as seen until its words change', () => {
  const kept = JSON.stringify([[A, markOf('Down on Monday')], 'spoilt', [1, 2]])
  expect(readSeen(kept).get(A)).toBe(markOf('Down on Monday'))
  expect(readSeen(kept).get(A)).not.toBe(markOf('Down on Tuesday'))
  expect(readSeen('null').size).toBe(0)
})

test('a pause says in words what it stops', () => {
  const rule = {
    ...samplePauseRules[0]!,
    DATA_TYPE: 'pause_rule_limited' as const,
    endpoint_display_name: 'Tape',
  }
  expect(pausedWords(rule)).toBe(
    'Paused: copying from here, copying to here, deleting, renaming, new folders, and symbolic links.',
  )
  expect(pausedWords({ ...rule, pause_ls: true })).toBe('Everything is paused.')
})

describe('the details of a collection', () => {
  const details = (name: string, own: Partial<EndpointDetails> = {}) => {
    const found = sampleCollections.find(({ document }) => document.display_name.startsWith(name))!
    const { guest_collection_activity_notification_policy: _policy, ...document } = found.document
    const facts = collectionFacts({ ...document, in_use: false, my_effective_roles: [], ...own })
    return Object.fromEntries(
      facts.flatMap(({ title, facts }) => facts.map(({ label, value }) => [`${title}: ${label}`, value])),
    )
  }

  test('are words, and what is not set is left out', () => {
    const vault = details('Embargo', { my_effective_roles: ['administrator', 'activity_manager'] })
    expect(vault).toMatchObject({
      'What it is: Kind': 'mapped collection',
      'Who runs it: Owner': 'Fenwick Light Source',
      'What you may do: Your roles': 'administrator, activity manager (may pause, resume and cancel tasks)',
      'Protection: Second factor': 'Required',
      'Protection: Encryption': 'Always',
      'Protection: Sign-in holds for': '1\u202fh',
    })
    expect(vault).not.toHaveProperty(['Who runs it: E-mail'])
    expect(details('Field station')['What it is: Computer']).toMatch(/^Offline/)
    expect(details('Globus Tutorial Collection 1')['Storage and transfers: HTTPS access']).toBe(
      'Yes, at m-d3a2c3.collection1.tutorials.globus.org',
    )
    expect(details('Cedar')['Protection: Verification']).toMatch(/^Always/)
  })
})
