import { expect, test } from 'vitest'

import type { AccessRule } from '../../../src/emulator/world'
import { aCollection, BEN, DESTINATION, openTransferWorld, SOURCE } from '../../support/emulator-world'

const ruleOf = (permissions: AccessRule['permissions'], path = '/'): AccessRule => ({
  id: `${path} ${permissions}`,
  path,
  permissions,
  principal_type: 'identity',
  principal: BEN.id,
})

/** Two shares of Ada's and a file of ten seconds in the first of them. */
async function openShares(rules: { source: AccessRule[]; destination: AccessRule[] }) {
  const shares = await openTransferWorld({
    rate: 100_000,
    collections: [
      aCollection(SOURCE, { access: rules.source, home: null }),
      aCollection(DESTINATION, { access: rules.destination, home: null }),
    ],
  })
  const { world, source, submit } = shares
  await source.create('/a.bin')
  await source.truncate('/a.bin', 1_000_000)
  const setRules = (id: string, access: AccessRule[]) => {
    const row = world.tables.collections.get(id)!
    world.tables.collections.put(id, { ...row, access })
  }
  const start = async (kind: 'transfer' | 'delete', document: Record<string, unknown>) =>
    String((await submit(kind, document, BEN)).body.task_id)
  return { ...shares, setRules, start }
}

const copy = {
  DATA: [{ DATA_TYPE: 'transfer_item', source_path: '/a.bin', destination_path: '/b.bin' }],
}

test.each([
  ['reading', SOURCE, 'r'],
  ['writing', DESTINATION, 'rw'],
] as const)('a transfer that is no longer allowed to go on %s waits, and says where', async (_, id, rule) => {
  const shares = await openShares({ source: [ruleOf('r')], destination: [ruleOf('rw')] })
  const taskId = await shares.start('transfer', copy)
  await shares.clock.advance(2000)
  expect(shares.rowOf(taskId).document.bytes_transferred).toBeGreaterThan(0)

  shares.setRules(id, [])
  await shares.clock.advance(2000)
  expect(shares.rowOf(taskId).document).toMatchObject({
    status: 'ACTIVE',
    nice_status: 'PERMISSION_DENIED',
    is_ok: false,
  })
  const fault = shares.events(taskId).find(({ is_error }) => is_error)
  expect(fault).toMatchObject({ code: 'PERMISSION_DENIED' })
  expect(fault?.details).toContain(`(${id})`)

  shares.setRules(id, [ruleOf(rule)])
  expect(await shares.finish(taskId, { stepMs: 1000 })).toMatchObject({ status: 'SUCCEEDED' })
  expect((await shares.destination.stat('/b.bin'))?.size).toBe(1_000_000)
  await shares.close()
})

test('a delete does not take what a rule no longer reaches', async () => {
  const shares = await openShares({ source: [ruleOf('rw')], destination: [] })
  const taskId = await shares.start('delete', { DATA: [{ DATA_TYPE: 'delete_item', path: '/a.bin' }] })
  shares.setRules(SOURCE, [ruleOf('r')])
  await shares.clock.advance(3000)
  expect(shares.rowOf(taskId).document.nice_status).toBe('PERMISSION_DENIED')
  expect(await shares.source.stat('/a.bin')).not.toBeNull()
  await shares.close()
})

test('a delete takes a link that leads to what no rule reaches, and leaves that', async () => {
  const shares = await openShares({ source: [ruleOf('rw', '/open/')], destination: [] })
  await shares.source.mkdir('/open')
  await shares.source.mkdir('/closed')
  await shares.source.create('/closed/theirs')
  await shares.source.symlink('/open/file', '../a.bin')
  await shares.source.symlink('/open/folder', '../closed')
  const taskId = await shares.start('delete', {
    recursive: true,
    DATA: [{ DATA_TYPE: 'delete_item', path: '/open/' }],
  })
  expect(await shares.finish(taskId, { stepMs: 1000, steps: 20 })).toMatchObject({
    status: 'SUCCEEDED',
    symlinks: 2,
    faults: 0,
  })
  expect(await shares.source.lstat('/open')).toBeNull()
  expect(await shares.source.stat('/a.bin')).not.toBeNull()
  expect(await shares.source.stat('/closed/theirs')).not.toBeNull()
  await shares.close()
})

test('a rule on one folder is not a rule on what a link in it leads to', async () => {
  const shares = await openShares({ source: [ruleOf('r', '/open/')], destination: [ruleOf('rw', '/in/')] })
  await shares.source.mkdir('/open')
  await shares.source.symlink('/open/link', '../a.bin')
  await shares.source.create('/open/mine')
  const items = ['mine', 'link'].map((name) => ({
    DATA_TYPE: 'transfer_item',
    source_path: `/open/${name}`,
    destination_path: `/in/${name}`,
  }))
  const taskId = await shares.start('transfer', { skip_source_errors: true, DATA: items })
  expect(await shares.finish(taskId, { stepMs: 1000 })).toMatchObject({
    status: 'SUCCEEDED',
    subtasks_skipped_errors: 1,
  })
  expect((await shares.destination.list('/in')).map(({ name }) => name)).toEqual(['mine'])
  await shares.close()
})
