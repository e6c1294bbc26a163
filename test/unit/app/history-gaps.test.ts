import { describe, expect, test } from 'vitest'
import type { Board } from '../../../src/api/queries/board'
import { createGapWatch } from '../../../src/app/shared/history-gaps'
import { aSucceededTask, aTask } from './a-task'

const id = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`
const minute = (number: number) => new Date(Date.UTC(2026, 10, 1, 0, number)).toISOString()

/** A board of tasks that are over, by the minute at which they ended, with one that runs. */
const boardOf = (from: number, to: number, without: readonly number[] = []): Board => {
  const ended = Array.from({ length: to - from }, (_, at) => from + at).filter((at) => !without.includes(at))
  const over = ended.map((at) => aSucceededTask({ task_id: id(at), completion_time: minute(at) }))
  return { DATA: [aTask(), ...over], total: 1_000, still: 0 }
}

type Look = readonly [second: number, board: Board, isBusy?: boolean]

/** At which seconds the history is to be read anew. */
function readAt(looks: readonly Look[]): number[] {
  const isDue = createGapWatch()
  return looks.flatMap(([second, board, isBusy = false]) =>
    isDue(board, second * 1000, () => isBusy) ? second : [],
  )
}

describe('what was read of the history is read anew', () => {
  test.each<[string, Look[], number[]]>([
    [
      'not for the first look, nor while few end',
      [
        [0, boardOf(0, 100)],
        [2, boardOf(30, 130)],
        [4, boardOf(50, 150)],
      ],
      [],
    ],
    [
      'once half of what the board remembers is new, however many looks that takes',
      [
        [0, boardOf(0, 100)],
        [2, boardOf(30, 130)],
        [4, boardOf(60, 160)],
        [6, boardOf(90, 190)],
      ],
      [4],
    ],
    [
      'at most once a minute, however many end',
      Array.from({ length: 40 }, (_, look): Look => [look * 2, boardOf(look * 90, look * 90 + 100)]),
      [2, 62],
    ],
    [
      'when nobody waits for another page',
      [
        [0, boardOf(0, 100)],
        [2, boardOf(80, 180), true],
        [4, boardOf(80, 180)],
      ],
      [4],
    ],
    [
      'when one that ended lately was removed elsewhere',
      [
        [0, boardOf(0, 100)],
        [2, boardOf(1, 101)],
        [4, boardOf(0, 101, [50])],
      ],
      [4],
    ],
    [
      'when one of few was removed elsewhere, though it ended first',
      [
        [0, boardOf(0, 20)],
        [2, boardOf(1, 20)],
      ],
      [2],
    ],
    [
      'not when one was taken out here, which is no answer',
      [
        [0, boardOf(0, 20)],
        [0, boardOf(1, 20)],
        [2, boardOf(1, 20)],
      ],
      [],
    ],
    [
      'also by a clock that was set back in between',
      [
        [7_200, boardOf(0, 100)],
        [7_202, boardOf(90, 190)],
        [3_600, boardOf(180, 280)],
      ],
      [7_202, 3_600],
    ],
  ])('%s', (_when, looks, seconds) => {
    expect(readAt(looks)).toEqual(seconds)
  })
})
