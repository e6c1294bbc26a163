import { describe, expect, test } from 'vitest'

import {
  aCollection,
  ADA,
  type Answer,
  aPauseRule,
  BEN,
  deletion,
  DESTINATION,
  fill,
  item,
  openTransferWorld,
  someBytes,
  SOURCE,
  type TransferWorld,
} from '../../support/emulator-world'
import { giveRole, openManagedWorld, SHARE, STRANGER } from '../../support/managed-world'

const MANAGER = '/endpoint_manager'
const REFUSED = { status: 403, body: { code: 'PermissionDenied' } }
const BAD = { status: 400, body: { code: 'ClientError.BadRequest' } }

const list = (world: TransferWorld, query: string, identity = ADA) =>
  world.ask('GET', `${MANAGER}/task_list?${query}`, undefined, identity)
const codeOf = ({ status, body }: Answer) => `${status} ${String(body.code)}`
const labels = async (world: TransferWorld, query: string, identity = ADA) => {
  const { status, body } = await list(world, query, identity)
  return status === 200 ? body.DATA.map(({ label }) => label) : body
}

/**
 * A second apart: Ben's copy from the source, Ada's deletion on it with a missing file, Ben's copy from the share, one
 * that touches nothing of Ada's, and one into the source that a rule holds.
 */
async function openBusyWorld() {
  const world = await openManagedWorld()
  await fill(world.source, { '/a': 'A', '/shared/s': 'S' })
  await fill(world.destination, { '/a': 'A' })
  const submit = async (kind: 'transfer' | 'delete', document: Record<string, unknown>, identity = BEN) => {
    const { body } = await world.submit(kind, document, identity)
    await world.clock.advance(1000)
    return String(body.task_id)
  }
  const from = await submit('transfer', { label: 'from', DATA: [item('/a', '/b')] })
  const failed = await submit('delete', { label: 'failed', DATA: [deletion('/none')] }, ADA)
  const share = await submit('transfer', { label: 'share', source_endpoint: SHARE, DATA: [item('/s', '/s')] })
  const within = { source_endpoint: DESTINATION, destination_endpoint: DESTINATION }
  const foreign = await submit('transfer', { label: 'foreign', ...within, DATA: [item('/a', '/c')] })
  world.world.tables.pause_rules.put('r', aPauseRule())
  const into = { source_endpoint: DESTINATION, destination_endpoint: SOURCE }
  const held = await submit('transfer', { label: 'held', ...into, DATA: [item('/a', '/d')] })
  return { ...world, ids: { from, failed, share, foreign, held } }
}

describe('the list of tasks', () => {
  test('has the running ones first, then those that ended last, and nothing of foreign collections', async () => {
    const world = await openBusyWorld()
    const { status, body } = await list(world, `filter_endpoint=${SOURCE}`)
    expect(status).toBe(200)
    expect(body.DATA.map(({ label }) => label)).toEqual(['held', 'share', 'failed', 'from'])
    expect({ ...body, DATA: [] }).toEqual({
      DATA_TYPE: 'task_list',
      DATA: [],
      limit: 100,
      has_next_page: false,
      last_key: 'complete,2026-03-04T15:16:17.000000',
    })
    expect(await labels(world, `filter_endpoint=${SHARE}`, BEN)).toEqual(['share'])
    expect(await list(world, `filter_endpoint=${SOURCE}`, BEN)).toMatchObject(REFUSED)
    expect(await list(world, 'filter_endpoint=none')).toMatchObject({ status: 404 })
  })

  test('is cut by every filter', async () => {
    const world = await openBusyWorld()
    const { from, failed, foreign, held } = world.ids
    const on = `filter_endpoint=${SOURCE}&`
    const expected: [query: string, labels: string[]][] = [
      ['filter_status=ACTIVE', ['held']],
      ['filter_status=ACTIVE,INACTIVE', ['held']],
      [`${on}filter_status=SUCCEEDED,FAILED`, ['share', 'failed', 'from']],
      [`${on}filter_status=FAILED`, ['failed']],
      [`filter_task_id=${from},${held}`, ['held', 'from']],
      [`filter_task_id=${from},none`, ['from']],
      [`${on}filter_owner_id=${ADA.id}`, ['failed']],
      [`${on}filter_owner_id=${STRANGER}`, []],
      [`filter_status=ACTIVE&filter_owner_id=${BEN.id}`, ['held']],
      [`${on}filter_endpoint_use=source`, ['share', 'failed', 'from']],
      [`${on}filter_endpoint_use=destination`, ['held']],
      ['filter_status=ACTIVE&filter_is_paused=1', ['held']],
      ['filter_status=ACTIVE,INACTIVE&filter_is_paused=False', []],
      [`${on}filter_completion_time=2026-03-04T15:16:18Z,`, ['held', 'share', 'failed']],
      [`${on}filter_completion_time=2026-03-04 15:16:18,2026-03-04T15:16:18`, ['failed']],
      [`${on}filter_completion_time=,2026-03-04T15:16:18%2B00:00`, ['failed', 'from']],
      [`${on}filter_completion_time=2026-03-04`, ['held', 'share', 'failed', 'from']],
      [`${on}filter_min_faults=1`, ['failed']],
      [`${on}filter_local_user=ada`, ['failed', 'from']],
      [`${on}filter_local_user=ben`, ['share']],
      [`${on}filter_local_user=nobody`, []],
    ]
    const actual: [query: string, labels: unknown][] = []
    for (const [query] of expected) actual.push([query, await labels(world, query)])
    expect(actual).toEqual(expected)
    expect(await list(world, `filter_task_id=${failed},${foreign}`)).toMatchObject(REFUSED)
  })

  test('refuses what cannot be asked for', async () => {
    const world = await openManagedWorld()
    const on = `filter_endpoint=${SOURCE}`
    const bad = [
      '',
      'filter_status=SUCCEEDED',
      'filter_status=ACTIVE,FAILED',
      `${on}&filter_status=PAUSED`,
      `${on}&filter_status=,`,
      `filter_task_id=${Array.from({ length: 51 }, (_, n) => n).join()}`,
      'filter_task_id=a&filter_status=ACTIVE',
      `filter_task_id=a&${on}`,
      'filter_task_id=a&filter_min_faults=1',
      `filter_owner_id=${ADA.id}`,
      `filter_status=ACTIVE,FAILED&filter_owner_id=${ADA.id}`,
      'filter_status=ACTIVE&filter_endpoint_use=source',
      `${on}&filter_endpoint_use=both`,
      `${on}&filter_is_paused=1`,
      `${on}&filter_status=ACTIVE,SUCCEEDED&filter_is_paused=1`,
      'filter_status=ACTIVE&filter_is_paused=maybe',
      `${on}&filter_completion_time=,`,
      `${on}&filter_completion_time=yesterday,`,
      `${on}&filter_completion_time=2026-01-01,2026-01-02,2026-01-03`,
      `${on}&filter_min_faults=-1`,
      `${on}&filter_min_faults=x`,
      'filter_status=ACTIVE&filter_local_user=ada',
      `${on}&limit=0`,
      `${on}&limit=1001`,
      `${on}&last_key=nothing`,
      `${on}&last_key=complete,2026-99-04T15:16:18.000000`,
    ]
    const answers: unknown[] = []
    for (const query of bad) answers.push([query, codeOf(await list(world, query))])
    expect(answers).toEqual(bad.map((query) => [query, '400 ClientError.BadRequest']))
  })

  test('is paged by its last key, also among tasks that ended in one moment', async () => {
    const world = await openTransferWorld()
    await fill(world.source, { '/a': 'A' })
    const ids: string[] = []
    for (let count = 0; count < 7; count += 1)
      ids.push(await world.start('transfer', { DATA: [item('/a', `/${count}`)] }))
    for (const id of ids) await world.finish(id)
    await world.clock.advance(1000)
    ids.push((await world.run('transfer', { DATA: [item('/a', '/later')] })).task_id)
    world.world.tables.pause_rules.put('r', aPauseRule())
    for (let count = 0; count < 3; count += 1)
      ids.push(await world.start('delete', { DATA: [deletion('/a')] }))

    const seen: unknown[] = []
    let key = ''
    for (let page = 0; page < 10; page += 1) {
      const { body } = await list(
        world,
        `filter_endpoint=${SOURCE}&limit=2&last_key=${encodeURIComponent(key)}`,
      )
      seen.push(...body.DATA.map(({ task_id }) => task_id))
      key = String(body.last_key)
      if (!body.has_next_page) break
      expect(body.DATA).toHaveLength(2)
    }
    expect(seen).toHaveLength(ids.length)
    expect(new Set(seen)).toEqual(new Set(ids))
    const { body } = await list(world, `filter_endpoint=${SOURCE}&last_key=${key}`)
    expect(body).toMatchObject({ DATA: [], has_next_page: false, last_key: null })
  })
})

describe('a task', () => {
  test('shows managers the people and folders of their own side only', async () => {
    const world = await openBusyWorld()
    const { from, share, failed, held } = world.ids
    const get = async (id: string, identity = ADA) =>
      (await world.ask('GET', `${MANAGER}/task/${id}`, undefined, identity)).body
    expect(await get(from)).toMatchObject({
      label: 'from',
      owner_string: BEN.username,
      is_ok: null,
      key: 'complete,2026-03-04T15:16:17.000000',
      source_local_user: 'ada',
      source_local_user_status: 'OK',
      source_host_endpoint_id: null,
      destination_endpoint_id: DESTINATION,
      destination_local_user: null,
      destination_local_user_status: 'NO_PERMISSION',
    })
    expect(await get(share)).toMatchObject({
      source_host_endpoint: expect.stringContaining(`#${SOURCE}`),
      source_host_endpoint_id: SOURCE,
      source_host_endpoint_display_name: 'Collection a',
      source_host_path: '/shared/',
      source_local_user: 'ben',
    })
    expect(await get(failed)).toMatchObject({
      destination_endpoint_id: null,
      destination_local_user_status: 'NO_ENDPOINT',
    })
    expect(await get(held)).toMatchObject({
      is_paused: true,
      source_local_user_status: 'NO_PERMISSION',
      destination_local_user: null,
      destination_local_user_status: 'NOT_SCANNED',
      key: 'active,2026-03-04T15:16:21.000000',
    })
  })

  test('names the account that its owner has on a server, or has chosen there', async () => {
    const onServer = {
      entity_type: 'GCSv5_mapped_collection',
      gcp_connected: null,
      gcp_paused: null,
    } as const
    const world = await openTransferWorld({
      collections: [aCollection(SOURCE), aCollection(DESTINATION, {}, { ...onServer, high_assurance: true })],
    })
    await fill(world.source, { '/a': 'A' })
    const DATA = [item('/a', '/b')]
    const ids: string[] = []
    for (const own of [{}, { destination_local_user: 'service' }]) {
      const { body } = await world.submit('transfer', { DATA, ...own }, BEN)
      ids.push(String(body.task_id))
      await world.finish(String(body.task_id))
    }
    const get = async (id = '') => (await world.ask('GET', `${MANAGER}/task/${id}`)).body
    expect(await get(ids[0])).toMatchObject({ source_local_user: 'ada', destination_local_user: 'ben' })
    expect(await get(ids[1])).toMatchObject({ destination_local_user: 'service' })
    const { body } = await list(world, `filter_endpoint=${DESTINATION}&filter_local_user=service`)
    expect(body.DATA.map(({ task_id }) => task_id)).toEqual([ids[1]])
  })

  test('keeps base paths and private names of the other side to itself', async () => {
    const world = await openManagedWorld()
    await fill(world.source, { '/in/a': 'A' })
    const { body } = await world.submit(
      'transfer',
      { store_base_path_info: true, DATA: [item('/in/a', '/out/a')] },
      BEN,
    )
    const id = String(body.task_id)
    const get = async () => (await world.ask('GET', `${MANAGER}/task/${id}`)).body
    expect(await get()).toMatchObject({ source_base_path: '/in/', destination_base_path: null })
    world.world.tables.collections.get(DESTINATION)!.document.public = false
    expect(await get()).toMatchObject({
      source_endpoint_id: SOURCE,
      destination_endpoint: null,
      destination_endpoint_id: null,
      destination_endpoint_display_name: null,
    })
  })

  test('is not for people without a role, whoever owns it', async () => {
    const world = await openBusyWorld()
    const { from, held, foreign } = world.ids
    const answers: unknown[] = []
    const rests = ['', '/event_list', '/pause_info', '/successful_transfers', '/skipped_errors']
    for (const rest of rests) {
      const get = async (id: string, identity = ADA) =>
        codeOf(await world.ask('GET', `${MANAGER}/task/${id}${rest}`, undefined, identity))
      answers.push([rest, await get(from, BEN), await get(foreign), await get('none')])
    }
    const wanted = ['403 PermissionDenied', '403 PermissionDenied', '404 ClientError.NotFound']
    expect(answers).toEqual(rests.map((rest) => [rest, ...wanted]))
    giveRole(world, 'activity_monitor', SOURCE)
    expect((await world.ask('GET', `${MANAGER}/task/${held}`, undefined, BEN)).body.label).toBe('held')
  })

  test('has its events, all or only the errors, newest first', async () => {
    const world = await openBusyWorld()
    const events = async (query: string) => {
      const { body } = await world.ask('GET', `${MANAGER}/task/${world.ids.failed}/event_list?${query}`)
      return { codes: body.DATA.map(({ code }) => code), total: body.total }
    }
    expect(await events('')).toEqual({ codes: ['FILE_NOT_FOUND', 'STARTED'], total: 2 })
    expect(await events('limit=1&offset=1')).toEqual({ codes: ['STARTED'], total: 2 })
    expect(await events('filter_is_error=1')).toEqual({ codes: ['FILE_NOT_FOUND'], total: 1 })
    expect((await events('filter_is_error=0')).total).toBe(2)
    const path = `${MANAGER}/task/${world.ids.failed}/event_list?filter_is_error=x`
    expect(await world.ask('GET', path)).toMatchObject(BAD)
  })

  test('says why it waits: the manager’s own rules in full, others as to everybody', async () => {
    const world = await openBusyWorld()
    const { pause_task_transfer_read } = aPauseRule()
    const other = aPauseRule({
      id: 'o',
      endpoint_id: DESTINATION,
      message: 'Other',
      pause_task_transfer_read,
    })
    world.world.tables.pause_rules.put('o', other)
    const { body } = await world.ask('GET', `${MANAGER}/task/${world.ids.held}/pause_info`)
    expect(body).toMatchObject({
      DATA_TYPE: 'pause_info_limited',
      pause_rules: [
        { DATA_TYPE: 'pause_rule_limited', message: 'Other' },
        { DATA_TYPE: 'pause_rule', modified_by_id: ADA.id, editable: true },
      ],
      source_pause_message: null,
    })
    const ended = await world.ask('GET', `${MANAGER}/task/${world.ids.from}/pause_info`)
    expect(ended.body.pause_rules).toEqual([])
  })

  test('lists files and skipped paths without the paths of the other side', async () => {
    const world = await openManagedWorld()
    await fill(world.source, { '/a': someBytes(3) })
    const { body } = await world.submit(
      'transfer',
      { skip_source_errors: true, DATA: [item('/a', '/a'), item('/none', '/none')] },
      BEN,
    )
    const path = `${MANAGER}/task/${String(body.task_id)}`
    expect((await world.ask('GET', `${path}/successful_transfers`)).status).toBe(409)
    await world.finish(String(body.task_id))
    const first = async (rest: string) => (await world.ask('GET', `${path}/${rest}`)).body
    expect(await first('successful_transfers')).toMatchObject({
      DATA_TYPE: 'successful_transfers',
      marker: 0,
      next_marker: null,
      DATA: [{ source_path: '/a', destination_path: null, size: 3 }],
    })
    expect(await first('skipped_errors')).toMatchObject({
      DATA_TYPE: 'skipped_errors',
      DATA: [{ source_path: '/none', destination_path: null, error_code: 'FILE_NOT_FOUND' }],
    })
    giveRole(world, 'activity_monitor', DESTINATION)
    const other = await world.ask('GET', `${path}/successful_transfers`, undefined, BEN)
    expect(other.body.DATA).toMatchObject([{ source_path: null, destination_path: '/a' }])
  })
})

describe('collections', () => {
  test('are monitored by role, on themselves or on their host', async () => {
    const world = await openManagedWorld()
    const monitored = async (identity = ADA) =>
      (await world.ask('GET', `${MANAGER}/monitored_endpoints`, undefined, identity)).body
    const { DATA_TYPE, DATA } = await monitored()
    expect(DATA_TYPE).toBe('monitored_endpoints')
    expect(DATA).toMatchObject([
      { id: SOURCE, in_use: null },
      { id: SHARE, my_effective_roles: expect.arrayContaining(['activity_manager']) },
    ])
    expect((await monitored(BEN)).DATA).toMatchObject([{ id: SHARE }])
    giveRole(world, 'activity_monitor', DESTINATION)
    expect((await monitored(BEN)).DATA.map(({ id }) => id)).toEqual([DESTINATION, SHARE])
    const cut = await world.ask('GET', `${MANAGER}/monitored_endpoints?fields=id`, undefined, BEN)
    expect(cut.body.DATA[0]).toEqual({ DATA_TYPE: 'endpoint', id: DESTINATION })
  })

  test('are refused to people without an activity role anywhere', async () => {
    const world = await openTransferWorld()
    const paths = ['monitored_endpoints', 'task_list?filter_status=ACTIVE', 'pause_rule_list', 'task/none']
    paths.push(`endpoint/${SOURCE}`, 'pause_rule/none', 'admin_cancel/1')
    const answers: unknown[] = []
    for (const path of paths)
      answers.push([path, codeOf(await world.ask('GET', `${MANAGER}/${path}`, undefined, BEN))])
    expect(answers).toEqual(paths.map((path) => [path, '403 PermissionDenied']))
  })

  test('show managers the folder that is shared, and what is hosted', async () => {
    const world = await openManagedWorld()
    const get = (rest: string, identity = ADA) =>
      world.ask('GET', `${MANAGER}/endpoint/${rest}`, undefined, identity)
    expect((await get(SHARE)).body).toMatchObject({ DATA_TYPE: 'endpoint', id: SHARE, host_path: '/shared/' })
    const hosted = await get(`${SOURCE}/hosted_endpoint_list`)
    expect(hosted.body).toMatchObject({
      DATA_TYPE: 'endpoint_list',
      DATA: [{ id: SHARE }],
      has_next_page: false,
    })
    expect(await get(`${SHARE}/hosted_endpoint_list`)).toMatchObject({
      status: 409,
      body: { code: 'Conflict' },
    })
    expect((await get(`${SHARE}/access_list`)).body).toMatchObject({
      DATA_TYPE: 'access_list',
      endpoint: SHARE,
      DATA: [
        { id: null, principal: BEN.id },
        { id: 'a', principal_type: 'all_authenticated_users', permissions: 'rw' },
      ],
    })
    expect(await get(`${SOURCE}/access_list`)).toMatchObject({ status: 400, body: { code: 'NotSupported' } })
    expect(await get(`${DESTINATION}/access_list`)).toMatchObject(REFUSED)
    expect(await get(DESTINATION)).toMatchObject(REFUSED)
    expect(await get(SOURCE, BEN)).toMatchObject(REFUSED)
    expect(await get('none')).toMatchObject({ status: 404, body: { code: 'EndpointNotFound' } })
  })
})
