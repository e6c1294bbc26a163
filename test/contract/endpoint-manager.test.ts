import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

import { transfer } from '@globus/sdk'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { expectWhole, expectWholeAs } from './documents'
import { managerDocuments } from './documents-manager'
import {
  type Caller,
  collectionId,
  documentOf,
  ended,
  identityId,
  item,
  refusalOf,
  serveTwoDirectories,
  signIn,
  submit,
  type TwoDirectories,
} from './globus'

const { endpoint, pauseRule, task } = transfer.endpointManager
const RATE = 200_000

let server: TwoDirectories
/** Owns both directories. */
let ada: Caller
/** Uses them, and manages the sample world's scratch collection. */
let ben: Caller

beforeAll(async () => {
  server = await serveTwoDirectories(RATE)
  ada = await signIn(server.ready)
  ben = await signIn(server.ready, { changes: { identity: identityId(server.ready, 'ben') } })
  await mkdir(join(server.left, 'in'))
  await writeFile(join(server.left, 'in/small'), 'small')
  await writeFile(join(server.left, 'in/big'), new Uint8Array(50 * RATE))
})
afterAll(() => server.close())

const copyAsBen = (...items: object[]) =>
  submit(ben, 'transfer', {
    source_endpoint: server.leftId,
    destination_endpoint: server.rightId,
    skip_source_errors: true,
    DATA: items,
  })

const whole = async <T>(answering: Parameters<typeof documentOf<T>>[0]): Promise<T> => {
  const document = await documentOf(answering)
  expectWholeAs(managerDocuments, document)
  return document
}

/** A call that the SDK does not make, or makes elsewhere. */
const get = (path: string, { headers }: Caller = ada) =>
  fetch(`${server.ready.transfer}/v0.10/endpoint_manager/${path}`, { headers })

describe('a manager', () => {
  test('sees the collections they have a role on, and what stands on them', async () => {
    const scratch = collectionId(server.ready, 'Alder University Scratch')
    const archive = collectionId(server.ready, 'Lab archive')
    const monitored = await whole(endpoint.getMonitoredEndpoints(ben))
    expect(monitored.DATA.map(({ id }) => id)).toEqual(expect.arrayContaining([scratch, archive]))
    expect(await whole(endpoint.get(archive, ben))).toMatchObject({
      host_path: '/projects/lab-archive/',
      my_effective_roles: expect.arrayContaining(['activity_manager']),
    })
    const hosted = await whole(endpoint.getHostedEndpoints(scratch, ben))
    expect(hosted.DATA.map(({ id }) => id)).toContain(archive)
    expect(await refusalOf(endpoint.getHostedEndpoints(archive, ben))).toEqual([409, 'Conflict'])
    const rules = await whole(endpoint.getAccessList(archive, ben))
    expect(rules.DATA).toContainEqual(
      expect.objectContaining({ path: '/public/', principal_type: 'anonymous' }),
    )
    expect(await refusalOf(endpoint.get(server.leftId, ben))).toEqual([403, 'PermissionDenied'])
  })

  test('follows a task of somebody else', async () => {
    const id = await copyAsBen(item('/in/small', '/in/small'), item('/none', '/none'))
    await ended(ben, id)
    const document = await whole(task.get(id, ada))
    expect(document).toMatchObject({
      owner_string: 'ben@riverside.example',
      status: 'SUCCEEDED',
      source_local_user_status: 'OK',
    })
    const events = await whole(task.getEventList(id, { ...ada, query: { limit: '1' } }))
    expect(events).toMatchObject({ DATA: [{ code: 'SUCCEEDED' }], limit: 1 })
    expect((await whole(task.getEventList(id, { ...ada, query: { filter_is_error: 1 } }))).DATA).toEqual([])
    expect(await whole(task.getSuccessfulTransfers(id, ada))).toMatchObject({
      DATA: [{ source_path: '/in/small', destination_path: '/in/small' }],
    })
    expect((await whole(task.getSkippedErrors(id, ada))).DATA).toMatchObject([
      { source_path: '/none', error_code: 'FILE_NOT_FOUND' },
    ])
    expect(await whole(task.getPauseInfo(id, ada))).toMatchObject({ pause_rules: [] })
    for (const call of [task.get, task.getEventList, task.getPauseInfo, task.getSkippedErrors])
      expect(await refusalOf(call(id, ben))).toEqual([403, 'PermissionDenied'])

    const list = await whole<{ DATA: { task_id: string }[] }>(
      get(`task_list?filter_endpoint=${server.leftId}`),
    )
    expect(list.DATA.map(({ task_id }) => task_id)).toContain(id)
    // The SDK asks for its caller's own tasks here.
    const own = await documentOf(task.getAll(ada))
    expectWhole(own)
    expect(own.DATA).toEqual([])
  })

  test('holds tasks, lets them go, and ends them', async () => {
    const id = await copyAsBen(item('/in/big', '/in/big'))
    const task_id_list = [id]
    const message = 'The disk is full'
    const pause = { DATA_TYPE: 'admin_pause', task_id_list, message } as const
    expect(await whole(task.pause({ payload: pause, ...ada }))).toMatchObject({ code: 'AdminPaused' })
    expect(await documentOf(transfer.task.get(id, ben))).toMatchObject({
      is_paused: true,
      nice_status: 'PAUSED_BY_ADMIN',
    })
    const info = await documentOf(transfer.task.getPauseInfo(id, ben))
    expectWhole(info)
    expect(info).toMatchObject({ source_pause_message: message, destination_pause_message: message })
    expect(await refusalOf(task.resume({ payload: { task_id_list }, ...ben }))).toEqual([
      403,
      'PermissionDenied',
    ])
    expect(await whole(task.resume({ payload: { task_id_list }, ...ada }))).toMatchObject({
      code: 'AdminResumed',
    })
    expect(await documentOf(transfer.task.get(id, ben))).toMatchObject({ is_paused: false })

    const cancel = { DATA_TYPE: 'admin_cancel', task_id_list, message } as const
    const started = await documentOf(task.cancel({ payload: cancel, ...ada }))
    expect(started).toEqual({ DATA_TYPE: 'admin_cancel', id: expect.any(Number), done: expect.any(Boolean) })
    expect(await ended(ben, id)).toMatchObject({
      fatal_error: { code: 'CANCELED' },
      canceled_by_admin: 'BOTH',
      canceled_by_admin_message: message,
    })
    expect(await whole(get(`admin_cancel/${started.id}`))).toMatchObject({
      done: true,
      task_id_list,
      message,
    })
    // The SDK posts where the service documents only GET.
    const posted = task.getAdminCancel(String(started.id), ada)
    expect(await refusalOf(posted)).toEqual([405, 'MethodNotAllowed'])
  })

  test('makes, changes and lifts pause rules, which hold people and tasks back', async () => {
    const payload = {
      DATA_TYPE: 'pause_rule',
      endpoint_id: server.leftId,
      message: 'Power cut',
      pause_ls: true,
    } as const
    const rule = await whole(pauseRule.create({ payload, ...ada }))
    const list = () => transfer.fileOperations.ls(server.leftId, { ...ben, query: { path: '/in/' } })
    expect(await refusalOf(list())).toEqual([409, 'OperationPaused'])
    const id = await copyAsBen(item('/in/small', '/in/held'))
    await expect
      .poll(async () => documentOf(transfer.task.get(id, ben)), { timeout: 5000 })
      .toMatchObject({ is_paused: true })
    expect(await whole(task.getPauseInfo(id, ada))).toMatchObject({
      pause_rules: [{ DATA_TYPE: 'pause_rule', id: rule.id, editable: true }],
    })

    expect(
      (await whole(pauseRule.getAll({ query: { filter_endpoint: server.leftId }, ...ada }))).DATA,
    ).toEqual([rule])
    const change = { message: 'Nearly there', pause_ls: false, pause_task_transfer_read: false }
    expect(await whole(pauseRule.update(rule.id, { payload: change, ...ada }))).toMatchObject(change)
    expect((await list()).status).toBe(200)
    expect((await ended(ben, id)).status).toBe('SUCCEEDED')
    expect(await whole(pauseRule.get(rule.id, ada))).toMatchObject(change)
    expect(await refusalOf(pauseRule.remove(rule.id, ben))).toEqual([403, 'PermissionDenied'])
    expect(await whole(pauseRule.remove(rule.id, ada))).toMatchObject({ code: 'Deleted' })
    expect(await refusalOf(pauseRule.get(rule.id, ada))).toEqual([404, 'PauseRuleNotFound'])
  })
})
