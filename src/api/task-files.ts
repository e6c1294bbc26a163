import { isForgotten, retryDelayMs, retryTransient } from './errors'
import { request } from './http'
import type { MarkerPage, SkippedError } from './wire'

/** What a task has left out because it could not be read.
 * https://docs.globus.org/api/transfer/task/#get_task_skipped_errors */
export const listSkippedErrors = (taskId: string, marker: number, signal?: AbortSignal) =>
  request<MarkerPage<SkippedError>>('GET', `/v0.10/task/${encodeURIComponent(taskId)}/skipped_errors`, {
    query: { marker },
    signal,
  })

/** How somebody follows what is read, and stops it. */
export type Reading = {
  signal?: AbortSignal | undefined
  /** Hears of the rows of each page. */
  onRows?: (count: number) => void
}

/** All rows of a list that comes in pages. */
export async function allRows<Item>(
  read: (marker: number) => Promise<MarkerPage<Item>>,
  { signal, onRows }: Reading = {},
): Promise<Item[]> {
  const rows: Item[] = []
  for (let marker = 0; ;) {
    // Each page names the next one.
    // oxlint-disable-next-line no-await-in-loop
    const page = await patiently(() => read(marker), signal)
    signal?.throwIfAborted()
    rows.push(...page.DATA)
    onRows?.(page.DATA.length)
    const { next_marker } = page
    // A page that leads to itself would be read for ever.
    if (next_marker === null || next_marker === marker) return rows
    marker = next_marker
  }
}

/** Of thousands of pages some fail now and then: one of them is asked for again, and not those before it. */
async function patiently<Page>(read: () => Promise<Page>, signal: AbortSignal | undefined): Promise<Page> {
  for (let failures = 0; ; failures += 1) {
    try {
      // oxlint-disable-next-line no-await-in-loop -- it is asked again only once it has failed
      return await read()
    } catch (error) {
      if (signal?.aborted || !retryTransient(failures, error)) throw error
      // oxlint-disable-next-line no-await-in-loop -- and only after a pause
      await pause(retryDelayMs(failures, error), signal)
    }
  }
}

const pause = (ms: number, signal: AbortSignal | undefined) =>
  new Promise<void>((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer)
      reject(signal?.reason as Error)
    }
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', stop)
      resolve()
    }, ms)
    signal?.addEventListener('abort', stop)
  })

/** The same of a task that may have ended so long ago that Globus has forgotten its files: null then. */
export const rowsLeft = <Item>(...about: Parameters<typeof allRows<Item>>): Promise<Item[] | null> =>
  allRows(...about).catch((error: unknown) => {
    if (isForgotten(error)) return null
    throw error
  })
