import { type UseQueryResult, useQueries, useQuery } from '@tanstack/react-query'
import { useCallback, useMemo } from 'react'
import type { Listing } from '../../../api/listing'
import { collectionQueries } from '../../../api/queries/collections'
import { fileQueries } from '../../../api/queries/files'
import type { PauseRule } from '../../../api/wire-collections'
import { isUuid } from '../../paths'
import type { Look, SideFacts } from './facts'

const NO_RULES: readonly PauseRule[] = []
const NO_FOLDERS: readonly string[] = []

/** What is known of one side, and whether something that was asked for has not been answered. */
export function useSideFacts(id: string | null, folders: readonly string[]) {
  const enabled = id !== null && isUuid(id)
  const collection = useQuery({ ...collectionQueries.one(id ?? ''), enabled })
  // Who cannot be told about pauses meets them anyway, with the same words.
  const rules = useQuery({ ...collectionQueries.pauseRules(id ?? ''), enabled })
  const asked = enabled ? folders : NO_FOLDERS
  const combine = useCallback((results: UseQueryResult<Listing>[]) => combineLooks(asked, results), [asked])
  const looked = useQueries({
    queries: asked.map((path) => fileQueries.directoryInTurn(id ?? '', path)),
    combine,
  })
  const side = useMemo(
    (): SideFacts => ({
      id,
      collection: enabled ? collection.data : undefined,
      error: enabled ? collection.error : null,
      pauseRules: rules.data ?? NO_RULES,
      looks: looked.looks,
    }),
    [id, enabled, collection.data, collection.error, rules.data, looked.looks],
  )
  return {
    side,
    pending: enabled && (collection.isPending || rules.isPending || looked.pending),
    /** Of the oldest answer; 0 for none. */
    checkedAt: enabled ? Math.min(collection.dataUpdatedAt || Infinity, looked.oldest) : Infinity,
  }
}

function combineLooks(folders: readonly string[], results: readonly UseQueryResult<Listing>[]) {
  const looks = new Map<string, Look>()
  let oldest = Infinity
  for (const [index, { data, error, status, dataUpdatedAt, errorUpdatedAt }] of results.entries()) {
    const path = folders[index]
    if (path === undefined || status === 'pending') continue
    oldest = Math.min(oldest, status === 'error' ? errorUpdatedAt : dataUpdatedAt)
    looks.set(path, status === 'error' ? { listing: null, error } : { listing: data, error: null })
  }
  return { looks, oldest, pending: results.some(({ isPending }) => isPending) }
}
