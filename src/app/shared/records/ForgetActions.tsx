import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useOfferActions } from '../actions'
import { lazyPart } from '../lazy-part'
import { recordQueries } from './record-queries'
import { useRecords } from './use-records'

const ForgetDialog = lazyPart(() => import('./ForgetDialog').then(({ ForgetDialog }) => ForgetDialog))

/** The actions that forget what is kept of the task that is open, and of all tasks. */
export const FORGET_ONE = 'task-forget'
export const FORGET_ALL = 'records-forget'

/** Offers to forget what this browser keeps of all tasks, and asks first: nobody gives it back. */
export function ForgetActions() {
  const [asks, setAsks] = useState(false)
  useOfferActions('records', () => [
    {
      id: FORGET_ALL,
      label: 'Forget what this browser keeps of all tasks…',
      group: 'Tasks',
      run: () => setAsks(true),
    },
  ])
  return asks && <ForgetDialog taskId={null} onClose={() => setAsks(false)} />
}

/** The same of one task. */
export function ForgetTaskActions({ taskId }: { taskId: string }) {
  const open = useRecords()
  const { data: manifest } = useQuery(recordQueries.manifest(taskId, open))
  const { data: curve } = useQuery(recordQueries.curve(taskId, open))
  const [asks, setAsks] = useState(false)
  useOfferActions('task-forget', () => [
    {
      id: FORGET_ONE,
      label: 'Forget what this browser keeps of this task…',
      group: 'Tasks',
      unavailable: manifest || curve ? null : 'It keeps nothing of it',
      run: () => setAsks(true),
    },
  ])
  return asks && <ForgetDialog taskId={taskId} onClose={() => setAsks(false)} />
}
