import { describe, expect, test } from 'vitest'

import { dataAccessScope, TRANSFER_ALL } from '../../../src/emulator/auth/scopes'
import { nextTurn } from '../../../src/emulator/turns'
import {
  aCollection,
  aPauseRule,
  ADA,
  BEN,
  deletion,
  DESTINATION,
  fill,
  item,
  openTransferWorld,
  SOURCE,
} from '../../support/emulator-world'

const DATA = [item('/a', '/b')]
const OTHER = 'aaaaaaaa-0000-4000-8000-00000000000c'

describe('a submission id', () => {
  test('makes a submission happen once, whatever comes with it the second time', async () => {
    const { source, ask, submissionId, world } = await openTransferWorld()
    await fill(source, { '/a': 'A' })
    const submission_id = await submissionId()
    const body = {
      DATA_TYPE: 'transfer',
      submission_id,
      source_endpoint: SOURCE,
      destination_endpoint: DESTINATION,
      DATA,
    }
    const first = await ask('POST', '/transfer', body)
    expect(first).toEqual({
      status: 202,
      body: {
        DATA_TYPE: 'transfer_result',
        code: 'Accepted',
        message: 'The transfer has been accepted and a task has been created and queued for execution',
        request_id: 'q3Zk81LmP',
        resource: '/v0.10/transfer',
        submission_id,
        task_id: expect.any(String),
        task_link: {
          DATA_TYPE: 'link',
          href: `task/${String(first.body.task_id)}?format=json`,
          rel: 'related',
          resource: 'task',
          title: 'related task',
        },
      },
    })
    for (const again of [body, { ...body, DATA: [], label: 'other' }]) {
      const second = await ask('POST', '/transfer', again)
      expect(second.body).toMatchObject({ code: 'Duplicate', task_id: first.body.task_id })
    }
    expect(world.tables.tasks.size()).toBe(1)
  })

  test('two submissions with one id at the same time make one task', async () => {
    const { ask, submissionId, world } = await openTransferWorld()
    const submission_id = await submissionId()
    const body = { DATA_TYPE: 'delete', submission_id, endpoint: SOURCE, DATA: [deletion('/a')] }
    const answers = await Promise.all([ask('POST', '/delete', body), ask('POST', '/delete', body)])
    expect(answers.map((answer) => answer.body.code).sort()).toEqual(['Accepted', 'Duplicate'])
    expect(world.tables.tasks.size()).toBe(1)
  })

  test.each([
    ['missing', undefined],
    ['unknown', '00000000-0000-4000-8000-000000000000'],
    ['not a text', 5],
  ])('that is %s is refused', async (_, submission_id) => {
    const { submit } = await openTransferWorld()
    expect(await submit('transfer', { submission_id, DATA })).toMatchObject({
      status: 400,
      body: { code: 'ClientError.BadRequest' },
    })
  })

  test('of somebody else is refused', async () => {
    const { submit, submissionId } = await openTransferWorld()
    const submission_id = await submissionId(BEN)
    expect((await submit('transfer', { submission_id, DATA })).status).toBe(400)
  })

  test('of a refused submission is still good', async () => {
    const { submit, submissionId } = await openTransferWorld()
    const submission_id = await submissionId()
    expect((await submit('transfer', { submission_id, DATA: [] })).status).toBe(400)
    expect((await submit('transfer', { submission_id, DATA })).body.code).toBe('Accepted')
  })
})

describe('a document that breaks a rule is refused by the name of the field', () => {
  const bad = (more: Record<string, unknown>) => ({ DATA: [{ ...item('/a', '/b'), ...more }] })
  test.each<[string, Record<string, unknown>]>([
    ['DATA_TYPE', { DATA_TYPE: 'transfer_request' }],
    ['label', { label: 'x'.repeat(129) }],
    ['label', { label: 'two\nlines' }],
    ['label', { label: ' edge' }],
    ['label', { label: 7 }],
    ['deadline', { deadline: 'tomorrow' }],
    ['deadline', { deadline: '2026-03-04' }],
    ['deadline', { deadline: '2026-02-31' }],
    ['deadline', { deadline: '9999-12-31T23:59:59-12:00' }],
    ['deadline', { deadline: 1 }],
    ['sync_level', { sync_level: 4 }],
    ['sync_level', { sync_level: '1' }],
    ['verify_checksum', { verify_checksum: 'yes' }],
    ['notify_on_failed', { notify_on_failed: 1 }],
    ['recursive_symlinks', { recursive_symlinks: 'follow' }],
    ['filter_rules', { filter_rules: 'a' }],
    ['filter_rules[0]', { filter_rules: [1] }],
    ['filter_rules[0].name', { filter_rules: [{}] }],
    ['filter_rules[0].method', { filter_rules: [{ name: 'a', method: 'drop' }] }],
    ['filter_rules[0].type', { filter_rules: [{ name: 'a', type: 'link' }] }],
    ['source_endpoint', { source_endpoint: null }],
    ['destination_endpoint', { destination_endpoint: {} }],
    ['DATA', { DATA: undefined }],
    ['DATA', { DATA: {} }],
    ['DATA[0]', { DATA: ['/a'] }],
    ['DATA[0].DATA_TYPE', bad({ DATA_TYPE: 'delete_item' })],
    ['DATA[0].source_path', bad({ source_path: 1 })],
    ['DATA[0].destination_path', bad({ destination_path: '' })],
    ['DATA[0].recursive', bad({ recursive: 'true' })],
    ['DATA[0].external_checksum', bad({ external_checksum: 'xyz' })],
    ['DATA[0].external_checksum', bad({ external_checksum: '0'.repeat(32), recursive: true })],
    ['DATA[0].checksum_algorithm', bad({ checksum_algorithm: 'CRC' })],
  ])('%s %j', async (field, document) => {
    const { submit, world } = await openTransferWorld()
    const answer = await submit('transfer', { DATA, ...document })
    expect(answer).toMatchObject({ status: 400, body: { code: 'ClientError.BadRequest' } })
    expect(String(answer.body.message).startsWith(`${field} `)).toBe(true)
    expect(world.tables.tasks.size()).toBe(0)
  })

  test.each(['/a\nb', '/a\r', '/a/../b', '/a\0b'])('the path %j', async (path) => {
    const { submit } = await openTransferWorld()
    expect((await submit('transfer', { DATA: [item(path, '/b')] })).status).toBe(400)
    expect((await submit('delete', { DATA: [deletion(path)] })).status).toBe(400)
  })

  test('no items at all has a code of its own', async () => {
    const { submit } = await openTransferWorld()
    expect(await submit('transfer', { DATA: [] })).toMatchObject({
      status: 400,
      body: {
        code: 'ClientError.BadRequest.NoTransferItems',
        message: 'A transfer requires at least one item',
      },
    })
  })

  test.each([
    ['no JSON', '{'],
    ['a list', '[]'],
    ['a text', '"x"'],
    ['null', 'null'],
  ])('%s', async (_, body) => {
    const { ask } = await openTransferWorld()
    for (const path of ['/transfer', '/delete']) expect((await ask('POST', path, body)).status).toBe(400)
  })

  test.each(['2026-03-08', '2026-03-08 09:30Z', '2026-03-08T09:30:00+00:00'])(
    'but the deadline %s is fine',
    async (deadline) => {
      const { submit, rowOf } = await openTransferWorld()
      const { body } = await submit('transfer', { deadline, DATA })
      expect(rowOf(String(body.task_id)).document.deadline).toMatch(/^2026-03-08T(00:00|09:30):00\+00:00$/)
    },
  )
})

describe('both collections must be usable', () => {
  const open = async (...made: Parameters<typeof aCollection>) =>
    openTransferWorld({ collections: [aCollection(SOURCE), aCollection(DESTINATION), aCollection(...made)] })

  test.each([OTHER, 'nonsense'])('unknown: %s', async (id) => {
    const { submit } = await openTransferWorld()
    const refusal = { status: 404, body: { code: 'EndpointNotFound' } }
    expect(await submit('transfer', { source_endpoint: id, DATA })).toMatchObject(refusal)
    expect(await submit('transfer', { destination_endpoint: id, DATA })).toMatchObject(refusal)
    expect(await submit('delete', { endpoint: id, DATA: [deletion('/a')] })).toMatchObject(refusal)
  })

  test('without consent', async () => {
    const { submit } = await open(OTHER, {}, { entity_type: 'GCSv5_mapped_collection' })
    const required_scopes = [`${TRANSFER_ALL}[*${dataAccessScope(OTHER)}]`]
    for (const side of ['source_endpoint', 'destination_endpoint'])
      expect(await submit('transfer', { [side]: OTHER, DATA })).toMatchObject({
        status: 403,
        body: { code: 'ConsentRequired', required_scopes, authorization_parameters: { required_scopes } },
      })
  })

  test('with a session the policy does not accept', async () => {
    const { submit } = await open(OTHER, { policy_id: 'p' }, { high_assurance: true })
    expect((await submit('transfer', { source_endpoint: OTHER, DATA })).body.code).toBe('AuthPolicyFailed')
  })

  test('switched off', async () => {
    const { submit } = await open(OTHER, {}, { gcp_connected: false })
    expect(await submit('transfer', { destination_endpoint: OTHER, DATA })).toMatchObject({
      status: 409,
      body: { code: 'GCDisconnectedException' },
    })
  })

  test('but one that its owner has paused takes tasks, which wait for it', async () => {
    const { submit, clock, rowOf } = await open(OTHER, {}, { gcp_paused: true })
    const { status, body } = await submit('transfer', { destination_endpoint: OTHER, DATA })
    expect(status).toBe(202)
    await clock.advance(5000)
    expect(rowOf(String(body.task_id)).document).toMatchObject({ status: 'ACTIVE', nice_status: 'GC_PAUSED' })
  })

  test('with rules that allow reading only', async () => {
    const access = [
      { id: '1', path: '/', permissions: 'r', principal_type: 'identity', principal: BEN.id },
    ] as const
    const { submit } = await open(OTHER, { access: [...access] })
    expect((await submit('transfer', { source_endpoint: OTHER, DATA }, BEN)).status).toBe(202)
    const refusal = { status: 403, body: { code: 'PermissionDenied' } }
    expect(await submit('transfer', { destination_endpoint: OTHER, DATA }, BEN)).toMatchObject(refusal)
    expect(await submit('delete', { endpoint: OTHER, DATA: [deletion('/a')] }, BEN)).toMatchObject(refusal)
    expect((await submit('delete', { endpoint: OTHER, DATA: [deletion('/a')] }, ADA)).status).toBe(202)
  })
})

describe('a submission of tens of thousands of items', () => {
  const access = [
    { id: '1', path: '/', permissions: 'rw', principal_type: 'identity', principal: BEN.id },
  ] as const
  const openShares = () =>
    openTransferWorld({
      collections: [
        aCollection(SOURCE, { access: [...access], home: null }),
        aCollection(DESTINATION, { access: [...access], home: null }),
      ],
    })
  const manyItems = (count: number) => Array.from({ length: count }, (_, n) => item(`/a/${n}`, `/b/${n}`))

  // The turns are those of its reading and of its check: both must not rely on what was true before.
  test.each([3, 8])(
    'lets others in, and is refused when they end its rights after %d turns',
    async (turns) => {
      const { submit, world } = await openShares()
      const { tasks, collections, orders } = world.tables
      const answer = submit('transfer', { DATA: manyItems(40_000) }, BEN)
      for (let turn = 0; turn < turns; turn += 1) await nextTurn()
      expect(tasks.size()).toBe(0)
      collections.put(SOURCE, { ...collections.get(SOURCE)!, access: [] })
      expect(await answer).toMatchObject({ status: 403, body: { code: 'PermissionDenied' } })
      expect([tasks.size(), orders.size()]).toEqual([0, 0])
    },
  )

  test('makes one task when it comes twice at a time', async () => {
    const { ask, submissionId, world } = await openShares()
    const body = {
      DATA_TYPE: 'transfer',
      submission_id: await submissionId(BEN),
      source_endpoint: SOURCE,
      destination_endpoint: DESTINATION,
      DATA: manyItems(9000),
    }
    const answers = await Promise.all([1, 2].map(() => ask('POST', '/transfer', body, BEN)))
    expect(answers.map((answer) => answer.body.code).sort()).toEqual(['Accepted', 'Duplicate'])
    expect(world.tables.tasks.size()).toBe(1)
  })

  test('is refused by the one item that the rules do not reach', async () => {
    const { submit, world } = await openShares()
    const { collections, tasks } = world.tables
    const rules = ['/a/', '/ab/'].map((path) => ({ ...access[0], path }))
    collections.put(SOURCE, { ...collections.get(SOURCE)!, access: rules })
    const DATA = manyItems(9000)
    expect((await submit('transfer', { DATA }, BEN)).status).toBe(202)
    DATA[8999] = item('/abc/8999', '/b/8999')
    expect(await submit('transfer', { DATA }, BEN)).toMatchObject({
      status: 403,
      body: { message: expect.stringContaining("'/abc/8999'") },
    })
    expect(tasks.size()).toBe(1)
  })
})

test('a hundred pending tasks are the limit', async () => {
  const { submit } = await openTransferWorld({ pauseRules: [aPauseRule()] })
  for (let count = 0; count < 100; count += 1) await submit('transfer', { DATA })
  expect(await submit('transfer', { DATA })).toMatchObject({
    status: 409,
    body: { code: 'ClientError.Conflict' },
  })
  expect((await submit('transfer', { DATA }, BEN)).status).toBe(202)
})

test('base paths are kept on request', async () => {
  const { submit, rowOf } = await openTransferWorld()
  const items = [item('/~/run/a', '/in/x/a'), item('/~/run/sub/b', '/in/y')]
  const { body } = await submit('transfer', { store_base_path_info: true, DATA: items })
  expect(rowOf(String(body.task_id)).document).toMatchObject({
    source_base_path: '/~/run/',
    destination_base_path: '/in/',
  })
})
