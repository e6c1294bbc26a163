import { describe, expect, test } from 'vitest'

import {
  aPauseRule,
  DESTINATION,
  BEN,
  deletion,
  fill,
  item,
  openTransferWorld,
  START_MS,
} from '../../support/emulator-world'

const TASK_FIELDS =
  'DATA_TYPE bytes_checksummed bytes_transferred canceled_by_admin canceled_by_admin_message command completion_time ' +
  'deadline delete_destination_extra destination_endpoint_display_name destination_endpoint_id directories ' +
  'effective_bytes_per_second encrypt_data fail_on_quota_errors fatal_error faults files files_skipped ' +
  'files_transferred filter_rules history_deleted is_ok is_paused label nice_status nice_status_details ' +
  'nice_status_expires_in nice_status_short_description owner_id preserve_timestamp recursive_symlinks request_time ' +
  'skip_source_errors source_endpoint_display_name source_endpoint_id status subtasks_canceled subtasks_expired ' +
  'subtasks_failed subtasks_pending subtasks_retrying subtasks_skipped_errors subtasks_succeeded subtasks_total ' +
  'symlinks sync_level task_id type verify_checksum'

/** Six finished tasks a minute apart: transfers `t0`, `t2`, `t4` and deletes `t1`, `t3`, `t5`, of which `t5` failed. */
async function openHistory() {
  const world = await openTransferWorld()
  await fill(world.source, { '/a': 'A', '/1': '', '/3': '' })
  for (const number of [0, 1, 2, 3, 4, 5]) {
    await world.run(number % 2 ? 'delete' : 'transfer', {
      label: `t${number}`,
      DATA: [number % 2 ? deletion(`/${number}`) : item('/a', `/a${number}`)],
    })
    await world.clock.advance(60_000)
  }
  const labels = async (query: string) =>
    (await world.ask('GET', `/task_list?${query}`)).body.DATA.map(({ label }) => label)
  return { ...world, labels }
}

describe('the task list', () => {
  test.each([
    ['limit=50', ['t5', 't4', 't3', 't2', 't1', 't0']],
    ['limit=2&offset=1', ['t4', 't3']],
    ['limit=2&offset=10', []],
    ['filter=type:DELETE', ['t5', 't3', 't1']],
    ['filter=type:TRANSFER,DELETE/status:FAILED', ['t5']],
    ['filter=label:~T*/label:!t5/type:DELETE', ['t3', 't1']],
    ['filter=request_time:2026-03-04T15:18:17,2026-03-04T15:19:30', ['t3', 't2']],
    ['filter=completion_time:,2026-03-04 15:16:30', ['t0']],
    ['filter=status:ACTIVE', []],
    ['filter=status:ACTIVE&filter=label:t1', ['t1']],
    ['orderby=request_time%20ASC&limit=1', ['t0']],
    ['orderby=status,label DESC&limit=3', ['t5', 't4', 't3']],
  ])('%s', async (query, expected) => {
    const { labels } = await openHistory()
    expect(await labels(query)).toEqual(expected)
  })

  test('finds the running ones among the others, the newest first', async () => {
    const { ask, run, start, source } = await openTransferWorld({ pauseRules: [aPauseRule()] })
    await fill(source, { '/a': 'A' })
    const running = [
      await start('delete', { DATA: [deletion('/a')] }),
      await start('delete', { DATA: [deletion('/b')] }),
    ]
    await run('transfer', {
      source_endpoint: DESTINATION,
      DATA: [item('/none', '/b')],
      skip_source_errors: true,
    })
    for (const filter of ['status:ACTIVE', 'type:DELETE/status:INACTIVE,ACTIVE/']) {
      const { body } = await ask('GET', `/task_list?filter=${filter}`)
      expect(body).toMatchObject({ total: 2 })
      expect(body.DATA.map(({ task_id }) => task_id)).toEqual(running.toReversed())
    }
  })

  test('answers with its paging and only the fields that are asked for', async () => {
    const { ask } = await openHistory()
    const { body } = await ask('GET', '/task_list?limit=1&fields=task_id,label')
    expect(body).toMatchObject({ DATA_TYPE: 'task_list', limit: 1, offset: 0, length: 1, total: 6 })
    expect(Object.keys(body.DATA[0]!).sort()).toEqual(['DATA_TYPE', 'label', 'task_id'])
  })

  test.each(['limit=0', 'limit=1001', 'offset=-1', 'filter=colour:red', 'filter=status', 'orderby=colour'])(
    'refuses %s',
    async (query) => {
      const { ask } = await openTransferWorld()
      expect((await ask('GET', `/task_list?${query}`)).status).toBe(400)
    },
  )

  test('shows nobody the tasks of others', async () => {
    const { ask, world } = await openHistory()
    expect((await ask('GET', '/task_list', undefined, BEN)).body).toMatchObject({ total: 0, DATA: [] })
    const id = Array.from(world.tables.tasks.values())[0]!.document.task_id
    for (const [method, path] of [
      ['GET', ''],
      ['PUT', ''],
      ['POST', '/cancel'],
      ['POST', '/remove'],
      ['GET', '/event_list'],
      ['GET', '/successful_transfers'],
      ['GET', '/skipped_errors'],
      ['GET', '/pause_info'],
    ] as const) {
      const answer = await ask(
        method,
        `/task/${id}${path}`,
        method === 'PUT' ? { label: 'x' } : undefined,
        BEN,
      )
      expect(answer).toMatchObject({ status: 404, body: { code: 'ClientError.NotFound' } })
    }
  })

  test('reaches the newest thousand, however many there are and in whatever order they came', async () => {
    const { world, run, source, ask, rowOf } = await openTransferWorld()
    await fill(source, { '/a': 'A' })
    const row = rowOf((await run('transfer', { DATA: [item('/a', '/b')] })).task_id)
    for (let number = 1; number <= 2500; number += 1) {
      const task_id = `task-${number}`
      const document = { ...row.document, task_id, label: `n${number}` }
      world.tables.tasks.put(task_id, { ...row, document, requested_ms: START_MS + (number ^ 1) })
    }
    await world.database.flush()
    const { body } = await ask('GET', '/task_list?limit=1000&offset=999')
    expect(body).toMatchObject({ total: 2501, length: 1, DATA: [{ label: 'n1500' }] })
  })
})

test('one task has every documented field and its key', async () => {
  const { ask, run, source } = await openTransferWorld()
  await fill(source, { '/a': 'A' })
  const { task_id } = await run('transfer', { DATA: [item('/a', '/b')] })
  const { body } = await ask('GET', `/task/${task_id}`)
  expect(Object.keys(body)).toEqual(expect.arrayContaining(TASK_FIELDS.split(' ')))
  expect(body.key).toBe('complete,2026-03-04T15:16:17.000000')
  const cut = await ask('GET', `/task/${task_id}?fields=status`)
  expect(cut.body).toEqual({ DATA_TYPE: 'task', status: 'SUCCEEDED' })
})

describe('an update', () => {
  const openPaused = async () => {
    const world = await openTransferWorld({ pauseRules: [aPauseRule()] })
    return { ...world, id: await world.start('transfer', { DATA: [item('/a', '/b')] }) }
  }

  test('changes label and deadline of a running task, and the new deadline counts', async () => {
    const { ask, id, rowOf, finish } = await openPaused()
    const answer = await ask('PUT', `/task/${id}`, {
      DATA_TYPE: 'task',
      label: 'new',
      deadline: '2026-03-04T15:20:00Z',
    })
    expect(answer).toMatchObject({ status: 200, body: { DATA_TYPE: 'result', code: 'Updated' } })
    expect(rowOf(id).document).toMatchObject({ label: 'new', deadline: '2026-03-04T15:20:00+00:00' })
    expect(await finish(id, { stepMs: 10_000, steps: 30 })).toMatchObject({
      fatal_error: { code: 'EXPIRED' },
      completion_time: '2026-03-04T15:20:00+00:00',
    })
    expect((await ask('PUT', `/task/${id}`, { label: 'late' })).status).toBe(409)
  })

  test.each([{}, { label: 'x\ny' }, { deadline: '2020-01-01' }, { deadline: 'soon' }, []])(
    'refuses %j',
    async (body) => {
      const { ask, id } = await openPaused()
      expect((await ask('PUT', `/task/${id}`, body)).status).toBe(400)
    },
  )
})

describe('the details of a task', () => {
  test('events come newest first, ten at a time, errors alone on request', async () => {
    const { world, ask, run, source } = await openTransferWorld()
    await fill(source, { '/a': 'A' })
    const { task_id } = await run('transfer', { DATA: [item('/a', '/b')] })
    const events = Array.from({ length: 25 }, (_, n) => ({
      DATA_TYPE: 'event' as const,
      code: `N${n}`,
      description: '',
      details: '',
      is_error: n % 5 === 0,
      time: '',
    }))
    world.tables.events.delete(task_id)
    for (const event of events) world.tables.events.append(task_id, event)
    const first = await ask('GET', `/task/${task_id}/event_list`)
    expect(first.body).toMatchObject({ DATA_TYPE: 'event_list', offset: 0, limit: 10, length: 10, total: 25 })
    expect(first.body.DATA[0]?.code).toBe('N24')
    const errors = await ask('GET', `/task/${task_id}/event_list?filter=is_error:1&offset=4`)
    expect(errors.body).toMatchObject({ total: 5, length: 1, DATA: [{ code: 'N0' }] })
    expect((await ask('GET', `/task/${task_id}/event_list?limit=1001`)).status).toBe(400)
  })

  test('successful transfers come a hundred at a time by marker', async () => {
    const { ask, run, source } = await openTransferWorld()
    await fill(source, Object.fromEntries(Array.from({ length: 1150 }, (_, n) => [`/d/${n}`, ''])))
    const { task_id } = await run('transfer', { DATA: [item('/d', '/d')] })
    const seen = new Set<unknown>()
    let marker: unknown = 0
    for (let pages = 0; marker !== null && pages < 20; pages += 1) {
      const { body } = await ask('GET', `/task/${task_id}/successful_transfers?marker=${String(marker)}`)
      expect(body.DATA.length).toBeLessThanOrEqual(100)
      for (const file of body.DATA) seen.add(file.source_path)
      marker = body.next_marker
    }
    expect(seen.size).toBe(1150)
    expect((await ask('GET', `/task/${task_id}/successful_transfers?marker=x`)).status).toBe(400)
  })

  test('successful transfers are refused for a delete and for a running task', async () => {
    const { ask, start, finish, clock, source } = await openTransferWorld({ rate: 1 })
    await fill(source, { '/a': 'A'.repeat(100), '/b': '' })
    const removal = await start('delete', { DATA: [deletion('/b')] })
    await finish(removal)
    expect((await ask('GET', `/task/${removal}/successful_transfers`)).status).toBe(400)
    const running = await start('transfer', { DATA: [item('/a', '/a')] })
    await clock.advance(10)
    expect((await ask('GET', `/task/${running}/successful_transfers`)).status).toBe(409)
    expect((await ask('GET', `/task/${running}/skipped_errors`)).body.DATA).toEqual([])
    expect((await ask('GET', `/task/${running}/pause_info`)).body.pause_rules).toEqual([])
    expect((await ask('POST', `/task/${running}/remove`)).status).toBe(409)
  })

  test('a removed task is gone with everything about it, its submission id is not', async () => {
    const { ask, run, source, world } = await openTransferWorld()
    await fill(source, { '/a': 'A' })
    const { task_id } = await run('transfer', { DATA: [item('/a', '/b')] })
    expect((await ask('POST', `/task/${task_id}/remove`)).status).toBe(200)
    expect((await ask('GET', `/task/${task_id}`)).status).toBe(404)
    expect([world.tables.events.size(), world.tables.transferred.size(), world.tables.plans.size()]).toEqual([
      0, 0, 0,
    ])
    expect(Array.from(world.tables.submissions.values())).toMatchObject([{ task_id }])
  })
})
