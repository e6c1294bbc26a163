import { beforeEach, describe, expect, test } from 'vitest'
import type { TaskSummary } from '../../../src/api/tasks'
import { keep, readKept } from '../../../src/app/shared/kept'
import { forAddress, notedParts, splitTasks, withSiblings } from '../../../src/app/shared/parts'
import { partsWords, worthAnotherTry } from '../../../src/app/tasks/parts-state'
import { openBrowser } from './a-browser'
import { aFailedTask, aSucceededTask, aTask } from './a-task'

const KEY = 'parts:ada'
const splits = splitTasks(KEY)
const known = () => notedParts(readKept(KEY))
const legOf = (...tasks: (string | null)[]) => ({
  parts: tasks.map((task) => ({ digest: '', items: 1, task })),
})

beforeEach(() => {
  openBrowser()
  keep(KEY, '[]')
})

describe('the tasks of one transfer', () => {
  test('are known as its parts while they are sent, and when one is run again', () => {
    splits.note(legOf('a', null, null))
    splits.note(legOf('a', 'b', null))
    splits.note(legOf('alone'))
    expect(known().get('b')).toEqual({ part: 2, of: 3, number: 1, siblings: ['a', 'b'], tries: ['b'] })
    splits.noteAgain('b', 'b2', true)
    splits.noteAgain('b', 'b2', true)
    splits.noteAgain('elsewhere', 'x', false)
    expect(known().get('b2')).toEqual({
      part: 2,
      of: 3,
      number: 2,
      siblings: ['a', 'b', 'b2'],
      tries: ['b', 'b2'],
    })
    expect([...known().keys()]).toEqual(['a', 'b', 'b2'])
    // The last part is handed over after another was run again.
    splits.note(legOf('a', 'b', 'c'))
    expect(known().get('c')).toMatchObject({ part: 3, of: 3, siblings: ['a', 'b', 'c', 'b2'], tries: ['c'] })
    expect(known().get('b2')?.part).toBe(2)
  })

  test('make room for those that come after them', () => {
    for (let at = 0; at < 30; at += 1)
      splits.note(legOf(...Array.from({ length: 100 }, (_, part) => `${at}-${part}`)))
    expect(known().size).toBe(2_000)
    expect(known().has('29-99')).toBe(true)
    expect(known().has('9-0')).toBe(false)
  })

  test.each(['', 'no JSON', '{}', '[{"of":2}]', '[{"of":2,"tasks":[["a","x"]]}]', '[null]'])(
    'are nobody’s parts when what was kept is %j',
    (text) => {
      keep(KEY, text)
      expect(known().size).toBe(0)
      splits.note(legOf('a', 'b'))
      expect(known().size).toBe(2)
    },
  )
})

describe('what several tasks come to', () => {
  const at = (minute: number) => ({ request_time: `2026-11-20T17:0${minute}:00+00:00` })
  const done = aSucceededTask({ task_id: 'a', ...at(0) })
  const failed = aFailedTask('TIMEOUT', { task_id: 'b', ...at(1) })
  const runs = aTask({ task_id: 'c', ...at(2) })
  const again = aFailedTask('CANCELED', { task_id: 'b2', ...at(3) })
  const other = aFailedTask('TIMEOUT', { task_id: 'x', ...at(4) })

  const tries = { none: [], failed: [again], runs: [{ ...again, ...runs, task_id: 'b2' }] }
  const cases: [TaskSummary[], keyof typeof tries | 'unknown' | 'removed', string, string[]][] = [
    [[done, failed, runs], 'none', '3 parts of one transfer: 1 succeeded, 1 failed, 1 running', ['b']],
    // The last try tells how a part stands, listed or not; one that runs or has succeeded is not tried again.
    [[done, failed, runs], 'failed', '3 parts of one transfer: 1 succeeded, 1 canceled, 1 running', ['b2']],
    [
      [again, done, runs, failed],
      'failed',
      '3 parts of one transfer: 1 canceled, 1 succeeded, 1 running',
      ['b2'],
    ],
    [[done, failed], 'runs', '2 of the 3 parts of one transfer: 1 succeeded, 1 running', []],
    [[failed], 'runs', '1 of the 3 parts of one transfer: 1 running', []],
    // Started a moment ago, and on no list yet.
    [[done, failed], 'unknown', '2 of the 3 parts of one transfer: 1 succeeded, 1 running', []],
    // Its last try has left the history: what came before it tells.
    [[done, failed], 'removed', '2 of the 3 parts of one transfer: 1 succeeded, 1 failed', ['b']],
    [[done, failed, other], 'none', 'Only 3 tasks are shown: 1 succeeded, 2 failed', ['b', 'x']],
    [[other], 'none', 'Only 1 task is shown: 1 failed', ['x']],
    [[], 'none', 'None of these tasks is there', []],
  ]
  test.each(cases)('%#', (tasks, next, words, lost) => {
    splits.note(legOf('a', 'b', 'c'))
    if (next !== 'none') splits.noteAgain('b', 'b2', true)
    const elsewhere = next === 'unknown' || next === 'removed' ? [] : tries[next]
    const find = (id: string) =>
      [...tasks, ...elsewhere].find(({ task_id }) => task_id === id) ??
      (next === 'removed' ? null : undefined)
    expect(partsWords(tasks, known(), find)).toBe(words)
    expect(worthAnotherTry(tasks, known(), find).map(({ task_id }) => task_id)).toEqual(lost)
  })

  test('a link to some of them shows what was started in their place too', () => {
    splits.note(legOf('a', 'b', 'c'))
    splits.noteAgain('b', 'b2', true)
    expect(withSiblings(['x', 'a', 'c'], known())).toEqual(['x', 'a', 'c', 'b', 'b2'])
    expect(withSiblings([], known())).toEqual([])
  })

  test('several tries of one transfer are one thing, and no more than one of them is tried again', () => {
    splits.noteAgain('b', 'b2', true)
    expect(known().get('b2')).toEqual({
      part: 1,
      of: 1,
      number: 2,
      siblings: ['b', 'b2'],
      tries: ['b', 'b2'],
    })
    const tasks = [failed, again, other]
    const find = (id: string) => tasks.find(({ task_id }) => task_id === id)
    expect(worthAnotherTry(tasks, known(), find).map(({ task_id }) => task_id)).toEqual(['b2', 'x'])
    expect(partsWords([failed, again], known(), find)).toBe('One transfer, in 2 tries: canceled')
  })

  test('a link to more of them than an address holds leads to them all where they are known', () => {
    const ids = Array.from({ length: 300 }, (_, at) => `part-${at}`)
    splits.note(legOf(...ids))
    expect(forAddress(ids.slice(0, 100), known())).toHaveLength(100)
    const short = forAddress([...ids, 'x'], known())
    expect(short).toEqual(['part-0', 'x'])
    expect(new Set(withSiblings(short, known()))).toEqual(new Set([...ids, 'x']))
  })
})
