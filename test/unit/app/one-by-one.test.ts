import { describe, expect, test } from 'vitest'
import { ApiError } from '../../../src/api/errors'
import type { TaskSummary } from '../../../src/api/tasks'
import { NotThisOne, oneByOne, type Queue } from '../../../src/app/tasks/one-by-one'
import { aTask } from './a-task'

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
      await oneByOne(queue, fails('a', reason), () => false)
      expect(state(queue)).toEqual(['', 'b c', 'a'])
      expect(queue.refused[0]?.reason).toBe(reason)
    },
  )

  test.each([error(401), error(429), error(0, 'NetworkError'), error(503), new TypeError('ours')])(
    'stops at what would stop each (%s), and the next time takes the others first',
    async (reason) => {
      const queue = queueOf('a', 'b', 'c')
      await expect(oneByOne(queue, fails('a', reason), () => false)).rejects.toBe(reason)
      expect(state(queue)).toEqual(['b c a', '', ''])
      await expect(oneByOne(queue, fails('a', reason), () => false)).rejects.toBe(reason)
      expect(state(queue)).toEqual(['a', 'b c', ''])
    },
  )

  test('begins none any more once it is stopped', async () => {
    const queue = queueOf('a', 'b', 'c')
    let stopped = false
    await oneByOne(
      queue,
      async ({ task_id }) => {
        stopped = task_id === 'b'
      },
      () => stopped,
    )
    expect(state(queue)).toEqual(['c', 'a b', ''])
  })
})
