import { describe, expect, test } from 'vitest'
import { indexListing } from '../../../src/api/listing'
import type { FileDocument, SuccessfulTransfer, Task } from '../../../src/api/wire'
import { deletionBodies } from '../../../src/app/transfer/move/deletion'
import { emptyFolders, foldersToEmpty, proveMove, topmost } from '../../../src/app/transfer/move/prove'
import type { TransferBody } from '../../../src/app/transfer/transfer-body'
import { aTask } from './a-task'

const body: TransferBody = {
  DATA_TYPE: 'transfer',
  source_endpoint: 'from',
  destination_endpoint: 'to',
  DATA: [
    { DATA_TYPE: 'transfer_item', source_path: '/out/run/', destination_path: '/in/run/', recursive: true },
    {
      DATA_TYPE: 'transfer_item',
      source_path: '/out/note.txt',
      destination_path: '/in/renamed.txt',
      recursive: false,
    },
  ],
}

const succeeded: Task = {
  ...aTask(),
  type: 'TRANSFER',
  status: 'SUCCEEDED',
  source_endpoint_id: 'from',
  destination_endpoint_id: 'to',
  verify_checksum: true,
  subtasks_skipped_errors: 0,
  history_deleted: false,
  request_time: '2026-03-04T15:16:17+00:00',
} as Task

const listed = (
  source_path: string | null,
  destination_path: string | null,
  size = 5,
): SuccessfulTransfer => ({
  DATA_TYPE: 'successful_transfer',
  source_path,
  destination_path,
  size,
  checksum: null,
  checksum_algorithm: null,
  dynamic: false,
})

const aFile = (name: string, more: Partial<FileDocument> = {}): FileDocument => ({
  name,
  type: 'file',
  size: 5,
  last_modified: '2026-03-01 00:00:00+00:00',
  ...more,
})

/** Both storages as they are after a copy that went well. */
const world = () => ({
  task: succeeded,
  pages: [
    [listed('/out/run/a.dat', '/in/run/a.dat'), listed('/out/run/deep/b.dat', '/in/run/deep/b.dat')],
    [listed('/out/note.txt', '/in/renamed.txt')],
  ],
  source: {
    '/out/': [{ name: 'run', type: 'dir' } as FileDocument, aFile('note.txt')],
    '/out/run/': [aFile('a.dat'), { name: 'deep', type: 'dir' } as FileDocument],
    '/out/run/deep/': [aFile('b.dat')],
  } as Record<string, FileDocument[]>,
  destination: {
    '/in/': [{ name: 'run', type: 'dir' } as FileDocument, aFile('renamed.txt')],
    '/in/run/': [aFile('a.dat'), { name: 'deep', type: 'dir' } as FileDocument],
    '/in/run/deep/': [aFile('b.dat')],
  } as Record<string, FileDocument[]>,
})

type World = ReturnType<typeof world>

const lister =
  (folders: Record<string, FileDocument[]>, asked: string[] = []) =>
  async (path: string) => {
    asked.push(path)
    if (!folders[path]) throw new Error('not there')
    return indexListing({ path, DATA: folders[path] })
  }

const prove = ({ task, pages, source, destination }: World, asked: string[] = []) =>
  proveMove({
    bodies: [body],
    tries: [['task-1']],
    getTask: async () => task,
    listTransferred: async (_task, marker) => ({
      marker,
      next_marker: marker + 1 < pages.length ? marker + 1 : null,
      DATA: pages[marker]!,
    }),
    listSource: lister(source, asked),
    listDestination: lister(destination, asked),
    onProgress: () => undefined,
    signal: new AbortController().signal,
  })

describe('a move', () => {
  test('is proven for every file of every page, with one listing for each folder of either side', async () => {
    const asked: string[] = []
    expect(await prove(world(), asked)).toEqual({
      kind: 'proven',
      files: [
        { source: '/out/run/a.dat', destination: '/in/run/a.dat', size: 5 },
        { source: '/out/run/deep/b.dat', destination: '/in/run/deep/b.dat', size: 5 },
        { source: '/out/note.txt', destination: '/in/renamed.txt', size: 5 },
      ],
      bytes: 15,
      folders: ['/out/run/deep/', '/out/run/'],
    })
    expect(asked.toSorted()).toEqual([
      '/in/',
      '/in/run/',
      '/in/run/deep/',
      '/out/',
      '/out/run/',
      '/out/run/deep/',
    ])
  })

  const changes: [what: string, change: (now: World) => void, words: RegExp][] = [
    ['the task failed', (now) => (now.task = { ...succeeded, status: 'FAILED' }), /did not succeed/],
    ['the task still runs', (now) => (now.task = { ...succeeded, status: 'ACTIVE' }), /has not ended/],
    [
      'nothing was verified',
      (now) => (now.task = { ...succeeded, verify_checksum: false }),
      /did not verify/,
    ],
    [
      'sources were skipped',
      (now) => (now.task = { ...succeeded, subtasks_skipped_errors: 2 }),
      /left out 2 sources/,
    ],
    ['the task is another', (now) => (now.task = { ...succeeded, source_endpoint_id: 'x' }), /not the copy/],
    [
      'it went elsewhere',
      (now) => (now.task = { ...succeeded, destination_endpoint_id: 'x' }),
      /another collection/,
    ],
    ['Globus has forgotten', (now) => (now.task = { ...succeeded, history_deleted: true }), /has forgotten/],
    ['nothing was copied', (now) => (now.pages = [[]]), /no file as copied/],
    ['a path is kept from us', (now) => now.pages[1]!.push(listed(null, '/in/x')), /does not name a file/],
    [
      'a file was never asked for',
      (now) => now.pages[0]!.push(listed('/etc/passwd', '/in/x')),
      /not one of those/,
    ],
    ['it landed elsewhere', (now) => now.pages[0]!.push(listed('/out/run/c', '/in/c')), /not one of those/],
    ['a path leads up', (now) => now.pages[0]!.push(listed('/out/run/../c', '/in/run/../c')), /not a name/],
    [
      'it is gone at the destination',
      (now) => now.destination['/in/run/']!.shift(),
      /not at the destination/,
    ],
    ['it is gone at the source', (now) => now.source['/out/']!.pop(), /not at the source/],
    [
      'it is shorter there',
      (now) => (now.destination['/in/']![1]!.size = 4),
      /another size at the destination/,
    ],
    ['it has grown here', (now) => (now.source['/out/']![1]!.size = 6), /another size at the source/],
    [
      'it was written to since',
      (now) => (now.source['/out/']![1]!.last_modified = '2026-03-04 15:16:18+00:00'),
      /was changed after/,
    ],
    [
      'it was written to so shortly before that a slow clock may have told the time',
      (now) => (now.source['/out/']![1]!.last_modified = '2026-03-04 15:12:00+00:00'),
      /may be slow/,
    ],
    [
      'it has another time than its copy, which was to keep it',
      (now) => {
        now.task = { ...succeeded, preserve_timestamp: true }
        now.source['/out/']![1]!.last_modified = '2026-03-04 15:16:10+00:00'
      },
      /may be slow/,
    ],
    [
      'it has the time of its copy by chance',
      (now) => {
        now.source['/out/']![1]!.last_modified = '2026-03-04 15:16:20+00:00'
        now.destination['/in/']![1]!.last_modified = '2026-03-04 15:16:20+00:00'
      },
      /was changed after/,
    ],
    ['nobody knows when it was asked for', (now) => (now.task = { ...succeeded, request_time: '' }), /slow/],
    ['it has become a link', (now) => (now.source['/out/']![1]!.link_target = '/x'), /not a plain file/],
    ['it has become a folder', (now) => (now.destination['/in/']![1]!.type = 'dir'), /not a plain file/],
    ['a folder cannot be read', (now) => delete now.destination['/in/run/deep/'], /could not be read/],
  ]
  test.each(changes)('stops, and nothing is proven, when %s', async (_what, change, words) => {
    const now = structuredClone(world())
    change(now)
    const proof = await prove(now)
    expect(proof.kind).toBe('odd')
    expect(proof.kind === 'odd' && proof.odd.join(' ')).toMatch(words)
  })

  test.each(['2026-03-04 15:16:10+00:00', '2026-03-04 17:00:00+00:00'])(
    'is proven by the time that the copy took over, whatever clock told it (%s)',
    async (last_modified) => {
      const now = world()
      now.task = { ...succeeded, preserve_timestamp: true }
      now.source['/out/']![1]!.last_modified = last_modified
      now.destination['/in/']![1]!.last_modified = last_modified
      expect((await prove(now)).kind).toBe('proven')
    },
  )

  describe('of which a part was run again', () => {
    const [a, b] = [
      listed('/out/run/a.dat', '/in/run/a.dat'),
      listed('/out/run/deep/b.dat', '/in/run/deep/b.dat'),
    ]
    const note = listed('/out/note.txt', '/in/renamed.txt')
    const at = (minute: number, about: Partial<Task> = {}): Task => ({
      ...succeeded,
      task_id: `at-${minute}`,
      request_time: `2026-03-04T15:${minute}:00+00:00`,
      ...about,
    })
    const failed = { status: 'FAILED' } as const
    const proveTries = (
      tries: readonly [task: Task | null, copied: SuccessfulTransfer[]][],
      { source, destination } = world(),
    ) => {
      const nth = (taskId: string) => tries[Number(taskId)]!
      return proveMove({
        bodies: [body],
        tries: [tries.map((_try, number) => String(number))],
        getTask: async (taskId) => {
          const [task] = nth(taskId)
          return task && { ...task, task_id: taskId }
        },
        listTransferred: async (taskId) =>
          ({ DATA_TYPE: 'x', marker: 0, next_marker: null, DATA: nth(taskId)[1] }) as never,
        listSource: lister(source),
        listDestination: lister(destination),
        onProgress: () => undefined,
        signal: new AbortController().signal,
      })
    }

    test('is proven by what all tries have copied, once the last one has succeeded', async () => {
      const proof = await proveTries([
        [at(16, failed), [a!]],
        [at(20, { ...failed, sync_level: 3 }), [b!]],
        [at(30), [a!, note]],
      ])
      expect(proof).toMatchObject({ kind: 'proven', bytes: 15 })
      expect(proof.kind === 'proven' && proof.files.map(({ source }) => source).toSorted()).toEqual([
        '/out/note.txt',
        '/out/run/a.dat',
        '/out/run/deep/b.dat',
      ])
    })

    test.each<[string, [Task | null, SuccessfulTransfer[]][], RegExp]>([
      [
        'the last try failed too, though one before it had succeeded',
        [
          [at(16), [a!, b!, note]],
          [at(20, failed), []],
        ],
        /did not succeed/,
      ],
      [
        'one of the tries still runs, whichever',
        [
          [at(16, { status: 'ACTIVE' }), [a!]],
          [at(20), [b!]],
        ],
        /has not ended/,
      ],
      [
        'a try has left the history',
        [
          [null, []],
          [at(20), [b!]],
        ],
        /no longer in the history/,
      ],
      [
        'what the first try copied is forgotten',
        [
          [at(16, { ...failed, history_deleted: true }), []],
          [at(20), [b!]],
        ],
        /has forgotten/,
      ],
      [
        'the first try did not verify',
        [
          [at(16, { ...failed, verify_checksum: false }), [a!]],
          [at(20), [b!]],
        ],
        /did not verify/,
      ],
      [
        'a try between may have replaced something in part',
        [
          [at(16, failed), [a!]],
          [at(20, failed), []],
          [at(30), [b!]],
        ],
        /in part/,
      ],
      [
        'another try left something out',
        [
          [at(16, failed), [a!]],
          [at(20, { subtasks_skipped_errors: 1 }), [b!]],
        ],
        /left out 1 source /,
      ],
    ])('is not proven when %s', async (_what, tries, words) => {
      const proof = await proveTries(tries)
      expect(proof.kind === 'odd' && proof.odd.join(' ')).toMatch(words)
      // However they were noted.
      expect((await proveTries(tries.toReversed())).kind).toBe('odd')
    })

    test('takes each file for what it was when its own try began', async () => {
      const changed = world()
      changed.source['/out/run/']![0]!.last_modified = '2026-03-04 15:22:00+00:00'
      const first = at(16, failed)
      const kept = await proveTries(
        [
          [first, [a!]],
          [at(40), [b!, note]],
        ],
        changed,
      )
      expect(kept.kind === 'odd' && kept.odd.join(' ')).toMatch(/was changed after/)
      const copiedAnew = await proveTries(
        [
          [first, [a!]],
          [at(40), [a!, b!, note]],
        ],
        changed,
      )
      expect(copiedAnew.kind).toBe('proven')
    })
  })

  test('takes only folders in which nothing is left, from below, and each as a whole', async () => {
    const folders = foldersToEmpty(
      ['/out/run/a', '/out/run/deep/b', '/out/run/other/c', '/out/note.txt'],
      [body],
    )
    expect(folders).toEqual(['/out/run/deep/', '/out/run/other/', '/out/run/'])
    const dir = (name: string): FileDocument => ({ name, type: 'dir' })
    const signal = new AbortController().signal
    const all = lister({
      '/out/run/': [dir('deep'), dir('other')],
      '/out/run/deep/': [],
      '/out/run/other/': [],
    })
    expect(topmost(await emptyFolders(folders, all, signal))).toEqual(['/out/run/'])
    const some = lister({
      '/out/run/': [dir('deep'), dir('other')],
      '/out/run/deep/': [],
      '/out/run/other/': [aFile('new')],
    })
    expect(topmost(await emptyFolders(folders, some, signal))).toEqual(['/out/run/deep/'])
    const unseen = lister({
      '/out/run/': [dir('deep'), dir('other'), dir('x')],
      '/out/run/deep/': [],
      '/out/run/other/': [],
    })
    expect(await emptyFolders(folders, unseen, signal)).toEqual(['/out/run/deep/', '/out/run/other/'])
  })

  test('never takes the place where everything begins', () => {
    const whole: TransferBody = {
      ...body,
      DATA: [{ DATA_TYPE: 'transfer_item', source_path: '/~/', destination_path: '/in/', recursive: true }],
    }
    expect(foldersToEmpty(['/~/a', '/~/sub/b'], [whole])).toEqual(['/~/sub/'])
  })

  test('deletes by name, nothing by pattern, and no folder with the files', () => {
    const paths = Array.from({ length: 10_001 }, (_, at) => `/out/${at}*`)
    const [first, second] = deletionBodies(body, paths, false)
    expect(first).toMatchObject({ endpoint: 'from', recursive: false, interpret_globs: false })
    expect([first, second].map((one) => one!.DATA.length)).toEqual([10_000, 1])
    expect(second!.label).toBe('Moved: 10000* (2 of 2)')
  })
})
