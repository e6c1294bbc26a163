import { beforeEach, describe, expect, test } from 'vitest'
import { keep, readKept } from '../../../src/app/shared/kept'
import { partsOf, splitTasks } from '../../../src/app/shared/parts'
import { partsWords, tellingTasks, worthAnotherTry } from '../../../src/app/tasks/parts-state'
import { openBrowser } from './a-browser'
import { aFailedTask, aSucceededTask, aTask } from './a-task'

const KEY = 'parts:ada'
const splits = splitTasks(KEY)
const known = () => partsOf(readKept(KEY))
const legOf = (...tasks: (string | null)[]) => ({
  parts: tasks.map((task) => ({ digest: '', items: 1, task })),
})

beforeEach(() => void openBrowser())

describe('the tasks of one transfer', () => {
  test('are known as its parts while they are sent, and when one is run again', () => {
    splits.note(legOf('a', null, null))
    splits.note(legOf('a', 'b', null))
    splits.note(legOf('alone'))
    expect(known().get('b')).toEqual({ part: 2, of: 3, siblings: ['a', 'b'] })
    splits.noteAgain('b', 'b2')
    splits.noteAgain('elsewhere', 'x')
    expect(known().get('b2')).toEqual({ part: 2, of: 3, siblings: ['a', 'b', 'b2'] })
    expect([...known().keys()]).toEqual(['a', 'b', 'b2'])
    // The last part is handed over after another was run again.
    splits.note(legOf('a', 'b', 'c'))
    expect(known().get('c')).toEqual({ part: 3, of: 3, siblings: ['a', 'b', 'c', 'b2'] })
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

  test.each([
    [[done, failed, runs], '3 parts of one transfer: 1 succeeded, 1 failed, 1 running', ['b']],
    // The last try tells how a part stands; one that runs or has succeeded is not tried again.
    [[again, done, runs, failed], '3 parts of one transfer: 1 canceled, 1 succeeded, 1 running', ['b2']],
    [
      [done, { ...again, ...runs, task_id: 'b2' }, failed],
      '2 of the 3 parts of one transfer: 1 succeeded, 1 running',
      [],
    ],
    [[failed, other], 'Only 2 tasks are shown: 2 failed', ['b', 'x']],
    [[other], 'Only 1 task is shown: 1 failed', ['x']],
    [[], 'None of these tasks is there', []],
  ])('%#', (tasks, words, lost) => {
    splits.note(legOf('a', 'b', 'c'))
    splits.noteAgain('b', 'b2')
    expect(partsWords(tasks, known())).toBe(words)
    expect(worthAnotherTry(tasks, known()).map(({ task_id }) => task_id)).toEqual(lost)
  })

  test('leaves tasks that are parts of nothing as they are', () => {
    expect(tellingTasks([done, failed, other], new Map())).toEqual([done, failed, other])
  })
})
