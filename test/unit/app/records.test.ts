import { describe, expect, test } from 'vitest'
import { wholeText } from '../../../src/app/shared/code/export'
import type { Shelf } from '../../../src/app/shared/draft/shelf'
import { openShelf } from '../../../src/app/shared/draft/shelf'
import { createManifests } from '../../../src/app/shared/records/manifests'
import { receipt } from '../../../src/app/tasks/receipt'
import type { TransferDocument } from '../../../src/api/wire'
import { aSucceededTask } from './a-task'

const DOCUMENT: TransferDocument = {
  DATA_TYPE: 'transfer',
  submission_id: 'secret to nobody, and of no use',
  source_endpoint: 'a',
  destination_endpoint: 'b',
  DATA: [{ DATA_TYPE: 'transfer_item', source_path: '/x', destination_path: '/y', recursive: false }],
}
const about = (startedAt: number) => ({ startedAt, requestId: 'req' })

describe('what was asked for', () => {
  // Here there is no database: what stands in for it lasts as long as the page.
  const open = async (key: string): Promise<[ReturnType<typeof createManifests>, Shelf]> => {
    const shelf = await openShelf('records')
    return [createManifests(shelf, key), shelf]
  }

  test('is found again as it was sent, without the id of its submission', async () => {
    const [manifests] = await open('ada')
    await manifests.keep('task', DOCUMENT, about(5))
    const { submission_id: _id, ...document } = DOCUMENT
    expect(await manifests.find('task')).toEqual({ startedAt: 5, requestId: 'req', document })
    expect(await manifests.find('another')).toBeNull()
  })

  test('belongs to one person, and is gone when they say so', async () => {
    const [ada] = await open('ada')
    const [bob] = await open('bob')
    await ada.keep('one', DOCUMENT, about(1))
    await ada.keep('two', DOCUMENT, about(2))
    await bob.keep('three', DOCUMENT, about(3))
    expect(await bob.find('one')).toBeNull()
    await ada.forget('one')
    expect([await ada.find('one'), (await ada.find('two'))?.startedAt]).toEqual([null, 2])
    await ada.forgetAll()
    expect([await ada.find('two'), (await bob.find('three'))?.startedAt]).toEqual([null, 3])
  })

  test('is not believed when somebody spoilt it', async () => {
    const [manifests, shelf] = await open('eve')
    for (const [at, spoilt] of [
      '{',
      '{}',
      JSON.stringify({ startedAt: 1, requestId: null, document: [] }),
      7,
    ].entries()) {
      await shelf.put(`eve:${at}:1`, spoilt)
      expect(await manifests.find(String(at))).toBeNull()
    }
  })

  test('is forgotten from the oldest on when there is much of it', async () => {
    const [manifests, shelf] = await open('max')
    for (let at = 0; at < 305; at += 1) await manifests.keep(`task-${at}`, DOCUMENT, about(at))
    expect(await shelf.keys('max:')).toHaveLength(300)
    expect([await manifests.find('task-4'), (await manifests.find('task-5'))?.startedAt]).toEqual([null, 5])
  })
})

describe('a receipt', () => {
  const task = aSucceededTask({
    label: 'run `x`',
    files_transferred: 1,
    bytes_transferred: 3,
    files_skipped: 2,
  })
  const transferred = [
    {
      DATA_TYPE: 'successful_transfer' as const,
      source_path: '=a\n# not a heading',
      destination_path: null,
      size: 3,
      checksum: 'abc',
      checksum_algorithm: 'MD5',
      dynamic: false,
    },
  ]

  test('H1: in Markdown shows names as code, whatever is in them', () => {
    const text = wholeText(receipt('md', { task, transferred, skipped: [] }))
    expect(text).toContain('# Transfer `` run `x` ``')
    expect(text).toContain('- `=a\\n# not a heading` → a path that is not shown, 3 bytes, MD5 `abc`')
    expect(text).toContain('- Already there: 2 files')
  })

  test('H5: in CSV has a line for each file, and no formula', () => {
    const [heading, ...rows] = wholeText(receipt('csv', { task, transferred, skipped: [] })).split('\n"')
    expect(heading).toMatch(/^"outcome","source_path"/)
    expect(rows[0]).toContain(`copied","'=a`)
  })

  test('H5: in JSON loses nothing', () => {
    expect(JSON.parse(wholeText(receipt('json', { task, transferred, skipped: [] })))).toEqual({
      task,
      lists: {
        successful_transfers: { forgotten: false, not_listed: 0 },
        skipped_errors: { forgotten: false, not_listed: 0 },
      },
      successful_transfers: transferred,
      skipped_errors: [],
    })
  })

  test('says in each format how much of a list Globus does not tell, and whether it has forgotten it', () => {
    const about = { task: { ...task, subtasks_skipped_errors: 3 }, transferred: null, skipped: [] }
    const [md, csv, json] = (['md', 'csv', 'json'] as const).map((kind) => wholeText(receipt(kind, about)))
    expect(md).toMatch(/## 1 file copied\n\n1 file not named here. Globus has forgotten this list/)
    expect(md).toMatch(/## 3 paths left out\n\n3 paths not named here. Not in the list that Globus gives/)
    expect(csv).toMatch(/"not listed".*1 file copied. Globus has forgotten/)
    expect(csv).toMatch(/"not listed".*3 paths left out. Not in the list that Globus gives/)
    expect(JSON.parse(json!)).toMatchObject({
      lists: {
        successful_transfers: { forgotten: true, not_listed: 1 },
        skipped_errors: { forgotten: false, not_listed: 3 },
      },
      successful_transfers: [],
    })
  })
})
