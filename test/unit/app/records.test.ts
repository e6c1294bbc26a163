import { describe, expect, test } from 'vitest'
import { wholeText } from '../../../src/app/shared/code/export'
import type { Shelf } from '../../../src/app/shared/draft/shelf'
import { openShelf } from '../../../src/app/shared/draft/shelf'
import { createManifests } from '../../../src/app/shared/records/manifests'
import { type Receipted, receipt } from '../../../src/app/tasks/receipt'
import type { TransferDocument } from '../../../src/api/wire'
import { aSkippedError } from './a-skipped-error'
import { aFailedTask, aSucceededTask } from './a-task'

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

  const NOTHING = { skipped: [], asked: null, part: null }
  const texts = (about: Receipted) =>
    (['md', 'csv', 'json'] as const).map((kind) => wholeText(receipt(kind, about))) as [
      string,
      string,
      string,
    ]

  test('H1: in Markdown shows names as code, whatever is in them', () => {
    const text = wholeText(receipt('md', { task, transferred, ...NOTHING }))
    expect(text).toContain('# Transfer `` run `x` ``')
    expect(text).toContain('- `=a\\n# not a heading` → a path that is not shown, 3 bytes, MD5 `abc`')
    expect(text).toContain('- Already there: 2 files')
  })

  test('H5: in CSV has a line for each file, and no formula', () => {
    const [heading, ...rows] = wholeText(receipt('csv', { task, transferred, ...NOTHING })).split('\r\n')
    expect(heading).toMatch(/^"task_id","outcome","source_path","destination_path","size_bytes"/)
    expect(rows[0]).toContain(`copied","'=a`)
    expect(rows.slice(1)).toEqual([''])
  })

  test('H5: in JSON loses nothing', () => {
    expect(JSON.parse(wholeText(receipt('json', { task, transferred, ...NOTHING })))).toEqual({
      task,
      part: null,
      asked_to_delete: null,
      lists: {
        successful_transfers: { forgotten: false, not_listed: 0 },
        skipped_errors: { forgotten: false, not_listed: 0 },
      },
      successful_transfers: transferred,
      skipped_errors: [],
    })
  })

  test('says in each format how much of a list Globus does not tell, and whether it has forgotten it', () => {
    const [md, csv, json] = texts({
      task: { ...task, subtasks_skipped_errors: 3 },
      ...NOTHING,
      transferred: null,
    })
    expect(md).toMatch(/## 1 file copied\n\n1 file not named here. Globus has forgotten this list/)
    expect(md).toMatch(/## 3 paths left out\n\n3 paths not named here. Not in the list that Globus gives/)
    expect(csv).toMatch(/"not listed".*1 file copied. Globus has forgotten/)
    expect(csv).toMatch(/"not listed".*3 paths left out. Not in the list that Globus gives/)
    expect(JSON.parse(json)).toMatchObject({
      lists: {
        successful_transfers: { forgotten: true, not_listed: 1 },
        skipped_errors: { forgotten: false, not_listed: 3 },
      },
      successful_transfers: [],
    })
  })

  const LEFT_OUT = aSkippedError({
    source_path: '/secret',
    destination_path: '/b/secret',
    error_code: '*NEW*',
  })
  const part = { part: 2, of: 3, number: 1, siblings: ['one', 'two', 'three'], tries: ['two'] }
  const deletion = aSucceededTask({ type: 'DELETE', subtasks_succeeded: 7, destination_endpoint_id: null })

  test.each<[string, Receipted, RegExp]>([
    ['of a task that left out some', { ...NOTHING, task, transferred, skipped: [LEFT_OUT] }, /: `\*NEW\*`/],
    ['of a part', { ...NOTHING, task, transferred, part }, /Part: 2 of 3, .* `one`, `two`, `three`/],
    [
      'of a failed task',
      { ...NOTHING, task: aFailedTask('QUOTA_EXCEEDED', { faults: 2 }), transferred: [] },
      /Reason: not enough space at the destination \(`QUOTA_EXCEEDED`\)[^]*Faults: 2/,
    ],
    [
      'of a deletion that was asked here',
      { ...NOTHING, task: deletion, transferred: [], asked: ['/old/'] },
      /^# Deletion[^]*On: `scratch`[^]*Deleted: 7 items\n\n## 1 path to delete, with all below\n\n- `\/old\/`\n$/,
    ],
    [
      'of another deletion',
      { ...NOTHING, task: deletion, transferred: [] },
      /Deleted: 7 items\n\nGlobus does not tell/,
    ],
  ])('%s tells it in each format, in order', (_of, about, words) => {
    const [md, csv, json] = texts(about)
    expect(md).toMatch(words)
    // One empty line at a time, none at the end, nothing of what is not known.
    expect(md).not.toMatch(/\n\n\n|\n\n$|null|undefined/)
    expect(md).toMatch(/Started: .* \S+ \(2026-11-20T17:00:00.000Z\)/)
    const rows = csv.split('\r\n').slice(0, -1)
    for (const row of rows) expect(row.split('","')).toHaveLength(8)
    expect(JSON.parse(json)).toMatchObject({
      task: about.task,
      part: about.part && { part: 2, of: 3, tasks: ['one', 'two', 'three'] },
      asked_to_delete: about.asked,
      skipped_errors: about.skipped,
    })
  })
})
