import type { ReactNode } from 'react'
import type { TaskSummary } from '../../api/tasks'
import type { GridColumn } from '../../components/GridRow'
import { formatDuration, formatRate, zoneName } from '../../components/format'
import { parseTime, taskSeconds } from '../shared/task-times'
import { taskMark } from '../shared/task-words'
import { TaskStatus } from '../shared/TaskStatus'
import { finishedWords, rowTitle } from './row-words'
import { None, SelectBox, TaskName, type TaskRowActs } from './task-cells'
import { formatWhen } from './when'

export type HistoryColumn =
  'select' | 'status' | 'label' | 'bytes_transferred' | 'rate' | 'completion_time' | 'took'

/** The columns that the service can order by carry its own names. */
export const historyColumns = (): readonly GridColumn<HistoryColumn>[] => [
  { id: 'select', header: 'Selected', hideHeader: true, width: '1.25rem', keepsWithin: true },
  { id: 'status', header: 'Status', width: '7rem', minor: true, keepsWithin: true },
  { id: 'label', header: 'Task', width: 'minmax(0,1.1fr)', sortable: true, keepsWithin: true },
  { id: 'bytes_transferred', header: 'Result', width: 'minmax(0,1.3fr)', sortable: true, keepsWithin: true },
  { id: 'rate', header: 'Average', width: '5.75rem', align: 'end', minor: true },
  { id: 'completion_time', header: `Ended, ${zoneName()}`, width: '7.5rem', sortable: true, minor: true },
  { id: 'took', header: 'Took', width: '7.5rem', align: 'end', minor: true },
]

/** With the zone where it is another one than above the column: that of the other half of the year. */
function endedWords(ms: number): string {
  const words = formatWhen(ms)
  const isOfTheOtherHalf = new Date(ms).getTimezoneOffset() !== new Date().getTimezoneOffset()
  return isOfTheOtherHalf && words.includes(':') ? `${words} ${zoneName(ms)}` : words
}

/** What stands in a cell of a task that is over. */
export function historyCell(task: TaskSummary, column: HistoryColumn, acts: TaskRowActs): ReactNode {
  const ended = parseTime(task.completion_time)
  switch (column) {
    case 'select':
      return <SelectBox task={task} acts={acts} />
    case 'status':
      return <TaskStatus mark={taskMark(task)} />
    case 'label':
      return (
        <TaskName
          task={task}
          acts={acts}
          tell={() => rowTitle(task)}
          status={<TaskStatus mark={taskMark(task)} />}
        />
      )
    case 'bytes_transferred': {
      const { done, leftOut } = finishedWords(task)
      return (
        <p className="line-clamp-2 text-sm leading-4 break-words whitespace-normal text-ink-2 pointer-coarse:line-clamp-3">
          {done}
          {leftOut && (
            <>
              {' · '}
              <span className="font-medium text-warn">{leftOut}</span>
            </>
          )}
        </p>
      )
    }
    case 'rate':
      return task.type === 'TRANSFER' && task.bytes_transferred > 0 ? (
        formatRate(task.effective_bytes_per_second)
      ) : (
        <None />
      )
    case 'completion_time':
      return ended === null ? <None /> : endedWords(ended)
    case 'took': {
      const seconds = taskSeconds(task)
      return seconds === null || ended === null ? <None /> : formatDuration(seconds)
    }
  }
}
