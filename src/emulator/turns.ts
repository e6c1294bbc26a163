/** Lets everything else that waits for the event loop go first: in a page, the person's next click. */
export const nextTurn = () => new Promise<void>((resolve) => setTimeout(resolve, 0))

/** Some ten milliseconds of work on documents. */
const ITEMS_PER_TURN = 8000

/** Resolves after as many items of a list that may be long as should be worked on in one go; at once otherwise. */
export const turnAfter = (items: number) => (items % ITEMS_PER_TURN === 0 ? nextTurn() : null)

/** Maps a list that may be long, with turns for everything else in between. */
export async function mapInTurns<Item, Result>(
  items: readonly Item[],
  map: (item: Item, index: number) => Result,
): Promise<Result[]> {
  const results: Result[] = []
  for (const item of items) {
    results.push(map(item, results.length))
    const turn = turnAfter(results.length)
    if (turn) await turn
  }
  return results
}
