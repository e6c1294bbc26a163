import { describe, expect, test } from 'vitest'
import { ApiError } from '../../../src/api/errors'
import type { TaskSummary } from '../../../src/api/tasks'
import { cancelOutcomeWords } from '../../../src/app/tasks/cancel-outcomes'
import { NotThisOne, oneByOne, type Queue } from '../../../src/app/tasks/one-by-one'
import { aTask } from './a-task'

/** Does it, and tells what somebody who looks on has seen last, or was told at the end. */
async function run(queue: Queue, act: Parameters<typeof oneByOne>[1], isStopped = () => false) {
  const steps: Queue[] = [queue]
  const thrown = await oneByOne(queue, act, isStopped, (step) => steps.push(step)).then(
    (end) => {
      expect(end).toBe(steps.at(-1))
      return null
    },
    (reason: unknown) => reason,
  )
  return { end: steps.at(-1)!, steps, thrown }
}

const queueOf = (...ids: string[]): Queue => ({
  left: ids.map((task_id) => aTask({ task_id })),
  done: [],
  refused: [],
})
const idsOf = (tasks: readonly TaskSummary[]) => tasks.map(({ task_id }) => task_id).join(' ')
const state = ({ left, done, refused }: Queue) => [
  idsOf(left),
  idsOf(done),
  idsOf(refused.map(({ task }) => task)),
]
const error = (status: number, code = 'X') => new ApiError({ status, code, message: '' })
const fails =
  (id: string, reason: unknown) =>
  async ({ task_id }: TaskSummary) => {
    if (task_id === id) throw reason
  }

describe('what is done to several tasks one by one', () => {
  test.each([error(403), error(409, 'Conflict'), error(502, 'ExternalError.X'), new NotThisOne('not kept')])(
    'goes on when one is refused (%s)',
    async (reason) => {
      const queue = queueOf('a', 'b', 'c')
      const { end, steps } = await run(queue, fails('a', reason))
      expect(state(end)).toEqual(['', 'b c', 'a'])
      expect(end.refused[0]?.reason).toBe(reason)
      // Each step can be shown, and none changes what was shown before.
      expect(steps.map(({ left }) => idsOf(left))).toEqual(['a b c', 'b c', 'c', ''])
    },
  )

  test.each([error(401), error(429), error(0, 'NetworkError'), error(503), new TypeError('ours')])(
    'stops at what would stop each (%s), and the next time takes the others first',
    async (reason) => {
      const first = await run(queueOf('a', 'b', 'c'), fails('a', reason))
      expect(first.thrown).toBe(reason)
      expect(state(first.end)).toEqual(['b c a', '', ''])
      const second = await run(first.end, fails('a', reason))
      expect(second.thrown).toBe(reason)
      expect(state(second.end)).toEqual(['a', 'b c', ''])
    },
  )

  test('begins none any more once it is stopped', async () => {
    let stopped = false
    const { end } = await run(
      queueOf('a', 'b', 'c'),
      async ({ task_id }) => {
        stopped = task_id === 'b'
      },
      () => stopped,
    )
    expect(state(end)).toEqual(['c', 'a b', ''])
  })
})

test.each([
  [['Canceled', 'Canceled'], '2 tasks canceled', '2 stopped.'],
  [
    ['CancelAccepted', 'Canceled', 'TaskComplete'],
    '2 tasks canceled',
    '1 stopped, 1 stopping, 1 already over.',
  ],
  [['TaskComplete', null], 'There was nothing left to stop', '1 already over, 1 no longer in the history.'],
  [['Elsewise'], '1 task canceled', '1 Elsewise.'],
])('what came of %j is told as "%s", %s', (outcomes, title, description) => {
  expect(cancelOutcomeWords(outcomes)).toEqual({ title, description })
})
