import { isForgotten } from './errors'
import { request } from './http'
import type { MarkerPage, SkippedError } from './wire'

/** What a task has left out because it could not be read.
 * https://docs.globus.org/api/transfer/task/#get_task_skipped_errors */
export const listSkippedErrors = (taskId: string, marker: number, signal?: AbortSignal) =>
  request<MarkerPage<SkippedError>>('GET', `/v0.10/task/${encodeURIComponent(taskId)}/skipped_errors`, {
    query: { marker },
    signal,
  })

/** All rows of a list that comes in pages. */
export async function allRows<Item>(
  read: (marker: number) => Promise<MarkerPage<Item>>,
  signal?: AbortSignal,
): Promise<Item[]> {
  const rows: Item[] = []
  for (let marker = 0; ;) {
    // Each page names the next one.
    // oxlint-disable-next-line no-await-in-loop
    const page: MarkerPage<Item> = await read(marker)
    signal?.throwIfAborted()
    rows.push(...page.DATA)
    const { next_marker } = page
    // A page that leads to itself would be read for ever.
    if (next_marker === null || next_marker === marker) return rows
    marker = next_marker
  }
}

/** The same of a task that may have ended so long ago that Globus has forgotten its files: null then. */
export const rowsLeft = <Item>(...about: Parameters<typeof allRows<Item>>): Promise<Item[] | null> =>
  allRows(...about).catch((error: unknown) => {
    if (isForgotten(error)) return null
    throw error
  })
