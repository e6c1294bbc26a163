import { array, assert, asyncProperty, constantFrom, integer } from 'fast-check'
import { beforeEach, describe, expect, test } from 'vitest'
import { forgetPerson } from '../../../src/app/shared/on-sign-out'
import { createSubmitOnce, submissionDigest, type Unsent } from '../../../src/app/shared/submit-once'
import { unansweredSubmissions } from '../../../src/app/shared/unanswered'
import { isUnclearError } from '../../../src/app/shared/unclear'
import { aService, type Weather } from './a-service'

const body = (label: string): Unsent => ({
  DATA_TYPE: 'transfer',
  source_endpoint: 'a',
  destination_endpoint: 'b',
  label,
  DATA: [{ DATA_TYPE: 'transfer_item', source_path: '/x', destination_path: '/y' }],
})

beforeEach(forgetPerson)

describe('a submission', () => {
  test('that is asked for many times at once is sent once (G3)', () =>
    assert(
      asyncProperty(array(integer({ min: 0, max: 3 }), { minLength: 1, maxLength: 8 }), async (turns) => {
        forgetPerson()
        const { tasks, sent, page } = aService()
        const submit = page()
        const answers: Promise<string>[] = []
        for (const wait of turns) {
          answers.push(submit(body('run')))
          for (let turn = 0; turn < wait; turn += 1) await Promise.resolve()
          // Once it has been answered, asking again is another decision.
          if (tasks.size > 0) break
        }
        expect(new Set(await Promise.all(answers))).toEqual(new Set(['task-1']))
        expect(sent).toHaveLength(1)
      }),
    ))

  test('becomes one task whatever is lost on the way, over reloads, with the same bytes each time (G1, G2)', () =>
    assert(
      asyncProperty(
        array(constantFrom<Weather>('answer lost', 'request lost', 'signed out'), { maxLength: 6 }),
        async (trouble) => {
          forgetPerson()
          const { tasks, sent, page, weather } = aService()
          weather.push(...trouble)
          const since = Date.now()
          let task: string | null = null
          // Each try is a page of its own, which knows only what was kept.
          for (let tries = 0; task === null && tries < 8; tries += 1)
            task = await page()(body('run'), { since }).catch(() => null)
          expect(task).toBe('task-1')
          expect(tasks.size).toBe(1)
          expect(new Set(sent).size).toBe(1)
        },
      ),
    ))

  test('that a closed question still asks an id for is the same to the next one (G3)', async () => {
    const { tasks, sent, page } = aService()
    const underWay = new Map<string, Promise<string>>()
    const answers = [page(underWay), page(underWay)].map((submit) => submit(body('run')))
    expect(await Promise.all(answers)).toEqual(['task-1', 'task-1'])
    expect([tasks.size, sent.length, underWay.size]).toEqual([1, 1, 0])
  })

  test('that was refused after a lost answer keeps its id: the first time it may have been accepted', async () => {
    const { tasks, page, weather } = aService()
    weather.push('answer lost', 'signed out')
    const submit = page()
    await expect(submit(body('run'))).rejects.toMatchObject({ code: 'NetworkError' })
    await expect(submit(body('run'))).rejects.toMatchObject({ status: 401 })
    expect(await submit(body('run'))).toBe('task-1')
    expect(tasks.size).toBe(1)
  })

  test('G7: that nobody answered is told from one that was refused', async () => {
    const { page, weather } = aService()
    weather.push('refused', 'answer lost', 'signed out')
    const submit = page()
    const ends = []
    for (let tries = 0; tries < 3; tries += 1) ends.push(await submit(body('run')).catch(isUnclearError))
    expect(ends).toEqual([false, true, true])
  })

  test('that was refused outright begins anew, and so does one that was edited (G1)', async () => {
    const { sent, page, weather } = aService()
    weather.push('refused', 'fine', 'answer lost', 'fine')
    const submit = page()
    await expect(submit(body('run'))).rejects.toMatchObject({ status: 400 })
    await submit(body('run'))
    await expect(submit(body('other'))).rejects.toMatchObject({ code: 'NetworkError' })
    await submit(body('other, edited'))
    const ids = sent.map((text) => (JSON.parse(text) as { submission_id: string }).submission_id)
    expect(ids).toEqual(['id-1', 'id-2', 'id-3', 'id-4'])
  })

  test('that reads like one of an earlier decision is not taken for it', async () => {
    const { tasks, page, weather } = aService()
    weather.push('answer lost')
    await expect(page()(body('run'), { since: Date.now() })).rejects.toMatchObject({ code: 'NetworkError' })
    expect(await page()(body('run'), { since: Date.now() + 1 })).toBe('task-2')
    expect(tasks.size).toBe(2)
  })

  test('tells its task before it forgets its id: a page that ends in between asks again', async () => {
    const unanswered = unansweredSubmissions('unanswered:ada')
    const submit = createSubmitOnce({
      unanswered,
      fetchId: async () => 'id-1',
      submit: async ({ submission_id }) => ({
        code: 'Accepted',
        message: '',
        submission_id,
        task_id: 'task-1',
      }),
    })
    const kept: (string | null)[] = []

    const digest = await submissionDigest(body('run'))
    await submit(body('run'), { onTask: () => kept.push(unanswered.idOf(digest, 0)) })
    expect(kept).toEqual(['id-1'])
    expect(unanswered.idOf(digest, 0)).toBeNull()
  })
})
