import { useMutationState } from '@tanstack/react-query'
import { useMemo } from 'react'
import { cancelTask } from '../../api/tasks'
import type { Result } from '../../api/wire'

/**
 * The tasks whose cancellation Globus has accepted but not yet carried out. Read from the mutations themselves, so that
 * the list and the task's page agree, and nothing has to be put right when the task ends.
 */
export function useCanceling(): ReadonlySet<string> {
  const ids = useMutationState({
    filters: { status: 'success', predicate: ({ options }) => options.mutationFn === cancelTask },
    select: ({ state }) =>
      (state.data as Result | undefined)?.code === 'CancelAccepted' ? (state.variables as string) : null,
  })
  return useMemo(() => new Set(ids.filter((id) => id !== null)), [ids])
}
