import { ArrowLeft } from 'lucide-react'
import { useLocation, useParams } from 'react-router'
import { isUuid, tasksPath } from '../paths'
import { PageLink } from '../shared/PageLink'
import { NoSuchTask } from './NoSuchTask'
import { TaskBoard } from './TaskBoard'
import { TaskDetail } from './TaskDetail'

/** One task; on a wide screen beside the list it was opened from. */
export function TaskPage() {
  const { taskId = '' } = useParams()
  const { search } = useLocation()
  return (
    <div className="flex min-h-0 flex-1">
      <div className="hidden min-h-0 flex-1 overflow-auto xl:block">
        <TaskBoard selectedId={taskId} />
      </div>
      <div className="min-h-0 flex-1 overflow-auto bg-panel xl:w-118 xl:flex-none xl:border-l xl:border-line">
        <div className="mx-auto flex max-w-180 flex-col gap-4 p-4 sm:p-5">
          <PageLink
            to={tasksPath() + search}
            className="flex min-h-6 w-fit items-center gap-1.5 rounded-md text-ink-2 hover:text-ink hover:underline"
          >
            <ArrowLeft aria-hidden size={15} strokeWidth={1.75} />
            All tasks
          </PageLink>
          {/* By id, so that nothing that was opened or asked about one task carries over to the next. */}
          {isUuid(taskId) ? <TaskDetail key={taskId} taskId={taskId} /> : <NoSuchTask id={taskId} />}
        </div>
      </div>
    </div>
  )
}
