import { describe, expect, test } from 'vitest'

import {
  ADA,
  aPauseRule,
  BEN,
  contents,
  deletion,
  DESTINATION,
  fill,
  item,
  someBytes,
  SOURCE,
  type TransferWorld,
} from '../../support/emulator-world'
import { giveRole, openManagedWorld, SHARE, STRANGER } from '../../support/managed-world'

const RULE = '/endpoint_manager/pause_rule'
const RATE = 100_000
const NOTHING_PAUSED = {
  pause_ls: false,
  pause_mkdir: false,
  pause_symlink: false,
  pause_rename: false,
  pause_task_delete: false,
  pause_task_transfer_write: false,
  pause_task_transfer_read: false,
}

const ALL_BUT_LOOKING = {
  pause_ls: false,
  pause_mkdir: true,
  pause_symlink: true,
  pause_rename: true,
  pause_task_delete: true,
  pause_task_transfer_write: true,
  pause_task_transfer_read: true,
}

const create = async ({ ask }: TransferWorld, own: Record<string, unknown> = {}, identity = ADA) => {
  const document = { DATA_TYPE: 'pause_rule', endpoint_id: SOURCE, message: 'Power cut', ...own }
  return ask('POST', RULE, document, identity)
}

describe('a pause rule', () => {
  test('is made, read, changed and lifted by managers', async () => {
    const world = await openManagedWorld()
    const made = await create(world, { pause_ls: true, start_time: '2026-03-04 09:00Z', identity_id: BEN.id })
    expect(made).toMatchObject({
      status: 201,
      body: {
        DATA_TYPE: 'pause_rule',
        message: 'Power cut',
        endpoint_id: SOURCE,
        endpoint_display_name: 'Collection a',
        identity_id: BEN.id,
        start_time: '2026-03-04T09:00:00+00:00',
        modified_by_id: ADA.id,
        created_by_host_manager: false,
        editable: true,
        pause_ls: true,
        pause_task_transfer_write: true,
      },
    })
    const path = `${RULE}/${String(made.body.id)}`
    expect((await world.ask('GET', path)).body).toEqual(made.body)
    const changed = await world.ask('PUT', path, {
      ...made.body,
      message: 'Still no power',
      pause_mkdir: false,
      endpoint_id: DESTINATION,
    })
    expect(changed).toMatchObject({
      status: 200,
      body: { message: 'Still no power', pause_mkdir: false, pause_ls: true, endpoint_id: SOURCE },
    })
    expect((await world.ask('GET', '/endpoint_manager/pause_rule_list')).body).toEqual({
      DATA_TYPE: 'pause_rule_list',
      DATA: [changed.body],
    })
    expect((await world.ask('DELETE', path)).body).toMatchObject({ DATA_TYPE: 'result', code: 'Deleted' })
    expect(await world.ask('GET', path)).toMatchObject({ status: 404, body: { code: 'PauseRuleNotFound' } })
  })

  test('stops everything but looking unless it says otherwise', async () => {
    const { body } = await create(await openManagedWorld())
    expect(body).toMatchObject(ALL_BUT_LOOKING)
  })

  test('is for managers of the collection only', async () => {
    const world = await openManagedWorld()
    const refusal = { status: 403, body: { code: 'PermissionDenied' } }
    expect(await create(world, {}, BEN)).toMatchObject(refusal)
    expect(await create(world, { endpoint_id: DESTINATION })).toMatchObject(refusal)
    const path = `${RULE}/${String((await create(world)).body.id)}`
    for (const method of ['GET', 'DELETE'])
      expect(await world.ask(method, path, undefined, BEN)).toMatchObject(refusal)
    expect(await world.ask('PUT', path, { message: 'x' }, BEN)).toMatchObject(refusal)
    expect((await world.ask('GET', path)).body.message).toBe('Power cut')
    // A monitor sees the list, no more.
    giveRole(world, 'activity_monitor', SOURCE)
    expect(
      (await world.ask('GET', '/endpoint_manager/pause_rule_list', undefined, BEN)).body.DATA,
    ).toMatchObject([{ message: 'Power cut', editable: false }])
    expect(await world.ask('GET', path, undefined, BEN)).toMatchObject(refusal)
  })

  test.each<[string, Record<string, unknown>]>([
    ['without a type', { DATA_TYPE: undefined }],
    ['of another type', { DATA_TYPE: 'role' }],
    ['without a message', { message: undefined }],
    ['with an empty message', { message: '' }],
    ['without a collection', { endpoint_id: null }],
    ['with a flag that is no boolean', { pause_ls: 'yes' }],
    ['with a start that is no time', { start_time: 'tomorrow' }],
    ['with a start beyond all years', { start_time: '9999-12-31T23:59:59-12:00' }],
    ['for somebody unknown', { identity_id: STRANGER }],
  ])('%s is refused, and nothing is kept', async (_, own) => {
    const world = await openManagedWorld()
    expect(await create(world, own)).toMatchObject({ status: 400, body: { code: 'ClientError.BadRequest' } })
    expect(world.world.tables.pause_rules.size()).toBe(0)
  })

  test('of a collection that does not exist is refused', async () => {
    const answer = await create(await openManagedWorld(), { endpoint_id: 'none' })
    expect(answer).toMatchObject({ status: 404, body: { code: 'EndpointNotFound' } })
  })

  test('of the host’s managers is out of reach for those of a share, and filters tell them apart', async () => {
    const world = await openManagedWorld()
    const ofHost = await create(world, { endpoint_id: SHARE })
    expect(ofHost.body).toMatchObject({ created_by_host_manager: true, editable: true })
    const path = `${RULE}/${String(ofHost.body.id)}`
    expect((await world.ask('GET', path, undefined, BEN)).body.editable).toBe(false)
    expect((await world.ask('PUT', path, { message: 'x' }, BEN)).status).toBe(403)
    expect((await world.ask('DELETE', path, undefined, BEN)).status).toBe(403)

    const own = await create(world, { endpoint_id: SHARE, message: 'Mine' }, BEN)
    expect(own.body).toMatchObject({ created_by_host_manager: false, editable: true })
    const ofSource = await create(world, { message: 'Host itself' })
    const messages = async (filter: string, identity = ADA) =>
      (
        await world.ask('GET', `/endpoint_manager/pause_rule_list${filter}`, undefined, identity)
      ).body.DATA.map(({ message }) => message)
    expect(await messages('')).toEqual(['Power cut', 'Mine', 'Host itself'])
    expect(await messages('', BEN)).toEqual(['Power cut', 'Mine'])
    expect(await messages(`?filter_endpoint=${SOURCE}`)).toEqual([ofSource.body.message])
    expect(await messages(`?filter_host_endpoint=${SOURCE}`)).toEqual(['Power cut', 'Mine'])
    const foreign = await world.ask('GET', `/endpoint_manager/pause_rule_list?filter_endpoint=${DESTINATION}`)
    expect(foreign.status).toBe(403)
    // The host's manager may change what a share's manager has made.
    expect((await world.ask('DELETE', `${RULE}/${String(own.body.id)}`)).status).toBe(200)
  })
})

describe('file operations', () => {
  const operations: [flag: string, method: string, path: string, body?: object][] = [
    ['pause_ls', 'GET', '/ls?path=/'],
    ['pause_ls', 'GET', '/stat?path=/shared'],
    ['pause_mkdir', 'POST', '/mkdir', { DATA_TYPE: 'mkdir', path: '/new' }],
    ['pause_rename', 'POST', '/rename', { DATA_TYPE: 'rename', old_path: '/a', new_path: '/b' }],
    ['pause_symlink', 'POST', '/symlink', { DATA_TYPE: 'symlink', path: '/l', symlink_target: 'a' }],
  ]

  test.each(operations)('%s refuses %s %s, and only that', async (flag, method, path, body) => {
    const world = await openManagedWorld()
    await fill(world.source, { '/a': 'A', '/shared': null })
    const { body: rule } = await create(world, { ...NOTHING_PAUSED, [flag]: true })
    const operation = () => world.ask(method, `/operation/endpoint/${SOURCE}${path}`, body)
    const refused = await operation()
    expect(refused).toMatchObject({ status: 409, body: { code: 'OperationPaused' } })
    expect(refused.body.message).toContain('Power cut')
    await world.ask('PUT', `${RULE}/${String(rule.id)}`, {
      ...ALL_BUT_LOOKING,
      pause_ls: true,
      [flag]: false,
    })
    expect((await operation()).status).toBe(200)
  })

  test('a rule for one person leaves the others alone, on the host and on its share', async () => {
    const world = await openManagedWorld()
    await fill(world.source, { '/shared/a': 'A' })
    await create(world, { identity_id: BEN.id, pause_ls: true })
    for (const id of [SOURCE, SHARE]) {
      const list = (identity = ADA) =>
        world.ask('GET', `/operation/endpoint/${id}/ls?path=/`, undefined, identity)
      expect((await list()).status).toBe(200)
      expect((await list(BEN)).body.code).toBe('OperationPaused')
      const rules = (identity = ADA) =>
        world.ask('GET', `/endpoint/${id}/my_effective_pause_rule_list`, undefined, identity)
      expect((await rules()).body.DATA).toEqual([])
      const { body } = await rules(BEN)
      expect(body.DATA).toMatchObject([
        { DATA_TYPE: 'pause_rule_limited', endpoint_id: SOURCE, message: 'Power cut' },
      ])
      for (const field of ['modified_by_id', 'created_by_host_manager', 'editable'])
        expect(body.DATA[0]).not.toHaveProperty(field)
    }
  })

  test('a rule of a share does not reach its host', async () => {
    const world = await openManagedWorld()
    await create(world, { endpoint_id: SHARE, pause_ls: true })
    expect((await world.ask('GET', `/operation/endpoint/${SOURCE}/ls?path=/`)).status).toBe(200)
  })
})

describe('a running task', () => {
  const start = async (rate = RATE) => {
    const world = await openManagedWorld({ rate })
    await fill(world.source, { '/big': someBytes(20 * RATE), '/shared/s': 'S' })
    return world
  }
  const copy = { DATA: [item('/big', '/big')] }

  test('stops in the middle of a file while a rule holds it, and ends whole when the rule goes', async () => {
    const world = await start()
    const id = await world.start('transfer', copy)
    await world.clock.advance(5000)
    const { body: rule } = await create(world)
    await world.clock.advance(3000)
    const { bytes_transferred } = world.rowOf(id).document
    expect(world.rowOf(id).document).toMatchObject({
      is_paused: true,
      status: 'ACTIVE',
      nice_status: 'PAUSED_BY_ADMIN',
    })
    await world.clock.advance(60_000)
    expect(world.rowOf(id).document.bytes_transferred).toBe(bytes_transferred)
    await world.ask('DELETE', `${RULE}/${String(rule.id)}`)
    expect(await world.finish(id, { stepMs: 1000 })).toMatchObject({ status: 'SUCCEEDED', is_paused: false })
    expect((await world.destination.stat('/big'))?.size).toBe(20 * RATE)
    const codes = world.events(id).map(({ code }) => code)
    expect(codes.filter((code) => code.endsWith('PAUSED'))).toEqual(['PAUSED', 'UNPAUSED'])
  })

  test.each([
    ['pause_task_transfer_read', SOURCE, true],
    ['pause_task_transfer_write', SOURCE, false],
    ['pause_task_transfer_read', DESTINATION, false],
    ['pause_task_transfer_write', DESTINATION, true],
    ['pause_task_delete', SOURCE, false],
  ])('is held by %s on %s: %s', async (flag, endpoint_id, isHeld) => {
    const world = await start(Infinity)
    const rule = aPauseRule({ ...NOTHING_PAUSED, endpoint_id, [flag]: true })
    world.world.tables.pause_rules.put(rule.id, rule)
    const id = await world.start('transfer', copy)
    await world.clock.advance(0)
    expect(world.rowOf(id).document.is_paused).toBe(isHeld)
    const { body } = await world.ask('GET', `/task/${id}/pause_info`)
    expect(body.pause_rules).toHaveLength(isHeld ? 1 : 0)
  })

  test('that deletes is held by pause_task_delete, until an edit lets it go', async () => {
    const world = await start(Infinity)
    const { body: rule } = await create(world, { ...NOTHING_PAUSED, pause_task_delete: true })
    const id = await world.start('delete', { DATA: [deletion('/big')] })
    await world.clock.advance(5000)
    expect(world.rowOf(id).document.is_paused).toBe(true)
    expect(await world.source.stat('/big')).not.toBeNull()
    await world.ask('PUT', `${RULE}/${String(rule.id)}`, { pause_task_delete: false })
    expect((await world.finish(id, { stepMs: 1000 })).status).toBe('SUCCEEDED')
    expect(await contents(world.source)).toEqual({ '/shared/s': 'S' })
  })

  test('goes on until the rule’s start comes', async () => {
    const world = await start()
    const id = await world.start('transfer', copy)
    await create(world, { start_time: '2026-03-04T15:16:27Z' })
    const path = `/endpoint/${SOURCE}/my_effective_pause_rule_list`
    expect((await world.ask('GET', path)).body.DATA).toEqual([])
    await world.clock.advance(9000)
    expect(world.rowOf(id).document.is_paused).toBe(false)
    await world.clock.advance(3000)
    expect(world.rowOf(id).document.is_paused).toBe(true)
    expect((await world.ask('GET', path)).body.DATA).toHaveLength(1)
  })

  test('of one person is held when the rule is for them, on a share by its host too', async () => {
    const world = await start(Infinity)
    await create(world, { identity_id: BEN.id })
    const DATA = [item('/s', '/s')]
    const ofAda = await world.submit('transfer', { source_endpoint: SHARE, DATA })
    const ofBen = await world.submit('transfer', { source_endpoint: SHARE, DATA }, BEN)
    await world.clock.advance(1000)
    expect(world.rowOf(String(ofAda.body.task_id)).document.status).toBe('SUCCEEDED')
    expect(world.rowOf(String(ofBen.body.task_id)).document.is_paused).toBe(true)
  })
})
