import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { FilterRule, SyncLevel } from '../../../src/api/wire'
import type { FileTree } from '../../../src/emulator/storage/storage'
import { contents, fill, item, openTransferWorld, START_MS } from '../../support/emulator-world'

/*
 * What a recursive transfer leaves at the destination, by the documentation and in the fewest words, and the emulator held
 * against it byte for byte. https://docs.globus.org/api/transfer/task_submit/#transfer_specific_fields
 */

type File = { content: string; modifiedMs: number }
type Folder = { [name: string]: File | Folder }
const isFile = (entry: File | Folder): entry is File => typeof entry.content === 'string'

type Asked = {
  sync_level: SyncLevel | null
  filter_rules: FilterRule[]
  delete_destination_extra: boolean
  preserve_timestamp: boolean
}

/** The first rule that fits decides; what none fits goes. */
function goes(rules: readonly FilterRule[], entry: File | Folder, name: string) {
  const kind = isFile(entry) ? 'file' : 'dir'
  const first = rules.find((rule) => [kind, null].includes(rule.type ?? null) && fits(rule.name, name))
  return first?.method !== 'exclude'
}

const fits = (glob: string, name: string) =>
  new RegExp(
    `^${glob.replace(/[.]/g, '\\.').replaceAll('[!', '[^').replaceAll('*', '.*').replaceAll('?', '.')}$`,
    'u',
  ).test(name)

const bytes = ({ content }: File) => new TextEncoder().encode(content).length

function isCopied(level: SyncLevel | null, from: File, to: File | undefined): boolean {
  if (to === undefined || level === null) return true
  const differs = {
    0: () => false,
    1: () => bytes(from) !== bytes(to),
    2: () => from.modifiedMs > to.modifiedMs,
    3: () => from.content !== to.content,
  }
  return differs[level]()
}

/** What a mirror leaves of something extra: what the rules leave out, and the folders that it stands in. */
function spared(folder: Folder, name: string, asked: Asked): File | Folder | undefined {
  const entry = folder[name]!
  if (!goes(asked.filter_rules, entry, name)) return entry
  if (isFile(entry)) return undefined
  const left: Folder = {}
  for (const child of Object.keys(entry)) putBack(left, child, spared(entry, child, asked))
  return Object.keys(left).length > 0 ? left : undefined
}

function putBack(folder: Folder, name: string, entry: File | Folder | undefined) {
  if (entry) folder[name] = entry
  else delete folder[name]
}

/** What the destination is afterwards, and how many files were copied for that. */
function copied(from: Folder, to: Folder, asked: Asked): { folder: Folder; files: number } {
  const folder = { ...to }
  let files = 0
  for (const [name, entry] of Object.entries(from)) {
    if (!goes(asked.filter_rules, entry, name)) continue
    const there = to[name]
    if (!isFile(entry)) {
      const below = copied(entry, (there as Folder | undefined) ?? {}, asked)
      folder[name] = below.folder
      files += below.files
    } else if (isCopied(asked.sync_level, entry, there as File | undefined)) {
      folder[name] = { ...entry, modifiedMs: asked.preserve_timestamp ? entry.modifiedMs : START_MS }
      files += 1
    }
  }
  if (asked.delete_destination_extra)
    for (const name of Object.keys(to)) if (!(name in from)) putBack(folder, name, spared(to, name, asked))
  return { folder, files }
}

// Folders and files have names of their own: one in the other's place is an error, and not for here.
const aFile = fc.record({
  content: fc.constantFrom('', 'one', 'two', 'three', 'ü 語'),
  modifiedMs: fc.constantFrom(1, 2, 3).map((days) => START_MS - days * 86_400_000),
})
const fileNames = fc.constantFrom('a.csv', 'b.csv', 'a.tmp', 'b1', '.hidden', 'ä*.tmp')
const folderNames = fc.constantFrom('raw', 'raw2', 'tmp.d', '.git')

const aFolder = (depth: number): fc.Arbitrary<Folder> => {
  const files = fc.dictionary(fileNames, aFile, { maxKeys: 4, noNullPrototype: true })
  if (depth === 0) return files
  const folders = fc.dictionary(folderNames, aFolder(depth - 1), { maxKeys: 2, noNullPrototype: true })
  return fc.tuple(files, folders).map(([files, folders]): Folder => ({ ...files, ...folders }))
}

const RULES: Record<string, FilterRule[]> = {
  'no rules': [],
  'leaving out by ending': [{ method: 'exclude', type: 'file', name: '*.tmp' }],
  'keeping only an ending': [
    { method: 'include', type: 'file', name: '*.csv' },
    { method: 'exclude', type: 'file', name: '*' },
  ],
  'leaving out folders': [{ method: 'exclude', type: 'dir', name: 'raw?' }],
  'leaving out what is hidden, of either kind': [{ method: 'exclude', type: null, name: '.*' }],
  'an exception before the rule': [
    { method: 'include', type: 'dir', name: 'raw' },
    { method: 'exclude', type: null, name: '[!ab]*' },
  ],
  'a rule that comes too late': [
    { method: 'exclude', type: null, name: '?*' },
    { method: 'include', type: 'file', name: '*.csv' },
  ],
}
const LEVELS: (SyncLevel | null)[] = [null, 0, 1, 2, 3]

async function write(tree: FileTree, path: string, folder: Folder) {
  await fill(tree, { [path]: null })
  for (const [name, entry] of Object.entries(folder))
    if (isFile(entry)) await fill(tree, { [`${path}/${name}`]: entry.content }, entry.modifiedMs)
    else await write(tree, `${path}/${name}`, entry)
}

async function read(tree: FileTree, path: string): Promise<Folder> {
  const texts = await contents(tree, path)
  const folder: Folder = {}
  for (const { name, kind, modifiedMs } of await tree.list(path))
    folder[name] =
      kind === 'dir'
        ? await read(tree, `${path}/${name}`)
        : { content: texts[`${path}/${name}`] as string, modifiedMs }
  return folder
}

describe.each(LEVELS)('at sync level %s the destination is what it should be', (sync_level) => {
  test.each(Object.keys(RULES))('with %s', (rules) =>
    fc.assert(
      fc.asyncProperty(
        aFolder(2),
        aFolder(2),
        fc.boolean(),
        fc.boolean(),
        async (from, to, delete_destination_extra, preserve_timestamp) => {
          const asked = {
            sync_level,
            filter_rules: RULES[rules]!,
            delete_destination_extra,
            preserve_timestamp,
          }
          const { source, destination, run, close } = await openTransferWorld()
          await write(source, '/from', from)
          await write(destination, '/to', to)
          const task = await run('transfer', {
            ...asked,
            DATA: [item('/from/', '/to/', { recursive: true })],
          })
          const wanted = copied(from, to, asked)
          expect(task).toMatchObject({ status: 'SUCCEEDED', files_transferred: wanted.files })
          expect(await read(destination, '/to')).toEqual(wanted.folder)
          // The source is what it was.
          expect(await read(source, '/from')).toEqual(from)
          await close()
        },
      ),
      { numRuns: 6 },
    ),
  )
})
