import { useQuery } from '@tanstack/react-query'
import { useOfferActions } from '../shared/actions'
import { recordQueries } from '../shared/records/record-queries'
import { useForgetRecords, useOfferForgetAll } from '../shared/records/use-forget'
import { useRecords } from '../shared/records/use-records'

/** The action that forgets what is kept of the task that is open. */
export const FORGET_ONE = 'task-forget'

/** Offers to forget what this browser keeps of a task, and of all of them. */
export function useForgetActions(taskId: string) {
  const open = useRecords()
  const { data: manifest } = useQuery(recordQueries.manifest(taskId, open))
  const { data: curve } = useQuery(recordQueries.curve(taskId, open))
  const forget = useForgetRecords()
  useOfferActions('task-forget', () => [
    {
      id: FORGET_ONE,
      label: 'Forget what this browser keeps of this task',
      group: 'Tasks',
      unavailable: manifest || curve ? null : 'It keeps nothing of it',
      run: () => forget.mutate(taskId),
    },
  ])
  useOfferForgetAll()
}
