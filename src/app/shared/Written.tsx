import { useRef } from 'react'
import type { Board } from '../../api/queries/board'
import type { TaskSummary } from '../../api/tasks'
import type { TaskTrace } from './traces'
import { ofTask, useWritten } from './use-look'

type WrittenOfAllProps = {
  words: (board: Board) => string | null
  className?: string
}

/** Words about all tasks that come out otherwise with every answer. */
export function WrittenOfAll({ words, className }: WrittenOfAllProps) {
  const place = useRef<HTMLSpanElement>(null)
  const written = useRef('')
  useWritten((board) => {
    const text = words(board) ?? ''
    if (!place.current || written.current === text) return
    written.current = text
    // A new text, and not the old one changed, which the browser would take for one that has moved.
    place.current.textContent = text
  })
  return <span ref={place} className={className} />
}

type WrittenProps = Omit<WrittenOfAllProps, 'words'> & {
  taskId: string
  words: (task: TaskSummary, trace: TaskTrace | undefined) => string | null
}

/** The same about one task. */
export const Written = ({ taskId, words, ...rest }: WrittenProps) => (
  <WrittenOfAll {...rest} words={ofTask(taskId, words)} />
)
