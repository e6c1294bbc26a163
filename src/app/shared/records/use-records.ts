import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useMemo } from 'react'
import { storagePrefix } from '../../../auth/storage-prefix'
import { useServices } from '../../services'
import { useKeptKey } from '../kept'

/** Where answers about what is remembered stand in the cache. */
export const RECORDS = ['task-records'] as const

/** Opens what this browser remembers of the person's tasks; its code comes when it is first needed. */
export function useRecords() {
  const { auth } = useServices()
  const prefix = storagePrefix(auth.settings)
  const manifestKey = useKeptKey('manifest')
  const curveKey = useKeptKey('curve')
  return useMemo(
    () => async () => {
      const { openRecords } = await import('./open-records')
      return openRecords(`${prefix}kept`, { manifestKey, curveKey })
    },
    [prefix, manifestKey, curveKey],
  )
}

export type OpenRecords = ReturnType<typeof useRecords>

/** Remembers what is asked for of each task that is started here, and the course of those that run. Mounted once, in the shell. */
export function useRecordKeeping() {
  const queryClient = useQueryClient()
  const open = useRecords()
  useEffect(() => {
    let stop = () => {}
    let isGone = false
    const begin = async () => {
      const records = await open()
      if (!isGone) stop = records.keep(queryClient)
    }
    // Where its code cannot be had, nothing is remembered.
    begin().catch(() => undefined)
    return () => {
      isGone = true
      stop()
    }
  }, [queryClient, open])
}
