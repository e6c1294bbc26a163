import type { TaskSummary } from '../../api/tasks'
import { lazyPart } from '../shared/lazy-part'
import type { Part } from '../shared/parts'
import { useFocusAfter } from './use-focus-after'

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
  /** Where the keyboard goes on when what opened it is gone by then. */
  focusAfter: () => HTMLElement | null
}

/** The question about several tasks, whose code comes when it is needed. */
export function BulkQuestion({ bulk: { what, tasks }, onClose, focusAfter }: BulkQuestionProps) {
  useFocusAfter(focusAfter)
  return what === 'again' ? (
    <AgainManyDialog whileLoading={null} tasks={tasks} onClose={onClose} />
  ) : (
    <BulkDialog whileLoading={null} what={what} tasks={tasks} onClose={onClose} />
  )
}
