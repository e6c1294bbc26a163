import { useTitle } from '../shared/use-title'
import { TaskBoard } from './TaskBoard'

/** The screen of all tasks. */
export function TasksPage() {
  useTitle('Tasks')
  return (
    <div className="min-h-0 flex-1 overflow-auto">
      <h1 className="sr-only">Tasks</h1>
      <TaskBoard />
    </div>
  )
}
