import { array, assert, asyncProperty, constantFrom } from 'fast-check'
import { beforeEach, describe, expect, test } from 'vitest'
import { forgetPerson } from '../../../src/app/shared/on-sign-out'
import type { Unsent } from '../../../src/app/shared/submit-once'
import { unansweredSubmissions } from '../../../src/app/shared/unanswered'
import { askedAgain, NotTheSame } from '../../../src/app/tasks/again/asked-again'
import { keep } from '../../../src/app/shared/kept'
import { aService, type Weather } from './a-service'

const KINDS = ['all', 'rest', 'carry-on'] as const
type Kind = (typeof KINDS)[number]

const body = (kind: Kind): Unsent => ({
  DATA_TYPE: 'transfer',
  source_endpoint: 'a',
  destination_endpoint: 'b',
  label: kind,
  DATA: [{ DATA_TYPE: 'transfer_item', source_path: '/x', destination_path: '/y' }],
})

/** Ada's questions about one task that is over; each question is a page of its own. */
function questions() {
  const service = aService()
  const asks = askedAgain('again:ada', unansweredSubmissions('unanswered:ada'))
  const ask = (kind: Kind) => {
    const submit = service.page()
    return asks.send('over', body(kind), { kind, choice: null }, (decision) => submit(body(kind), decision))
  }
  return { ...service, asks, ask }
}

beforeEach(forgetPerson)

describe('a task that is asked for again', () => {
  test('G2, G3: is never two tasks, whatever is chosen each time and whatever is lost on the way', () =>
    assert(
      asyncProperty(
        array(constantFrom(...KINDS), { minLength: 8, maxLength: 8 }),
        array(constantFrom<Weather>('answer lost', 'request lost', 'signed out', 'refused'), {
          maxLength: 6,
        }),
        async (kinds, trouble) => {
          forgetPerson()
          const { tasks, weather, asks, ask } = questions()
          weather.push(...trouble)
          for (const kind of kinds) {
            const waits = asks.find('over')
            const started = await ask(kind).catch((error: unknown) => error)
            const isOther = waits !== null && waits.kind !== kind
            expect(started instanceof NotTheSame).toBe(isOther)
            if (typeof started === 'string') break
          }
          expect(tasks.size).toBeLessThanOrEqual(1)
          // Nothing waits that was answered, and nothing is forgotten that may run.
          const waits = asks.find('over')
          weather.length = 0
          expect(waits === null || (await ask(waits.kind)) === 'task-1').toBe(true)
          expect(asks.find('over')).toBeNull()
        },
      ),
    ))

  test('waits while it is sent, and no longer once it was answered elsewhere', async () => {
    const { asks, ask, weather, page } = questions()
    const [first, second] = await Promise.allSettled([ask('rest'), ask('all')])
    expect(first).toEqual({ status: 'fulfilled', value: 'task-1' })
    expect(second).toMatchObject({ reason: expect.any(NotTheSame) })
    expect(asks.find('over')).toBeNull()
    weather.push('answer lost')
    await expect(ask('rest')).rejects.toMatchObject({ code: 'NetworkError' })
    expect(asks.look('over')).toMatchObject({ kind: 'rest' })
    expect(await page()(body('rest'))).toBe('task-2')
    expect(asks.look('over')).toBeNull()
  })

  test('may be a second one where somebody says so, and what was spoilt is nobody’s request', async () => {
    const { asks, ask, weather, tasks } = questions()
    weather.push('answer lost')
    await expect(ask('all')).rejects.toMatchObject({ code: 'NetworkError' })
    asks.leave('over')
    expect(await ask('carry-on')).toBe('task-2')
    expect(tasks.size).toBe(2)
    keep('again:ada:over', '{"digest":"x"}')
    expect(asks.find('over')).toBeNull()
  })
})
