import { type Board, partsOf } from '../../api/queries/board'
import { heldUp } from '../shared/held-up'
import { useLook } from '../shared/use-look'
import { useTitle, useTitleCounts } from '../shared/use-title'
import { TaskBoard } from './TaskBoard'

/** The screen of all tasks. */
export function TasksPage() {
  useTitle('Tasks')
  useTitleCounts(useLook(counts) ?? '')
  return (
    <div className="min-h-0 flex-1 overflow-auto">
      <h1 className="sr-only">Tasks</h1>
      <TaskBoard />
    </div>
  )
}

/** `2 running, 1 stuck`; nothing when nothing runs. */
function counts(board: Board): string {
  const { running } = partsOf(board)
  const { stuck } = heldUp(running)
  return [
    ...(running.length > 0 ? [`${running.length} running`] : []),
    ...(stuck > 0 ? [`${stuck} stuck`] : []),
  ].join(', ')
}
