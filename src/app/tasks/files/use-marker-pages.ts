import { useMemo, useRef, useState } from 'react'
import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query'
import type { MarkerPage } from '../../../api/wire'

type Pages<Row> = UseInfiniteQueryResult<InfiniteData<MarkerPage<Row>>>

/** The rows read so far of a list that comes in pages, and how to read all that is left of it. */
export function useMarkerPages<Row>({ data, hasNextPage, fetchNextPage }: Pages<Row>) {
  const rows = useMemo(() => data?.pages.flatMap(({ DATA }) => DATA) ?? [], [data])
  const [isReadingAll, setReadingAll] = useState(false)
  const wanted = useRef(false)

  /** All rows; null when it was stopped, or a page could not be had. */
  const readAll = async (): Promise<Row[] | null> => {
    wanted.current = true
    setReadingAll(true)
    try {
      let now = { data, hasNextPage }
      while (now.hasNextPage) {
        // Each page names the next one.
        // oxlint-disable-next-line no-await-in-loop
        const next = await fetchNextPage({ cancelRefetch: false })
        if (!wanted.current || next.isError) return null
        now = next
      }
      return now.data?.pages.flatMap(({ DATA }) => DATA) ?? []
    } finally {
      wanted.current = false
      setReadingAll(false)
    }
  }

  const stop = () => {
    wanted.current = false
  }
  return { rows, isReadingAll, readAll, stop }
}
