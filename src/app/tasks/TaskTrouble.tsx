import type { ReactNode } from 'react'
import { isRunning } from '../../api/tasks'
import type { Task } from '../../api/wire'
import { FileName } from '../../components/FileName'
import { capital, formatDuration } from '../../components/format'
import { Notice } from '../../components/Notice'
import { useExplain } from '../shared/explain-task'
import { lazyPart } from '../shared/lazy-part'
import { stuckSeconds } from '../shared/rates'
import { useTrace } from '../shared/traces'
import { SafeLink } from '../shared/SafeLink'
import { HELPERS, type TaskRemedy, troubleWords, type Words } from '../shared/task-errors'
import { taskMark } from '../shared/task-words'
import { CopyForHelp } from './CopyForHelp'

const Contacts = lazyPart(() => import('./Contacts').then(({ Contacts }) => Contacts))
const PauseNotice = lazyPart(() => import('./PauseNotice').then(({ PauseNotice }) => PauseNotice))
const SleepingSides = lazyPart(() => import('./SleepingSides').then(({ SleepingSides }) => SleepingSides))

type TaskTroubleProps = {
  task: Task
  /** The button that helps, where there is one. */
  renderOffer: (remedy: TaskRemedy) => ReactNode
}

/** Why it failed, what holds it up, or who stopped it; who can help, and the button for it. */
export function TaskTrouble({ task, renderOffer }: TaskTroubleProps) {
  const explain = useExplain(task)
  const stuck = stuckSeconds(task, useTrace(task.task_id))
  // Of a task that is over it may still be said.
  if (task.is_paused && isRunning(task)) return <PauseNotice whileLoading={null} task={task} />
  const mark = taskMark(task)
  const trouble = troubleWords(task, explain)
  if (!trouble && stuck !== null)
    return (
      <Notice
        tone="warn"
        title={`No progress for ${formatDuration(stuck)} while faults grow`}
        actions={<CopyForHelp />}
      >
        The events say what goes wrong. Globus keeps trying until the deadline.
      </Notice>
    )
  if (!trouble) return null
  const offer = trouble.remedy && renderOffer(trouble.remedy)
  const actions = (
    <>
      {offer}
      <CopyForHelp />
    </>
  )
  const ids = [task.source_endpoint_id, task.destination_endpoint_id]
  const contacts = ['owner', 'storage', 'computer'].includes(trouble.who ?? '') && (
    <Contacts whileLoading={null} ids={ids} />
  )
  if (mark === 'canceled')
    return task.canceled_by_admin ? (
      <Notice tone="warn" title="An administrator canceled this task" actions={actions}>
        {task.canceled_by_admin_message ? (
          <FileName name={task.canceled_by_admin_message} />
        ) : (
          'They gave no reason. Files already copied stay.'
        )}
        <Contacts whileLoading={null} ids={ids} />
      </Notice>
    ) : (
      <Notice title="This task was canceled" actions={offer}>
        {task.type === 'DELETE' ? 'What was deleted by then does not come back.' : trouble.why}
      </Notice>
    )
  return mark === 'failed' ? (
    <Notice tone="bad" title={`Failed: ${trouble.what}`} actions={actions}>
      <About words={trouble} />
      {contacts}
    </Notice>
  ) : (
    <Notice tone="warn" title={capital(trouble.what)} actions={actions}>
      {task.nice_status?.startsWith('GC_') && <SleepingSides whileLoading={null} task={task} />}
      <About words={trouble}>{task.status === 'ACTIVE' && 'Globus keeps trying until the deadline.'}</About>
      {contacts}
    </Notice>
  )
}

function About({ words: { why, who, link }, children }: { words: Words; children?: ReactNode }) {
  return (
    <>
      <p>
        {why} {children}
      </p>
      {who && <p className="text-sm">Who can fix it: {HELPERS[who]}.</p>}
      {link && (
        <p>
          <SafeLink address={link} label="Read more" />
        </p>
      )}
    </>
  )
}
