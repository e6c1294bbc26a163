import { useMutation } from '@tanstack/react-query'
import { notify } from '../../../components/toasts'
import { forgetKept, useKeptKey } from '../kept'
import { RECORDS, useRecords } from './use-records'

/** Has this browser forget what it keeps of a task, or of all of the person's tasks (null): it is theirs to delete. */
export function useForgetRecords() {
  const open = useRecords()
  const partsKey = useKeptKey('parts')
  return useMutation({
    mutationFn: async (taskId: string | null) => {
      const records = await open()
      if (taskId !== null) return records.forget(taskId)
      await records.forgetAll()
      forgetKept(partsKey)
    },
    networkMode: 'always',
    onSuccess: (_data, taskId, _onMutate, { client }) => {
      notify({ title: taskId === null ? 'What was kept of all tasks is forgotten' : 'It is forgotten' })
      return client.invalidateQueries({ queryKey: RECORDS })
    },
    onError: () => notify({ tone: 'bad', title: 'The browser did not delete it' }),
  })
}
