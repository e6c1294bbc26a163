import { describe, expect, test } from 'vitest'

import { contents, deletion, fill, openTransferWorld } from '../../support/emulator-world'

const TREE = {
  '/d/a': 'A',
  '/d/sub/b': 'B',
  '/d/sub/empty': null,
  '/keep/k': 'K',
  '/d/link': { link: '../keep' },
}

describe('a delete', () => {
  test('removes folders with everything in them, and links without following them', async () => {
    const { source, start, finish, events } = await openTransferWorld()
    await fill(source, TREE)
    const id = await start('delete', { recursive: true, DATA: [deletion('/d/')] })
    expect(await finish(id)).toMatchObject({
      type: 'DELETE',
      status: 'SUCCEEDED',
      destination_endpoint_id: null,
      recursive_symlinks: null,
      files: 2,
      directories: 3,
      symlinks: 1,
      subtasks_total: 6,
      subtasks_succeeded: 6,
      subtasks_pending: 0,
    })
    expect(await contents(source)).toEqual({ '/keep/k': 'K' })
    expect(events(id).map(({ code }) => code)).toEqual(['STARTED', 'SUCCEEDED'])
  })

  test.each([
    ['a folder without recursive', { DATA: [deletion('/d')] }, 'ENDPOINT_ERROR'],
    ['a missing path', { DATA: [deletion('/d/a'), deletion('/nothing')] }, 'FILE_NOT_FOUND'],
    [
      'a pattern that nothing matches',
      { interpret_globs: true, DATA: [deletion('/d/*.x')] },
      'FILE_NOT_FOUND',
    ],
    ['a wildcard that is not to be interpreted', { DATA: [deletion('/d/*')] }, 'FILE_NOT_FOUND'],
  ])('%s ends the task before anything is removed', async (_, document, code) => {
    const { source, run } = await openTransferWorld()
    await fill(source, TREE)
    expect(await run('delete', document)).toMatchObject({
      status: 'FAILED',
      fatal_error: { code },
      faults: 1,
    })
    expect(await contents(source)).toEqual(TREE)
  })

  test('a missing path is no error with ignore_missing', async () => {
    const { source, run } = await openTransferWorld()
    await fill(source, TREE)
    const task = await run('delete', { ignore_missing: true, DATA: [deletion('/d/a'), deletion('/nothing')] })
    expect(task.status).toBe('SUCCEEDED')
    expect(await contents(source)).not.toHaveProperty('/d/a')
  })

  test('wildcards count in the last segment, a backslash makes them literal', async () => {
    const { source, run } = await openTransferWorld()
    await fill(source, { '/g/a.tmp': '1', '/g/b.tmp': '2', '/g/*': '3', '/g/c': '4', '/*/x.tmp': '5' })
    const DATA = [deletion('/g/?.tmp'), deletion(String.raw`/g/\*`), deletion('/*/*.tmp')]
    expect((await run('delete', { interpret_globs: true, DATA })).status).toBe('SUCCEEDED')
    expect(await contents(source)).toEqual({ '/*': null, '/g/c': '4' })
  })

  test.each(['/', '//'])('the root %s of a collection is refused', async (path) => {
    const { submit } = await openTransferWorld()
    const answer = await submit('delete', { recursive: true, DATA: [deletion(path)] })
    expect(answer).toMatchObject({ status: 400, body: { code: 'ClientError.BadRequest' } })
  })

  test('everything in the root can be removed by a pattern', async () => {
    const { source, run } = await openTransferWorld()
    await fill(source, TREE)
    await run('delete', { recursive: true, interpret_globs: true, DATA: [deletion('/*')] })
    expect(await contents(source)).toEqual({})
  })

  test('answers and counts like the recorded task that failed', async () => {
    const { run } = await openTransferWorld()
    expect(await run('delete', { DATA: [deletion('/~/nothing')] })).toMatchObject({
      files: 1,
      faults: 1,
      subtasks_failed: 1,
      subtasks_total: 1,
      subtasks_pending: 0,
      effective_bytes_per_second: 0,
      fatal_error: { code: 'FILE_NOT_FOUND', description: 'file not found' },
    })
  })
})
