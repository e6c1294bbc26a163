import { createHash, randomBytes } from 'node:crypto'
import { lstat, mkdir, readdir, readFile, readlink, symlink, utimes, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'

import { transfer } from '@globus/sdk'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { expectWhole } from './documents'
import {
  type Caller,
  collectionId,
  documentOf,
  ended,
  item,
  refusalOf,
  serveTwoDirectories,
  signIn,
  submit,
  type TwoDirectories,
} from './globus'

let server: TwoDirectories
let ada: Caller

beforeAll(async () => {
  server = await serveTwoDirectories()
  ada = await signIn(server.ready)
})
afterAll(() => server.close())

/** Writes files below the left directory; null is an empty directory. */
async function write(folder: string, files: Record<string, string | Buffer | null>) {
  for (const [name, content] of Object.entries(files)) {
    const path = join(server.left, folder, name)
    await mkdir(content === null ? path : dirname(path), { recursive: true })
    if (content !== null) await writeFile(path, content)
  }
}

/** Every path below a directory, with what stands there: a checksum, where a link leads, or `directory`. */
async function contentsOf(directory: string): Promise<Record<string, string>> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true })
  const described = entries.map(async (entry): Promise<[string, string]> => {
    const path = join(entry.parentPath, entry.name)
    const name = path.slice(directory.length + 1)
    if (entry.isDirectory()) return [name, 'directory']
    if (entry.isSymbolicLink()) return [name, `-> ${await readlink(path)}`]
    return [
      name,
      createHash('sha256')
        .update(await readFile(path))
        .digest('hex'),
    ]
  })
  return Object.fromEntries((await Promise.all(described)).sort())
}

const copy = (document: Record<string, unknown>) =>
  submit(ada, 'transfer', {
    source_endpoint: server.leftId,
    destination_endpoint: server.rightId,
    ...document,
  })
const copyFolder = async (name: string, options: Record<string, unknown> = {}) =>
  ended(ada, await copy({ DATA: [item(`/${name}/`, `/${name}/`, { recursive: true })], ...options }))
const remove = async (path: string, options: Record<string, unknown> = {}) =>
  ended(
    ada,
    await submit(ada, 'delete', {
      endpoint: server.rightId,
      DATA: [{ DATA_TYPE: 'delete_item', path }],
      ...options,
    }),
  )

const onRight = (path: string) => readFile(join(server.right, path), 'utf8')

describe('a transfer', () => {
  test('copies a folder byte by byte, whatever is in it', async () => {
    await write('folder', {
      'large.bin': randomBytes(3_500_001),
      'empty.txt': '',
      'deep/er/and/deeper.txt': 'deep',
      'nothing here': null,
      'übung/東京 %20+#&?.txt': 'unicode',
      '.hidden': 'hidden',
      'holes.bin': Buffer.concat([Buffer.alloc(2_000_000), Buffer.from('end')]),
    })
    await symlink('deep/er', join(server.left, 'folder/link'))
    const task = await copyFolder('folder', {
      verify_checksum: true,
      preserve_timestamp: true,
      recursive_symlinks: 'keep',
      label: 'All of it',
      store_base_path_info: true,
    })
    expectWhole(task)
    expect(task).toMatchObject({
      type: 'TRANSFER',
      status: 'SUCCEEDED',
      label: 'All of it',
      files: 6,
      files_transferred: 6,
      directories: 6,
      symlinks: 1,
      faults: 0,
      bytes_transferred: 3_500_001 + 4 + 7 + 6 + 2_000_003,
      subtasks_pending: 0,
      nice_status: null,
      is_ok: null,
      source_base_path: '/folder/',
      destination_base_path: '/folder/',
      verify_checksum: true,
      fatal_error: null,
    })
    const original = await contentsOf(join(server.left, 'folder'))
    expect(await contentsOf(join(server.right, 'folder'))).toEqual(original)
    expect(original).toMatchObject({ link: '-> deep/er', 'nothing here': 'directory' })
  })

  test('keeps times when it is asked to, and only then', async () => {
    await write('times', { 'a.txt': 'a' })
    const old = new Date('2020-02-03T04:05:06Z')
    await utimes(join(server.left, 'times/a.txt'), old, old)
    const modified = async () => (await lstat(join(server.right, 'times/a.txt'))).mtime.toISOString()
    await copyFolder('times')
    expect(await modified()).not.toBe(old.toISOString())
    await copyFolder('times', { preserve_timestamp: true })
    expect(await modified()).toBe(old.toISOString())
  })

  test.each([
    [null, ['changed', 'newer', 'other size', 'same', 'missing']],
    [0, ['missing']],
    [1, ['other size', 'missing']],
    [2, ['newer', 'missing']],
    [3, ['changed', 'newer', 'other size', 'missing']],
  ])('at sync level %s copies %j', async (sync_level, copied) => {
    const folder = `sync-${String(sync_level)}`
    const [then, later] = [new Date('2024-01-01'), new Date('2025-01-01')]
    const files = { changed: 'left!', newer: 'newer', 'other size': 'longer than it', same: 'equal' }
    await write(folder, { ...files, missing: 'new' })
    const there = join(server.right, folder)
    await mkdir(there)
    for (const [name, content] of Object.entries({
      changed: 'right',
      newer: 'older',
      'other size': 'x',
      same: 'equal',
    })) {
      await writeFile(join(there, name), content)
      await utimes(join(there, name), then, then)
      await utimes(join(server.left, folder, name), then, name === 'newer' ? later : then)
    }
    const task = await copyFolder(folder, { sync_level })
    expect(task).toMatchObject({
      status: 'SUCCEEDED',
      sync_level,
      files: 5,
      files_transferred: copied.length,
      files_skipped: 5 - copied.length,
    })
    const { DATA } = await documentOf(transfer.task.getSuccessfulTransfers(task.task_id, ada))
    expect(DATA.map(({ source_path }) => source_path!.split('/').at(-1)).sort()).toEqual(copied.toSorted())
    expect(await onRight(`${folder}/changed`)).toBe(copied.includes('changed') ? 'left!' : 'right')
  })

  test('leaves out what the filter rules say, and removes what is too much when asked to', async () => {
    await write('rules', {
      'a.csv': 'a',
      'b.tmp': 'b',
      'cache/c.csv': 'c',
      'deep/d.csv': 'd',
      'deep/e.tmp': 'e',
    })
    await mkdir(join(server.right, 'rules/old'), { recursive: true })
    await writeFile(join(server.right, 'rules/old/x.csv'), 'old')
    const rule = (name: string, type: string | null) => ({
      DATA_TYPE: 'filter_rule',
      method: 'exclude',
      type,
      name,
    })
    const task = await copyFolder('rules', {
      filter_rules: [rule('*.tmp', 'file'), rule('cache', 'dir')],
      delete_destination_extra: true,
    })
    expectWhole(task)
    expect(Object.keys(await contentsOf(join(server.right, 'rules')))).toEqual([
      'a.csv',
      'deep',
      'deep/d.csv',
    ])
  })

  test('goes on without what cannot be read when it is allowed to, and tells what', async () => {
    await write('skip', { 'there.txt': 'there' })
    const DATA = [item('/skip/there.txt', '/skip/there.txt'), item('/skip/gone.txt', '/skip/gone.txt')]
    const strict = await ended(ada, await copy({ DATA }))
    expect(strict).toMatchObject({
      status: 'FAILED',
      fatal_error: { code: 'FILE_NOT_FOUND', description: 'file not found' },
      subtasks_failed: expect.any(Number),
    })
    const task = await ended(ada, await copy({ DATA, skip_source_errors: true }))
    expect(task).toMatchObject({ status: 'SUCCEEDED', files_transferred: 1, subtasks_skipped_errors: 1 })
    const skipped = await documentOf(transfer.task.getSkippedErrors(task.task_id, ada))
    expectWhole(skipped)
    expect(skipped.DATA).toMatchObject([
      { source_path: '/skip/gone.txt', error_code: 'FILE_NOT_FOUND', is_directory: false },
    ])
    expect(await onRight('skip/there.txt')).toBe('there')
  })

  test('copies links themselves, checks a checksum it is given, and detects what an item is', async () => {
    await write('items', { 'file.txt': 'hello', 'dir/x.txt': 'x' })
    await symlink('file.txt', join(server.left, 'items/link'))
    const external_checksum = createHash('md5').update('hello').digest('hex')
    const task = await ended(
      ada,
      await copy({
        DATA: [
          item('/items/file.txt', '/items/copy.txt', { external_checksum }),
          item('/items/dir', '/items/dir'),
          { DATA_TYPE: 'transfer_symlink_item', source_path: '/items/link', destination_path: '/items/link' },
        ],
      }),
    )
    expect(task).toMatchObject({ status: 'SUCCEEDED', symlinks: 1, directories: 1, files: 2 })
    expect(await readlink(join(server.right, 'items/link'))).toBe('file.txt')
    expect(await onRight('items/copy.txt')).toBe('hello')
    expect(await onRight('items/dir/x.txt')).toBe('x')
    const wrong = await copy({
      DATA: [item('/items/file.txt', '/items/wrong.txt', { external_checksum: 'f'.repeat(32) })],
    })
    expect(await ended(ada, wrong)).toMatchObject({
      status: 'FAILED',
      fatal_error: { code: 'VERIFY_CHECKSUM' },
    })
  })

  test('submitted twice with one id runs once', async () => {
    await write('once', { 'a.txt': 'a' })
    const submission = await documentOf(transfer.taskSubmission.submissionId(ada))
    expectWhole(submission)
    const payload = {
      submission_id: submission.value,
      source_endpoint: server.leftId,
      destination_endpoint: server.rightId,
      DATA: [item('/once/', '/once/')],
    } as never
    const send = () => documentOf(transfer.taskSubmission.submitTransfer({ payload, ...ada }))
    const first = (await send()) as unknown as Record<string, unknown>
    expectWhole(first)
    expect(first).toMatchObject({
      DATA_TYPE: 'transfer_result',
      code: 'Accepted',
      submission_id: submission.value,
    })
    expect(await send()).toMatchObject({ code: 'Duplicate', task_id: first.task_id })
    await ended(ada, String(first.task_id))
    const { DATA } = await documentOf(
      transfer.task.getAll({ query: { filter: `task_id:${String(first.task_id)}` }, ...ada }),
    )
    expect(DATA).toHaveLength(1)
  })

  test.each<[string, Record<string, unknown>, number, string]>([
    ['no items', { DATA: [] }, 400, 'ClientError.BadRequest.NoTransferItems'],
    ['an unknown collection', { source_endpoint: 'x' }, 404, 'EndpointNotFound'],
    ['an unknown sync level', { sync_level: 4 }, 400, 'ClientError.BadRequest'],
    ['a label of many lines', { label: 'a\nb' }, 400, 'ClientError.BadRequest'],
    ['a deadline that has passed', { deadline: '2020-01-01' }, 400, 'ClientError.BadRequest'],
    ['a path with a line break', { DATA: [item('/a\nb', '/x')] }, 400, 'InvalidPath'],
    ['a way up', { DATA: [item('/../etc/passwd', '/x')] }, 400, 'InvalidPath'],
    ['a submission id of nobody', { submission_id: 'x' }, 400, 'ClientError.BadRequest'],
  ])('with %s is refused', async (_, document, status, code) => {
    const { value: submission_id } = await documentOf(transfer.taskSubmission.submissionId(ada))
    const payload = {
      submission_id,
      source_endpoint: server.leftId,
      destination_endpoint: server.rightId,
      DATA: [item('/a', '/a')],
      ...document,
    } as never
    expect(await refusalOf(transfer.taskSubmission.submitTransfer({ payload, ...ada }))).toEqual([
      status,
      code,
    ])
  })

  test('to a personal collection that is off is refused', async () => {
    const { value: submission_id } = await documentOf(transfer.taskSubmission.submissionId(ada))
    const payload = {
      submission_id,
      source_endpoint: server.leftId,
      destination_endpoint: collectionId(server.ready, 'Field station'),
      DATA: [item('/a', '/a')],
    } as never
    expect(await refusalOf(transfer.taskSubmission.submitTransfer({ payload, ...ada }))).toEqual([
      409,
      'GCDisconnectedException',
    ])
  })
})

describe('a delete', () => {
  const put = async (...paths: string[]) => {
    for (const path of paths) {
      await mkdir(dirname(join(server.right, path)), { recursive: true })
      await writeFile(join(server.right, path), path)
    }
  }

  test('removes files, folders and links, and never follows a link', async () => {
    await put('gone/a/b.txt', 'kept/x.txt')
    await symlink('../kept', join(server.right, 'gone/link'))
    const task = await remove('/gone/', { recursive: true, label: 'Clean up' })
    expectWhole(task)
    expect(task).toMatchObject({
      type: 'DELETE',
      status: 'SUCCEEDED',
      destination_endpoint_id: null,
      source_endpoint_id: server.rightId,
      files: 1,
      directories: 2,
      symlinks: 1,
    })
    expect(await readdir(server.right)).not.toContain('gone')
    expect(await onRight('kept/x.txt')).toBe('kept/x.txt')
  })

  test('takes patterns in the last segment only when it is asked to', async () => {
    await put('globs/a.txt', 'globs/b.txt', 'globs/c.csv', 'globs/[x].txt')
    expect(await remove('/globs/*.txt', { ignore_missing: true })).toMatchObject({ files: 0 })
    await remove('/globs/[ab].txt', { interpret_globs: true })
    expect(await readdir(join(server.right, 'globs'))).toEqual(['[x].txt', 'c.csv'])
    await remove('/globs/\\[x].txt', { interpret_globs: true })
    expect(await readdir(join(server.right, 'globs'))).toEqual(['c.csv'])
  })

  test('fails at a folder that it was not allowed to enter, and at nothing', async () => {
    await put('folder-only/a.txt')
    expect(await remove('/folder-only')).toMatchObject({
      status: 'FAILED',
      fatal_error: { code: 'ENDPOINT_ERROR' },
    })
    expect(await remove('/nothing')).toMatchObject({
      status: 'FAILED',
      fatal_error: { code: 'FILE_NOT_FOUND' },
    })
    expect(await remove('/nothing', { ignore_missing: true })).toMatchObject({ status: 'SUCCEEDED' })
    expect(await onRight('folder-only/a.txt')).toBe('folder-only/a.txt')
  })
})

describe('the history', () => {
  const labels = async (query: Record<string, string | number>) =>
    (await documentOf(transfer.task.getAll({ query, ...ada }))).DATA.map(({ label }) => label)

  test('is listed by filter and order, in pages', async () => {
    await write('history', { 'a.txt': 'a' })
    for (const label of ['one', 'two', 'three']) await copyFolder('history', { label: `History ${label}` })
    await remove('/history/', { recursive: true, label: 'History gone' })
    const filter = 'label:~history*/type:TRANSFER,DELETE/status:SUCCEEDED'
    const list = await documentOf(transfer.task.getAll({ query: { filter, limit: 3 }, ...ada }))
    expectWhole(list)
    expect(list).toMatchObject({ length: 3, total: 4, limit: 3, offset: 0 })
    expect(list.DATA[0]).toMatchObject({ label: 'History gone', type: 'DELETE' })
    expect(await labels({ filter, limit: 3, offset: 3 })).toEqual(['History one'])
    expect(await labels({ filter, orderby: 'label ASC' })).toEqual([
      'History gone',
      'History one',
      'History three',
      'History two',
    ])
    expect(await labels({ filter: 'type:DELETE/label:=History gone' })).toEqual(['History gone'])
    expect(await labels({ filter: 'label:~History*/label:!~* one/label:!~history t*' })).toEqual([
      'History gone',
    ])
    expect(await labels({ filter: 'label:~History*/status:ACTIVE,INACTIVE' })).toEqual([])
    expect(await labels({ filter: 'label:~History*/completion_time:2026-01-01,' })).toHaveLength(4)
    expect(await labels({ filter: 'request_time:,2020-01-01' })).toEqual([])
    const [short] = (await documentOf(transfer.task.getAll({ query: { fields: 'task_id,label' }, ...ada })))
      .DATA
    expect(Object.keys(short!).sort()).toEqual(['DATA_TYPE', 'label', 'task_id'])
    for (const query of [{ filter: 'colour:red' }, { orderby: 'colour' }, { limit: 1001 }])
      expect(await refusalOf(transfer.task.getAll({ query, ...ada }))).toEqual([
        400,
        'ClientError.BadRequest',
      ])
  })

  test('of a task tells its events, newest first, and what it copied', async () => {
    await write(
      'events',
      Object.fromEntries(Array.from({ length: 120 }, (_, at) => [`${at}.txt`, String(at)])),
    )
    const { task_id } = await copyFolder('events', { verify_checksum: true })
    const events = await documentOf(transfer.task.getEventList(task_id, { query: { limit: 100 }, ...ada }))
    expectWhole(events)
    expect(events.DATA.map(({ code }) => code)).toEqual([
      'SUCCEEDED',
      'PROGRESS',
      'STARTED',
      'SUCCEEDED',
      'STARTED',
    ])
    expect(JSON.parse(events.DATA[0]!.details)).toEqual({ files_succeeded: 120 })
    expect(events.DATA.at(-1)!.details).toBe('Starting sync scan')
    const errors = await documentOf(
      transfer.task.getEventList(task_id, { query: { filter: 'is_error:1' }, ...ada }),
    )
    expect(errors).toMatchObject({ DATA: [], limit: 10 })

    const first = await documentOf(transfer.task.getSuccessfulTransfers(task_id, ada))
    expectWhole(first)
    expect(first).toMatchObject({ marker: 0, next_marker: expect.any(Number) })
    const query = { marker: first.next_marker! }
    const second = await documentOf(transfer.task.getSuccessfulTransfers(task_id, { query, ...ada }))
    expect(second.next_marker).toBeNull()
    const paths = [...first.DATA, ...second.DATA].map(({ destination_path }) => destination_path)
    expect(new Set(paths).size).toBe(120)
    expect(first.DATA[0]!.checksum).toMatch(/^[0-9a-f]{32}$/)

    const pause = await documentOf(transfer.task.getPauseInfo(task_id, ada))
    expectWhole(pause)
    expect(pause.pause_rules).toEqual([])
    expect((await transfer.task.remove(task_id, ada)).ok).toBe(true)
    expect(await refusalOf(transfer.task.get(task_id, ada))).toEqual([404, 'ClientError.NotFound'])
  })
})

describe('a running task', () => {
  test('waits for a pause to end, can be changed, and is stopped', async () => {
    await write('wait', { 'a.txt': 'a' })
    const cedar = collectionId(server.ready, 'Cedar Tape Archive')
    const scope = `urn:globus:auth:scope:transfer.api.globus.org:all[*https://auth.globus.org/scopes/${cedar}/data_access]`
    const caller = await signIn(server.ready, { scope })
    const taskId = await submit(caller, 'transfer', {
      source_endpoint: server.leftId,
      destination_endpoint: cedar,
      DATA: [item('/wait/', '/~/wait/', { recursive: true })],
    })
    await expect
      .poll(async () => documentOf(transfer.task.get(taskId, caller)), { timeout: 5000 })
      .toMatchObject({ status: 'ACTIVE', is_paused: true, nice_status: 'PAUSED_BY_ADMIN' })
    const info = await documentOf(transfer.task.getPauseInfo(taskId, caller))
    expectWhole(info)
    expect(info.pause_rules).toMatchObject([{ endpoint_id: cedar, message: expect.stringContaining('tape') }])
    expect(await refusalOf(transfer.task.getSuccessfulTransfers(taskId, caller))).toEqual([
      409,
      'ClientError.Conflict',
    ])
    expect(await refusalOf(transfer.task.remove(taskId, caller))).toEqual([409, 'ClientError.Conflict'])

    const payload = { DATA_TYPE: 'task', label: 'Waiting', deadline: '2099-01-01 00:00:00' }
    const updated = await documentOf(transfer.task.update(taskId, { payload, ...caller }))
    expectWhole(updated)
    expect(updated).toMatchObject({ code: 'Updated' })
    expect(await documentOf(transfer.task.get(taskId, caller))).toMatchObject({
      label: 'Waiting',
      deadline: '2099-01-01T00:00:00+00:00',
    })
    const { DATA } = await documentOf(
      transfer.endpointSearch({ query: { filter_scope: 'in-use' }, ...caller }),
    )
    expect(DATA.map(({ id }) => id).sort()).toEqual([cedar, server.leftId].sort())

    const canceled = await documentOf(transfer.task.cancel(taskId, caller))
    expectWhole(canceled)
    expect(['Canceled', 'CancelAccepted']).toContain((canceled as unknown as { code: string }).code)
    expect(await ended(caller, taskId)).toMatchObject({
      status: 'FAILED',
      fatal_error: { code: 'CANCELED', description: 'canceled' },
      is_paused: false,
    })
    expect(await documentOf(transfer.task.cancel(taskId, caller))).toMatchObject({ code: 'TaskComplete' })
    const late = transfer.task.update(taskId, { payload: { label: 'Late' }, ...caller })
    expect(await refusalOf(late)).toEqual([409, 'ClientError.Conflict'])
  })
})
