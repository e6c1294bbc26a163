import type { ReactNode } from 'react'
import type { Task } from '../../api/wire'
import { FileName } from '../../components/FileName'
import { formatDuration } from '../../components/format'
import { Notice } from '../../components/Notice'
import { useExplain } from '../shared/explain-task'
import { lazyPart } from '../shared/lazy-part'
import { stuckSeconds } from '../shared/rates'
import { useTrace } from '../shared/traces'
import { SafeLink } from '../shared/SafeLink'
import { capital } from '../shared/task-endings'
import { HELPERS, type TaskRemedy, troubleWords, type Words } from '../shared/task-errors'
import { taskMark } from '../shared/task-words'
import { PauseNotice } from './PauseNotice'

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
  if (task.is_paused) return <PauseNotice taskId={task.task_id} />
  const mark = taskMark(task)
  const trouble = troubleWords(task, explain)
  if (mark === 'canceled')
    return task.canceled_by_admin ? (
      <Notice tone="warn" title="An administrator canceled this task">
        {task.canceled_by_admin_message ? (
          <FileName name={task.canceled_by_admin_message} />
        ) : (
          'They gave no reason. Files already copied stay.'
        )}
      </Notice>
    ) : null
  if (!trouble && stuck !== null)
    return (
      <Notice tone="warn" title={`Nothing has moved for ${formatDuration(stuck)} while faults grow`}>
        The events say what goes wrong. Globus keeps trying until the deadline.
      </Notice>
    )
  if (!trouble) return null
  const action = trouble.remedy && renderOffer(trouble.remedy)
  return mark === 'failed' ? (
    <Notice tone="bad" title={`Failed: ${trouble.what}`} actions={action}>
      <About words={trouble} />
    </Notice>
  ) : (
    <Notice tone="warn" title={capital(trouble.what)} actions={action}>
      {task.nice_status?.startsWith('GC_') && <SleepingSides whileLoading={null} task={task} />}
      <About words={trouble}>Globus keeps trying until the deadline.</About>
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
