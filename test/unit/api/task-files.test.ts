import { describe, expect, test, vi } from 'vitest'
import { ApiError } from '../../../src/api/errors'
import { allRows } from '../../../src/api/task-files'
import type { MarkerPage } from '../../../src/api/wire'

const failure = (status: number, retryAfterSeconds: number) =>
  new ApiError({ status, code: `HTTP${status}`, message: '', retryAfterSeconds })

/** Three pages of two rows; each failure comes once, before its page. */
function aList(failures: Record<number, Error[]> = {}) {
  const asked: number[] = []
  const read = async (marker: number): Promise<MarkerPage<string>> => {
    asked.push(marker)
    const error = failures[marker]?.shift()
    if (error) throw error
    const DATA = [`${marker}a`, `${marker}b`]
    return { DATA_TYPE: 'x', marker, next_marker: marker < 2 ? marker + 1 : null, DATA } as MarkerPage<string>
  }
  return { asked, read }
}

describe('a list of many pages', () => {
  test('asks again for the page that failed, and for none of those before it', async () => {
    const { asked, read } = aList({ 1: [failure(502, 0), failure(503, 0)] })
    const counts: number[] = []
    const rows = await allRows(read, { onRows: (count) => counts.push(count) })
    expect(rows).toEqual(['0a', '0b', '1a', '1b', '2a', '2b'])
    expect(asked).toEqual([0, 1, 1, 1, 2])
    expect(counts).toEqual([2, 2, 2])
  })

  test('fails with what asking again does not mend', async () => {
    const { asked, read } = aList({ 1: [failure(403, 0)] })
    await expect(allRows(read)).rejects.toMatchObject({ status: 403 })
    expect(asked).toEqual([0, 1])
  })

  test('is stopped also while it waits to ask again', async () => {
    const stopper = new AbortController()
    const { asked, read } = aList({ 1: [failure(503, 600)] })
    const all = allRows(read, { signal: stopper.signal })
    await vi.waitFor(() => expect(asked).toEqual([0, 1]))
    stopper.abort()
    await expect(all).rejects.toBe(stopper.signal.reason)
    expect(asked).toEqual([0, 1])
  })
})
