import { beforeEach, describe, expect, test } from 'vitest'
import type { TaskSummary } from '../../../src/api/tasks'
import { keep, readKept } from '../../../src/app/shared/kept'
import { notedParts, splitTasks } from '../../../src/app/shared/parts'
import { partsWords, withSiblings, worthAnotherTry } from '../../../src/app/tasks/parts-state'
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
    expect(known().get('b')).toEqual({ part: 2, of: 3, siblings: ['a', 'b'], tries: ['b'] })
    splits.noteAgain('b', 'b2')
    splits.noteAgain('elsewhere', 'x')
    expect(known().get('b2')).toEqual({
      part: 2,
      of: 3,
      siblings: ['a', 'b', 'b2'],
      tries: ['b', 'b2'],
    })
    expect([...known().keys()]).toEqual(['a', 'b', 'b2'])
    // The last part is handed over after another was run again.
    splits.note(legOf('a', 'b', 'c'))
    expect(known().get('c')).toEqual({ part: 3, of: 3, siblings: ['a', 'b', 'c', 'b2'], tries: ['c'] })
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
  const cases: [TaskSummary[], keyof typeof tries | 'unknown', string, string[]][] = [
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
    [[done, failed, other], 'none', 'Only 3 tasks are shown: 1 succeeded, 2 failed', ['b', 'x']],
    [[other], 'none', 'Only 1 task is shown: 1 failed', ['x']],
    [[], 'none', 'None of these tasks is there', []],
  ]
  test.each(cases)('%#', (tasks, next, words, lost) => {
    splits.note(legOf('a', 'b', 'c'))
    if (next !== 'none') splits.noteAgain('b', 'b2')
    const elsewhere = next === 'unknown' ? [] : tries[next]
    const find = (id: string) => [...tasks, ...elsewhere].find(({ task_id }) => task_id === id)
    expect(partsWords(tasks, known(), find)).toBe(words)
    expect(worthAnotherTry(tasks, known(), find).map(({ task_id }) => task_id)).toEqual(lost)
  })

  test('a link to some of them shows what was started in their place too', () => {
    splits.note(legOf('a', 'b', 'c'))
    splits.noteAgain('b', 'b2')
    expect(withSiblings(['x', 'a', 'c'], known())).toEqual(['x', 'a', 'c', 'b', 'b2'])
    expect(withSiblings([], known())).toEqual([])
  })
})
