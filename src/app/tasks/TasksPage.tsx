import { TaskBoard } from './TaskBoard'

/** The screen of all tasks. */
export function TasksPage() {
  return (
    <div className="min-h-0 flex-1 overflow-auto">
      <TaskBoard />
    </div>
  )
}
