import { useQuery } from '@tanstack/react-query'
import { type RefObject, useRef, useState } from 'react'
import { isForgotten } from '../../api/errors'
import { partsOf } from '../../api/queries/board'
import { taskQueries } from '../../api/queries/tasks'
import { isRunning } from '../../api/tasks'
import type { Task } from '../../api/wire'
import { Button } from '../../components/Button'
import { FileName } from '../../components/FileName'
import { capital } from '../../components/format'
import { Notice } from '../../components/Notice'
import { ProgressBar } from '../../components/ProgressBar'
import { ErrorNotice } from '../shared/ErrorNotice'
import { lazyPart } from '../shared/lazy-part'
import { useParts } from '../shared/parts'
import { stuckSeconds } from '../shared/rates'
import { recordQueries } from '../shared/records/record-queries'
import { useRecords } from '../shared/records/use-records'
import { useTrace } from '../shared/traces'
import type { TaskRemedy } from '../shared/task-errors'
import { progressWords, shownFraction, taskMark, taskTitle } from '../shared/task-words'
import { useTitle } from '../shared/use-title'
import { HandOver } from './HandOver'
import { NO_SUCH_TASK, NoSuchTask } from './NoSuchTask'
import { PartLink } from './PartLink'
import { stuckWords } from './row-words'
import { StaleNotice } from './StaleNotice'
import type { TaskQuestion } from './TaskDialogs'
import { TaskFacts } from './TaskFacts'
import { TaskTrouble } from './TaskTrouble'
import { OpenSides, TaskPlaces } from './TaskPlaces'
import { BAR_TONES, TaskStatus } from '../shared/TaskStatus'
import { useCanceling } from './use-canceling'
import { useFocusOnOpen } from './use-focus-on-open'
import { useTaskActions } from './use-task-actions'

const CancelDialog = lazyPart(() => import('./CancelDialog').then(({ CancelDialog }) => CancelDialog))
const TaskDialogs = lazyPart(() => import('./TaskDialogs').then(({ TaskDialogs }) => TaskDialogs))
const SentDraft = lazyPart(() => import('./SentDraft').then(({ SentDraft }) => SentDraft))
const TaskIds = lazyPart(() => import('./TaskIds').then(({ TaskIds }) => TaskIds))
const TaskTimeline = lazyPart(() => import('./TaskTimeline').then(({ TaskTimeline }) => TaskTimeline))
const TaskTabs = lazyPart(() => import('./TaskTabs').then(({ TaskTabs }) => TaskTabs))

/** Everything about one task; followed while it runs. */
export function TaskDetail({ taskId }: { taskId: string }) {
  const { data, error, isError, dataUpdatedAt, refetch } = useQuery(taskQueries.one(taskId))
  const [question, setQuestion] = useState<TaskQuestion | null>(null)
  const [cameFrom] = useState(() => document.activeElement)
  const heading = useRef<HTMLHeadingElement>(null)
  // The board polls as well, and two sets of numbers for one task must not stand side by side: the newer one counts.
  const board = useQuery(taskQueries.board())
  const summary =
    board.dataUpdatedAt > dataUpdatedAt ? board.data && partsOf(board.data).byId.get(taskId) : undefined
  const task = data && { ...data, ...summary }
  // What the board has seen since is there after all.
  const gone = isForgotten(error) && !summary
  const unknown = !task && isForgotten(error)
  useTitle(unknown ? NO_SUCH_TASK : task ? taskTitle(task) : null, 'Tasks')

  if (!task) {
    if (unknown) return <NoSuchTask id={taskId} />
    if (error)
      return <ErrorNotice error={error} doing="The task could not be read" onRetry={() => void refetch()} />
    return <p className="text-ink-2">Reading the task…</p>
  }
  return (
    <article aria-labelledby="task-title" className="@container flex flex-col gap-5">
      {gone ? (
        <Notice tone="warn" title="This task is no longer in the history">
          It was removed. What is shown is the last that was known of it.
        </Notice>
      ) : (
        isError && <StaleNotice at={dataUpdatedAt} error={error} />
      )}
      <TaskHead task={task} gone={gone} heading={heading} cameFrom={cameFrom} onAsk={setQuestion} />
      <TaskTrouble
        task={task}
        renderOffer={(remedy) => <Offer remedy={remedy} task={task} onAsk={setQuestion} />}
      />
      <SentDraft whileLoading={null} task={task} />
      <TaskFacts task={task} />
      <TaskTimeline whileLoading={null} task={task} />
      <TaskTabs whileLoading={null} task={task} />
      <TaskIds whileLoading={null} task={task} />
      {question && (
        <TaskDialogs
          whileLoading={null}
          task={task}
          gone={gone}
          question={question}
          onClose={() => setQuestion(null)}
          focusAfter={() => heading.current}
        />
      )}
    </article>
  )
}

type Ask = (question: TaskQuestion) => void

type OfferProps = { remedy: TaskRemedy; task: Task; onAsk: Ask }

/** The button that the table of codes names. */
function Offer({ remedy, task, onAsk }: OfferProps) {
  if (remedy === 'open') return <OpenSides task={task} />
  if (isRunning(task) || task.type === 'DELETE') return null
  return <OfferAgain remedy={remedy} task={task} onAsk={onAsk} />
}

/** To go on with a transfer takes all that was asked for, which only the browser knows that asked. */
function OfferAgain({ remedy, task, onAsk }: OfferProps) {
  const open = useRecords()
  const { data: manifest, isPending } = useQuery(recordQueries.manifest(task.task_id, open))
  if (isPending) return null
  const isKept = manifest?.document.DATA_TYPE === 'transfer'
  if (isKept && remedy === 'carry-on')
    return (
      <Button onClick={() => onAsk({ about: 'again', kind: 'carry-on' })}>Carry on where it stopped…</Button>
    )
  if (isKept || task.subtasks_skipped_errors > 0)
    return (
      <Button onClick={() => onAsk({ about: 'again', kind: 'rest' })}>
        {isKept ? 'Try what is missing again…' : 'Try what was left out again…'}
      </Button>
    )
  return (
    <p className="basis-full text-ink-2">
      It was not started from this browser, which does not know what is missing: open both sides and compare
      them, or go on where it was started.
    </p>
  )
}

type TaskHeadProps = {
  task: Task
  gone: boolean
  heading: RefObject<HTMLHeadingElement | null>
  cameFrom: Element | null
  onAsk: Ask
}

function TaskHead({ task, gone, heading, cameFrom, onAsk }: TaskHeadProps) {
  useFocusOnOpen(heading, cameFrom)
  const trace = useTrace(task.task_id)
  const [asking, setAsking] = useState(false)
  useTaskActions(task, gone, onAsk, () => setAsking(true))
  const running = isRunning(task)
  const changeable = running && !gone
  const canceling = useCanceling().has(task.task_id) && running
  const stuck = stuckSeconds(task, trace)
  const mark = stuck === null ? taskMark(task) : 'troubled'
  const parts = useParts()
  return (
    <header className="flex flex-col gap-2">
      <TaskStatus mark={mark} canceling={canceling} words={stuck === null ? undefined : stuckWords(stuck)} />
      <h1
        ref={heading}
        id="task-title"
        tabIndex={-1}
        className="text-xl font-semibold break-words outline-none"
      >
        <FileName name={taskTitle(task)} />
      </h1>
      <TaskPlaces task={task} />
      {parts.has(task.task_id) && (
        <p>
          <PartLink taskId={task.task_id} parts={parts} />
        </p>
      )}
      {running && (
        <div className="mt-1 flex flex-col gap-1">
          <ProgressBar
            label="Progress of this task"
            fraction={shownFraction(task, trace)}
            tone={BAR_TONES[mark] ?? 'accent'}
          />
          <p className="text-sm text-ink-2">{capital(progressWords(task, trace))}</p>
        </div>
      )}
      <div className="mt-1 flex flex-wrap gap-2">
        <OpenSides task={task} />
        {changeable && (
          <HandOver to={heading}>
            <Button onClick={() => onAsk({ about: 'edit' })}>Edit label, deadline…</Button>
            <Button look="danger" busy={canceling} onClick={() => setAsking(true)}>
              {canceling ? 'Canceling…' : 'Cancel task'}
            </Button>
          </HandOver>
        )}
        {!running && (
          <>
            <Button
              onClick={() => onAsk({ about: 'again', kind: mark === 'succeeded' ? 'all' : 'carry-on' })}
            >
              {task.type === 'DELETE' ? 'Delete again…' : 'Run again…'}
            </Button>
            {task.type === 'TRANSFER' && task.subtasks_skipped_errors > 0 && (
              <Button onClick={() => onAsk({ about: 'again', kind: 'rest' })}>
                Retry what was left out…
              </Button>
            )}
            {!gone && (
              <HandOver to={heading}>
                <Button onClick={() => onAsk({ about: 'remove' })}>Remove…</Button>
              </HandOver>
            )}
          </>
        )}
      </div>
      {asking && (
        <CancelDialog
          whileLoading={null}
          task={task}
          gone={gone}
          onClose={() => setAsking(false)}
          focusAfter={() => heading.current}
        />
      )}
    </header>
  )
}
