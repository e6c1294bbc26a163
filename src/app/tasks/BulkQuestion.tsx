import type { TaskSummary } from '../../api/tasks'
import { lazyPart } from '../shared/lazy-part'
import type { Part } from '../shared/parts'

const BulkDialog = lazyPart(() => import('./BulkDialog').then(({ BulkDialog }) => BulkDialog))

const AgainManyDialog = lazyPart(() =>
  import('./again/AgainManyDialog').then(({ AgainManyDialog }) => AgainManyDialog),
)

/** What is asked about several tasks. */
export type Bulk = {
  what: 'cancel' | 'remove' | 'again'
  tasks: TaskSummary[]
  /** As they were known when it was asked. */
  parts: ReadonlyMap<string, Part>
}

type BulkQuestionProps = {
  bulk: Bulk
  /** Hears whether anything was done, and which tasks were started. */
  onClose: (did: boolean, started?: readonly string[]) => void
}

/** The question about several tasks, whose code comes when it is needed. */
export const BulkQuestion = ({ bulk: { what, tasks }, onClose }: BulkQuestionProps) =>
  what === 'again' ? (
    <AgainManyDialog whileLoading={null} tasks={tasks} onClose={onClose} />
  ) : (
    <BulkDialog whileLoading={null} what={what} tasks={tasks} onClose={onClose} />
  )
