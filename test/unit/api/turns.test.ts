import { expect, test } from 'vitest'
import { createTurns } from '../../../src/api/turns'

const NEVER = new AbortController().signal

/** A piece of work that ends when it is told to. */
function work(started: number[], number: number) {
  let finish = () => undefined as void
  const ended = new Promise<void>((resolve) => {
    finish = resolve
  })
  const run = () => {
    started.push(number)
    return ended.then(() => number)
  }
  return { run, finish }
}
/** Until everything that could go on has. */
const settled = () => new Promise((resolve) => setTimeout(resolve))

test('so many at the same time, the others in their order; a failure gives its place on', async () => {
  const inTurn = createTurns(2)
  const started: number[] = []
  const works = [0, 1, 2, 3].map((number) => work(started, number))
  const answers = works.map(({ run }) => inTurn(run, NEVER))
  const failing = inTurn(() => Promise.reject(new Error('no')), NEVER).catch((error: Error) => error.message)
  const last = inTurn(async () => 'last', NEVER)
  await settled()
  expect(started).toEqual([0, 1])
  works[1]!.finish()
  await settled()
  expect(started).toEqual([0, 1, 2])
  for (const { finish } of works) finish()
  expect(await Promise.all(answers)).toEqual([0, 1, 2, 3])
  expect([await failing, await last]).toEqual(['no', 'last'])
})

test('one that is not wanted any more leaves the queue and takes no turn', async () => {
  const inTurn = createTurns(1)
  const started: number[] = []
  const works = [0, 1, 2].map((number) => work(started, number))
  const first = inTurn(works[0]!.run, NEVER)
  const stopper = new AbortController()
  const second = inTurn(works[1]!.run, stopper.signal).catch((error: Error) => error.message)
  const third = inTurn(works[2]!.run, NEVER)
  stopper.abort(new Error('not wanted'))
  expect(await second).toBe('not wanted')
  for (const { finish } of works) finish()
  expect([await first, await third]).toEqual([0, 2])
  expect(started).toEqual([0, 2])
})
