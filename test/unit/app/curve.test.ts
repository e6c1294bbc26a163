import { array, assert, integer, property, record } from 'fast-check'
import { describe, expect, test } from 'vitest'
import { openShelf } from '../../../src/app/shared/draft/shelf'
import {
  type Curve,
  joined,
  MOST_POINTS,
  NO_CURVE,
  type Point,
  stretches,
  withPoint,
} from '../../../src/app/shared/records/curve'
import { createCurves } from '../../../src/app/shared/records/curves'
import { recordName } from '../../../src/app/shared/records/oldest'
import { toldBy } from '../../../src/app/tasks/told'
import { aSucceededTask, aTask } from './a-task'

/** Looks at a task: so long after one another, and so much more each time. */
const looks = array(
  record({ ms: integer({ min: 1, max: 400_000 }), bytes: integer({ min: 0, max: 1_000_000 }) }),
  {
    maxLength: 800,
  },
).map((steps) => {
  let at = 1_000_000
  let bytes = 0
  return steps.map((step): Point => [(at += step.ms), (bytes += step.bytes)])
})
const curveOf = (points: readonly Point[]): Curve => points.reduce(withPoint, NO_CURVE)

describe('the curve of a task', () => {
  test('stays small however long it runs, from the first look to the newest', () => {
    assert(
      property(looks, (points) => {
        const curve = curveOf(points)
        expect(curve.points.length).toBeLessThanOrEqual(MOST_POINTS)
        expect(curve.points[0]).toEqual(points[0])
        expect(curve.points.at(-1)).toEqual(points.at(-1))
        const times = curve.points.map(([atMs]) => atMs)
        expect(times).toEqual(times.toSorted((a, b) => a - b))
      }),
    )
  })

  test('begins anew when the service counts anew, and takes no look that comes late', () => {
    const curve = curveOf([
      [10_000, 5],
      [20_000, 50],
    ])
    expect(withPoint(curve, [15_000, 60])).toBe(curve)
    // Asked for before the last, and answered after it.
    expect(withPoint(curve, [24_000, 48])).toBe(curve)
    expect(withPoint(curve, [30_000, 2]).points).toEqual([[30_000, 2]])
    // By a clock that was set back an hour.
    expect(withPoint(curve, [22_000 - 3_600_000, 60]).points).toEqual([[22_000 - 3_600_000, 60]])
  })
})

describe('the rates over the whole run', () => {
  test('leave no gap, and come to the bytes that were copied', () => {
    assert(
      property(looks, integer({ min: 1, max: 1_000_000 }), (points, after) => {
        const [lastMs, bytes] = points.at(-1) ?? [1_000_000, 7]
        const parts = stretches({
          curve: curveOf(points),
          told: [],
          startMs: 0,
          endMs: lastMs + after,
          bytes,
        })
        expect(parts[0]?.fromMs).toBe(0)
        expect(parts.at(-1)?.toMs).toBe(lastMs + after)
        expect(parts.slice(1).map(({ fromMs }) => fromMs)).toEqual(parts.slice(0, -1).map(({ toMs }) => toMs))
        const sum = parts.reduce(
          (all, part) => all + (part.bytesPerSecond * (part.toMs - part.fromMs)) / 1000,
          0,
        )
        expect(sum).toBeCloseTo(bytes, 0)
      }),
    )
  })

  test('are those of the events where nobody looked on, and the mean where they say nothing', () => {
    const curve = curveOf([
      [100_000, 1_000],
      [110_000, 2_000],
    ])
    const told = toldBy([
      {
        code: 'PROGRESS',
        description: '',
        details: '{"bytes_transferred": 600, "duration": 30}',
        is_error: false,
        time: new Date(50_000).toISOString(),
      },
      { code: 'PROGRESS', description: '', details: 'n/a', is_error: false, time: 'never' },
    ])
    const parts = stretches({ curve, told, startMs: 0, endMs: 110_000, bytes: 2_000 })
    expect(
      parts.map(({ fromMs, toMs, bytesPerSecond, source }) => [fromMs, toMs, bytesPerSecond, source]),
    ).toEqual([
      [0, 20_000, 10, 'mean'],
      [20_000, 50_000, 20, 'told'],
      [50_000, 100_000, 10, 'mean'],
      [100_000, 110_000, 100, 'seen'],
    ])
  })

  test('end without a peak where the last look was just before the end, and its bytes came late', () => {
    const curve = curveOf([
      [10_000, 100],
      [15_000, 150],
      [19_800, 160],
    ])
    const parts = stretches({ curve, told: [], startMs: 5_000, endMs: 20_000, bytes: 200 })
    expect(parts.map(({ toMs, bytesPerSecond }) => [toMs, bytesPerSecond])).toEqual([
      [10_000, 20],
      [15_000, 10],
      [20_000, 10],
    ])
  })

  test('have no looks of a clock that is wrong', () => {
    const curve = curveOf([
      [-500_000, 1],
      [900_000, 2],
    ])
    const parts = stretches({ curve, told: [], startMs: 0, endMs: 10_000, bytes: 50 })
    expect(parts).toEqual([{ fromMs: 0, toMs: 10_000, bytesPerSecond: 5, source: 'mean' }])
  })
})

test('what this page has seen goes on from what is kept, though it has kept it itself, or was away', async () => {
  const shelf = await openShelf('curves')
  const [here, elsewhere] = [1, 2].map(() => createCurves(shelf, 'cy', () => undefined))
  const see = (curves: typeof here, minutes: readonly number[]) => {
    for (const minute of minutes)
      curves!.see('board', [aTask({ task_id: 'one', bytes_transferred: minute })], minute * 60_000)
    return curves!.saveKnown()
  }
  await see(here, [1, 2, 3])
  await see(elsewhere, [4, 5, 6, 7])
  const kept = await here!.find('one')
  // What the chart shows of it: what is kept holds what is seen already.
  expect(
    joined(
      kept,
      curveOf([
        [60_000, 1],
        [120_000, 2],
      ]),
    ).points,
  ).toHaveLength(7)
  await see(here, [8, 9])
  expect((await here!.find('one')).points.map(([, bytes]) => bytes)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9])
})

test('looks are taken down again at once when the clock was set back', async () => {
  const curves = createCurves(await openShelf('curves'), 'bo', () => undefined)
  const see = (atMs: number, bytes_transferred: number) =>
    curves.see('board', [aTask({ task_id: 'one', bytes_transferred })], atMs)
  see(3_600_000, 10)
  see(2_000, 20)
  see(12_000, 30)
  await curves.saveKnown()
  expect((await curves.find('one')).points).toEqual([
    [2_000, 20],
    [12_000, 30],
  ])
})

test('what was seen before a reload is joined to what is seen after it', async () => {
  const shelf = await openShelf('curves')
  const before = createCurves(shelf, 'ada', () => undefined)
  before.see(
    'board',
    [aTask({ task_id: 'one', bytes_transferred: 10 }), aSucceededTask({ task_id: 'over' })],
    10_000,
  )
  // Sooner than anything is taken down.
  before.see('board', [aTask({ task_id: 'one', bytes_transferred: 11 })], 11_000)
  await before.saveKnown()
  const after = createCurves(shelf, 'ada', () => undefined)
  after.see('board', [aTask({ task_id: 'one', bytes_transferred: 70 })], 70_000)
  await after.saveKnown()
  expect((await after.find('one')).points).toEqual([
    [10_000, 10],
    [70_000, 70],
  ])
  expect((await after.find('over')).points).toEqual([])
  await after.forget('one')
  expect((await after.find('one')).points).toEqual([])
})

describe('of more tasks than are followed', () => {
  const tasks = Array.from({ length: 150 }, (_, at) => aTask({ task_id: `task-${at}`, bytes_transferred: 1 }))
  const later = (bytes_transferred: number) => tasks.map((task) => ({ ...task, bytes_transferred }))
  const withCourse = async (curves: ReturnType<typeof createCurves>) => {
    const found = await Promise.all(tasks.map(async ({ task_id }) => curves.find(task_id)))
    return found.flatMap(({ points }, at) => (points.length > 0 ? [[at, points.length]] : []))
  }

  test('the same go on after a reload, whatever order they come in: what is kept has no holes', async () => {
    const shelf = await openShelf('curves')
    const before = createCurves(shelf, 'cy', () => undefined)
    before.see('board', tasks, 10_000)
    await before.saveAll()
    const after = createCurves(shelf, 'cy', () => undefined)
    await after.look()
    after.see('board', later(2).toReversed(), 20_000)
    after.see('board', later(3).toReversed(), 30_000)
    // One that is opened is followed in any case.
    after.see('one', [aTask({ task_id: 'task-149', bytes_transferred: 3 })], 30_000)
    await after.saveAll()
    expect(await withCourse(after)).toEqual([...Array.from({ length: 100 }, (_, at) => [at, 3]), [149, 1]])
  })

  test('one that ends while it is being written is written', async () => {
    const curves = createCurves(await openShelf('curves'), 'dee', () => undefined)
    curves.see('board', tasks, 10_000)
    const saving = curves.saveAll()
    curves.see(
      'board',
      tasks.slice(100).map((task) => ({ ...task, bytes_transferred: 9 })),
      20_000,
    )
    await saving
    expect(await withCourse(curves)).toHaveLength(100)
  })
})

test('what is forgotten is not written again: not by a save that has begun, nor by another tab', async () => {
  const shelf = await openShelf('curves')
  const open = () => createCurves(shelf, 'eli', () => undefined)
  const [here, there] = [open(), open()]
  const see = (atMs: number, bytes_transferred: number) => {
    for (const curves of [here, there])
      curves.see('board', [aTask({ task_id: 'one', bytes_transferred })], atMs)
  }
  see(10_000, 10)
  const saving = here.saveKnown()
  await here.forget('one')
  await saving
  expect((await here.find('one')).points).toEqual([])
  see(20_000, 20)
  await here.saveKnown()
  await there.saveKnown()
  await here.forgetAll()
  see(25_000, 25)
  await there.saveKnown()
  expect((await here.find('one')).points).toEqual([])
  see(30_000, 30)
  await there.saveKnown()
  expect((await here.find('one')).points).toEqual([[30_000, 30]])
})

test('what is new is written soon, so that all can be written in the moment in which the page goes', async () => {
  const curves = createCurves(await openShelf('curves'), 'fay', () => undefined)
  const see = (atMs: number, bytes_transferred: number) =>
    curves.see('board', [aTask({ task_id: 'one', bytes_transferred })], atMs)
  const kept = async () => (await curves.find('one')).points.length
  see(10_000, 10)
  await curves.saveKnown('new')
  expect(await kept()).toBe(1)
  see(20_000, 20)
  await curves.saveKnown('new')
  expect(await kept()).toBe(1)
  // Nothing is waited for: the page may be gone.
  void curves.saveAll()
  expect(await kept()).toBe(2)
  // Long away: another tab may have kept more meanwhile.
  see(200_000, 30)
  await curves.saveKnown('new')
  expect(await kept()).toBe(3)
})

test.each([
  ['of an older version', { everyMs: 5_000, points: [[10_000, 10]] }],
  ['cut in half', { everyMs: 5_000, values: Float64Array.of(10_000, 10, 20_000) }],
  ['without an end', { everyMs: 5_000, values: Float64Array.of(10_000, Infinity) }],
])('a course that was kept %s is none, and what is seen is kept in its place', async (_what, damaged) => {
  const shelf = await openShelf('curves')
  await shelf.put(recordName('eli', 'one', 10_000), damaged)
  const curves = createCurves(shelf, 'eli', () => undefined)
  expect((await curves.find('one')).points).toEqual([])
  curves.see('board', [aTask({ task_id: 'one', bytes_transferred: 30 })], 30_000)
  await curves.saveKnown()
  expect((await curves.find('one')).points).toEqual([[30_000, 30]])
  await curves.forgetAll()
})
