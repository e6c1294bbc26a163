/** Work that can be left and gone on with: between two of its steps the page may have its turn. */
export type Steps<Result = unknown> = Generator<void, Result>

/** Items after which work may be left: so few that nobody notices, so many that leaving costs nothing. */
const STEP = 50

/** Does all of it at once. */
export function atOnce<Result>(steps: Steps<Result>): Result {
  for (;;) {
    const step = steps.next()
    if (step.done) return step.value
  }
}

/** Takes one after the other, in steps. */
export function* each<Item>(items: Iterable<Item>, take: (item: Item) => void): Steps<void> {
  let taken = 0
  for (const item of items) {
    take(item)
    taken += 1
    if (taken % STEP === 0) yield
  }
}

type Kept<Item, About, Out> = { items: readonly Item[]; about: About; out: readonly Out[] }

/**
 * What follows from each item of a list by itself, in steps. Of a list that differs from the one before in one place,
 * only what is new there is worked out; the same list again costs nothing.
 */
export function perItem<Item extends object, About, Out>(
  derive: (item: Item, about: About) => Out,
  isSame: (a: About, b: About) => boolean,
) {
  const known = new WeakMap<readonly Item[], Kept<Item, About, Out>>()
  let last: Kept<Item, About, Out> | null = null
  return function* (items: readonly Item[], about: About): Steps<readonly Out[]> {
    const there = known.get(items)
    if (there && isSame(there.about, about)) {
      last = there
      return there.out
    }
    const before = last && isSame(last.about, about) ? last : { items: [], out: [] }
    const { start, end } = changedPart(before.items, items)
    const out = before.out.slice(0, start)
    for (let at = start; at < end; at += 1) {
      out.push(derive(items[at]!, about))
      if (at % STEP === 0) yield
    }
    const all = out.concat(before.out.slice(before.items.length - (items.length - end)))
    last = { items, about, out: all }
    known.set(items, last)
    return all
  }
}

/** Where a list differs from another, from its first item that does to behind the last. */
function changedPart<Item>(before: readonly Item[], now: readonly Item[]) {
  const least = Math.min(before.length, now.length)
  let start = 0
  while (start < least && before[start] === now[start]) start += 1
  let end = now.length
  const more = before.length - now.length
  while (end > start && end + more > start && before[end + more - 1] === now[end - 1]) end -= 1
  return { start, end }
}

/** What follows from all items of a list together, in steps; the same list again costs nothing. */
export function ofAll<Item, Out extends object>(begin: () => Out, take: (out: Out, item: Item) => void) {
  const known = new WeakMap<readonly Item[], Out>()
  return function* (items: readonly Item[]): Steps<Out> {
    const there = known.get(items)
    if (there) return there
    const out = begin()
    yield* each(items, (item) => take(out, item))
    known.set(items, out)
    return out
  }
}

/** What follows from a list, worked out once for it. */
export function keptFor<Item, Out>(workOut: (items: readonly Item[]) => Out) {
  const known = new WeakMap<readonly Item[], { out: Out }>()
  return (items: readonly Item[]): Out => {
    const there = known.get(items) ?? { out: workOut(items) }
    known.set(items, there)
    return there.out
  }
}
