import { useEffect, useEffectEvent } from 'react'
import type { TaskSummary } from '../../api/tasks'
import { notify } from '../../components/toasts'
import { visibleText } from '../../components/visible-name'
import { taskTitle } from '../shared/task-words'

/** Of a question that there is nothing left to ask about: says why, and takes it away for good. */
export function useVain(why: { title: string; description: string } | null, onClose: () => void) {
  const isVain = why !== null
  const onVain = useEffectEvent(() => {
    if (why) notify(why)
    onClose()
  })
  useEffect(() => {
    if (isVain) onVain()
  }, [isVain])
}

/** What has become of a task meanwhile, which runs no more. */
export const goneWords = (task: TaskSummary, gone: boolean) =>
  gone
    ? `${visibleText(taskTitle(task))} is no longer in the history: it was removed elsewhere.`
    : `${visibleText(taskTitle(task))} had already ended.`
