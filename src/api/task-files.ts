import { request } from './http'
import type { MarkerPage, SkippedError, SuccessfulTransfer } from './wire'

export type Marker = number | string | null

const list = <Item>(taskId: string, name: string, marker: Marker, signal?: AbortSignal) =>
  request<MarkerPage<Item>>('GET', `/v0.10/task/${encodeURIComponent(taskId)}/${name}`, {
    query: marker === null ? {} : { marker },
    signal,
  })

/** The files that a transfer has copied, once it is over; for some weeks only.
 * https://docs.globus.org/api/transfer/task/#get_task_successful_transfers */
export const listTransferred = (taskId: string, marker: Marker, signal?: AbortSignal) =>
  list<SuccessfulTransfer>(taskId, 'successful_transfers', marker, signal)

/** What a task has left out because it could not be read.
 * https://docs.globus.org/api/transfer/task/#get_task_skipped_errors */
export const listSkipped = (taskId: string, marker: Marker, signal?: AbortSignal) =>
  list<SkippedError>(taskId, 'skipped_errors', marker, signal)

/** All rows of such a list. */
export async function allRows<Item>(
  read: (marker: Marker) => Promise<MarkerPage<Item>>,
  signal?: AbortSignal,
): Promise<Item[]> {
  const rows: Item[] = []
  for (let marker: Marker = null; ;) {
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
