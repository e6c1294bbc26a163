import { useMemo } from 'react'
import * as v from 'valibot'
import type { Leg } from './draft/run'
import { keep, parseKept, readKept, useKept, useKeptKey } from './kept'

const splitSchema = v.object({
  /** One: a transfer of one task that was run again. */
  of: v.pipe(v.number(), v.integer(), v.minValue(1)),
  /** With the number of its part, from 1; the first task of the first part begins the list. One run again has several. */
  tasks: v.pipe(
    v.array(v.tuple([v.string(), v.pipe(v.number(), v.integer(), v.minValue(1))])),
    v.minLength(1),
  ),
})

/** What was decided at once: which tasks it became, with those that were started in their place. */
type Split = v.InferOutput<typeof splitSchema>

/** A task as one of the parts of something larger, or as one of several tries of the same. */
export type Part = {
  part: number
  of: number
  /** Which of the tries it is, from 1. */
  number: number
  siblings: readonly string[]
  /** Those of the siblings that are this part, in the order they were noted: what was run again comes last. */
  tries: readonly string[]
}

/** The tasks that one is a try of, itself among them, in the order they were noted. */
export const triesOf = (parts: ReadonlyMap<string, Part>, taskId: string): readonly string[] =>
  parts.get(taskId)?.tries ?? [taskId]

/** Enough for what anybody looks back to, and little enough for the browser. */
const MOST_TASKS = 2_000

/**
 * Which tasks are parts of one: noted when they are started here, as Globus does not tell. Ids and numbers only; `key` is
 * what `useKeptKey('parts')` gives.
 */
export const splitTasks = (key: string) => {
  const list = () => readSplits(readKept(key))
  /** The newest last; the oldest make room. */
  const write = (splits: readonly Split[]) => {
    let room = MOST_TASKS
    const kept = splits.toReversed().filter(({ tasks }) => (room -= tasks.length) >= 0)
    keep(key, JSON.stringify(kept.reverse()))
  }
  return {
    /** Notes the tasks that the parts have become so far. */
    note: ({ parts }: Pick<Leg, 'parts'>) => {
      if (parts.length < 2) return
      const tasks = parts.flatMap(({ task }, at): Split['tasks'] => (task === null ? [] : [[task, at + 1]]))
      const splits = list()
      const before = splits.find(({ tasks: [first] }) => first?.[0] === tasks[0]?.[0])
      const now = new Set(tasks.map(([task]) => task))
      // What was run again while the rest was not handed over yet stays noted.
      const others = before?.tasks.filter(([task]) => !now.has(task)) ?? []
      write([
        ...splits.filter((split) => split !== before),
        { of: parts.length, tasks: [...tasks, ...others] },
      ])
    },
    /** Notes what was started in the place of a task: of a part in any case, of a whole transfer where it had come to nothing. */
    noteAgain: (before: string, now: string, cameToNothing: boolean) => {
      const splits = list()
      const has = (id: string) => splits.find(({ tasks }) => tasks.some(([task]) => task === id))
      // Asked for once more where nobody had answered, it is the same task.
      if (has(now)) return
      const split = has(before)
      const part = split?.tasks.find(([task]) => task === before)?.[1]
      if (!split || part === undefined) {
        if (cameToNothing)
          write([
            ...splits,
            {
              of: 1,
              tasks: [
                [before, 1],
                [now, 1],
              ],
            },
          ])
        return
      }
      const { of, tasks } = split
      write(splits.with(splits.indexOf(split), { of, tasks: [...tasks, [now, part]] }))
    },
  }
}

function readSplits(text: string | null): Split[] {
  const stored = parseKept(text)
  return Array.isArray(stored) ? stored.filter((one) => v.is(splitSchema, one)) : []
}

/** The parts by their tasks, as they were noted. */
export function notedParts(text: string | null): ReadonlyMap<string, Part> {
  const parts = new Map<string, Part>()
  for (const { of, tasks } of readSplits(text)) {
    const siblings = tasks.map(([task]) => task)
    const triesOf = new Map<number, string[]>()
    for (const [task, part] of tasks) {
      const tries = triesOf.get(part) ?? []
      triesOf.set(part, tries)
      tries.push(task)
      parts.set(task, { part, of, number: tries.length, siblings, tries })
    }
  }
  return parts
}

/** These tasks with all that are parts of the same, also such as were run again since somebody linked to them. */
export function withSiblings(ids: readonly string[], parts: ReadonlyMap<string, Part>): readonly string[] {
  const families = new Set(ids.map((id) => parts.get(id)?.siblings ?? []))
  return Array.from(new Set([...ids, ...Array.from(families).flat()]))
}

/** More than these make an address that nobody can send on. */
const MOST_IN_ADDRESS = 100

/** Enough of the tasks to be found again by `withSiblings`: all of them where an address has room, so that it leads elsewhere too. */
export function forAddress(ids: readonly string[], parts: ReadonlyMap<string, Part>): readonly string[] {
  if (ids.length <= MOST_IN_ADDRESS) return ids
  const told = new Set<readonly string[]>()
  return ids.filter((id) => {
    const family = parts.get(id)?.siblings
    if (!family) return true
    return !told.has(family) && told.add(family)
  })
}

/** The parts that this browser knows of, by their tasks; the same until another is noted. */
export function useParts(): ReadonlyMap<string, Part> {
  const text = useKept(useKeptKey('parts'))
  return useMemo(() => notedParts(text), [text])
}

/** Notes parts for the person who is signed in. */
export function useSplitTasks() {
  const key = useKeptKey('parts')
  return useMemo(() => splitTasks(key), [key])
}
