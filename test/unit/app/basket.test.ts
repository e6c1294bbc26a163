import { array, assert, constantFrom, integer, property, record, string, tuple } from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Draft, emptyDraft, type NewItem, withItems } from '../../../src/app/shared/draft/draft'
import { landingPath } from '../../../src/app/shared/draft/landing'
import { landingTree, SHOWN_ITEMS } from '../../../src/app/transfer/landing-tree'
import { readLands, writtenLands } from '../../../src/app/transfer/lands'
import { readPaths } from '../../../src/app/transfer/read-paths'
import { reversed } from '../../../src/app/transfer/reversed'
import { sourceFolder } from '../../../src/app/transfer/source-folder'

const item = (source_path: string, lands: string | null = null): NewItem => ({
  source_path,
  kind: source_path.endsWith('/') ? 'folder' : 'file',
  lands,
  size: null,
})
const draft = (items: NewItem[], about: Partial<Draft> = {}): Draft =>
  withItems({ ...emptyDraft(), source: 'A', destination: 'B', folder: '/in/', ...about }, items)

const name = string({ unit: constantFrom(...'ab. é'), minLength: 1, maxLength: 3 }).filter(
  (text) => text !== '.' && text !== '..',
)
const somePath = tuple(
  constantFrom('/', '/~/'),
  array(name, { minLength: 1, maxLength: 3 }),
  constantFrom('', '/'),
).map(([root, names, end]) => `${root}${names.join('/')}${end}`)

describe('the folder that all items are in', () => {
  test.each([
    [[], null],
    [['/a/b.txt'], '/a/'],
    [['/a/b/'], '/a/'],
    [['/a/b/c', '/a/bc'], '/a/'],
    [['/a/b/', '/a/b/c'], '/a/'],
    [['/'], '/'],
    [['/~/x', '/~/y/z'], '/~/'],
    [['/~/x', '/data/y'], '/'],
  ])('of %j is %j', (paths, folder) => {
    expect(sourceFolder(draft(paths.map((path) => item(path))).items)).toBe(folder)
  })
})

describe('where an item lands, as somebody writes it', () => {
  const read = (typed: string, path: string, landing: 'into' | 'as' = 'into') =>
    readLands(typed, item(path), landing)

  test.each([
    ['', '/a/x.txt', null],
    ['x.txt', '/a/x.txt', null],
    ['y.txt', '/a/x.txt', 'y.txt'],
    ['sub/y.txt', '/a/x.txt', 'sub/y.txt'],
    ['/else/y', '/a/x.txt', '/else/y'],
    ['~/y', '/a/x.txt', '/~/y'],
    ['sub/', '/a/run/', 'sub'],
    ['/', '/a/run/', '/'],
    [' y ', '/a/x.txt', ' y '],
    ['sub/', '/a/x.txt', 'sub/x.txt'],
    ['~', '/a/x.txt', '/~/x.txt'],
    ['a//y', '/a/x.txt', 'a/y'],
  ])('%j for %s is %j', (typed, path, lands) => {
    expect(read(typed, path)).toEqual({ lands })
  })

  test('of a folder whose contents land by themselves, its own name is a choice', () => {
    expect(read('run', '/a/run/', 'as')).toEqual({ lands: 'run' })
    expect(writtenLands(item('/a/run/'), 'as')).toBe('')
  })

  test.each([
    ['../y', /cannot contain \. or \.\. as a name/],
    ['a/./y', /cannot contain \. or \.\. as a name/],
    ['a\0y', /NUL/],
  ])('H2: %j is no place for a file', (typed, problem) => {
    const answer = read(typed, '/a/x.txt')
    expect('problem' in answer && answer.problem).toMatch(problem)
  })

  test('what is shown can be confirmed and nothing changes', () => {
    assert(
      property(
        somePath,
        constantFrom('into', 'as'),
        constantFrom(null, 'b', 'a/b', '/c/b'),
        (path, landing, lands) => {
          const one = item(path, lands)
          const answer = readLands(writtenLands(one, landing), one, landing)
          if ('problem' in answer) throw new Error(answer.problem)
          const about = { folder: '/in/', landing }
          expect(landingPath(about, { ...one, lands: answer.lands })).toBe(landingPath(about, one))
        },
      ),
    )
  })
})

describe('the way back', () => {
  test('takes each item from where it landed to where it was', () => {
    const items = array(record({ path: somePath, lands: constantFrom(null, null, 'b', 'a/b', '/c/b') }), {
      minLength: 1,
      maxLength: 6,
    }).map((all) => all.map(({ path, lands }) => item(path, lands)))
    assert(
      property(items, constantFrom('into', 'as'), (all, landing) => {
        const there = draft(all, { landing })
        const back = reversed(there)
        expect([back.source, back.destination]).toEqual(['B', 'A'])
        expect(back.items.map(({ source_path }) => source_path)).toEqual(
          there.items.map((one) => landingPath(there, one)),
        )
        expect(back.items.map((one) => landingPath(back, one))).toEqual(
          there.items.map(({ source_path }) => source_path),
        )
      }),
    )
  })

  test('without items only turns the collections round, with the accounts on them', () => {
    const there = draft([])
    const options = { ...there.options, source_local_user: 'ada' }
    expect(reversed({ ...there, options })).toMatchObject({
      source: 'B',
      destination: 'A',
      folder: null,
      options: { source_local_user: '', destination_local_user: 'ada' },
    })
  })
})

describe('pasted paths', () => {
  test('are folders, or whatever they turn out to be; refused lines are named', () => {
    const { items, refused } = readPaths('/a/run/\r\n\n  ~/notes.txt \n~\nrelative\n/a/../b\n')
    expect(items.map(({ source_path, kind }) => [source_path, kind])).toEqual([
      ['/a/run/', 'folder'],
      ['/~/notes.txt ', 'unknown'],
      ['/~/', 'folder'],
    ])
    expect(refused.map(({ line, text }) => [line, text])).toEqual([
      [5, 'relative'],
      [6, '/a/../b'],
    ])
  })

  test('each line is either taken or refused, whatever it holds', () => {
    assert(
      property(array(string({ unit: 'grapheme' }).filter((text) => !/[\r\n]/.test(text))), (lines) => {
        const { items, refused } = readPaths(lines.join('\n'))
        expect(items.length + refused.length).toBe(lines.filter((line) => line.trimStart() !== '').length)
        for (const { source_path, kind } of items)
          expect(source_path).toMatch(kind === 'folder' ? /^\/.*\/$|^\/$/ : /^\/.*[^/]$/)
      }),
    )
  })
})

describe('the picture of what results', () => {
  const lines = (...about: Parameters<typeof draft>) =>
    landingTree(draft(...about))?.map(({ depth, name: shown, kind }) => `${depth} ${shown} ${kind}`)

  test('a folder lands under its name, or its contents right there', () => {
    const items = [item('/a/run/'), item('/a/log.csv')]
    expect(lines(items)).toEqual(['0 /in/ root', '1 run/ folder', '2 run contents', '1 log.csv file'])
    expect(lines(items, { landing: 'as' })).toEqual(['0 /in/ root', '1 run contents', '1 log.csv file'])
  })

  test('what lands elsewhere is shown there', () => {
    expect(lines([item('/a/x', 'sub/y'), item('/a/z', '/else/z')])).toEqual([
      '0 /in/ root',
      '1 sub/y file',
      '0 /else/ root',
      '1 z file',
    ])
  })

  test('never lies: its lines put together are where the items land', () => {
    assert(
      property(
        array(record({ path: somePath, lands: constantFrom(null, 'b', 'a/b', '/c/b') }), { maxLength: 6 }),
        constantFrom('into', 'as'),
        (all, landing) => {
          const there = draft(
            all.map(({ path, lands }) => item(path, lands)),
            { landing },
          )
          let root = ''
          const shown = (landingTree(there) ?? []).flatMap(({ kind, depth, name: below }) => {
            if (kind === 'root') root = below
            if (kind === 'contents') return depth === 1 ? [root] : []
            return kind === 'file' || kind === 'folder' ? [root + below] : []
          })
          const expected = there.items.slice(0, SHOWN_ITEMS).map((one) => landingPath(there, one))
          expect(shown.toSorted()).toEqual(expected.toSorted())
        },
      ),
    )
  })

  test('says how many more there are, and nothing before it knows where', () => {
    const many = Array.from({ length: 7 }, (_, number) => item(`/a/${number}`))
    expect(lines(many)?.at(-1)).toBe('1 3 more')
    expect(lines(many, { folder: null })).toBeUndefined()
    assert(
      property(integer({ min: 0, max: 9 }), (count) => {
        const tree = landingTree(draft(many.slice(0, count)))!
        expect(tree.filter(({ kind }) => kind === 'file').length).toBe(Math.min(count, 7, SHOWN_ITEMS))
      }),
    )
  })
})
