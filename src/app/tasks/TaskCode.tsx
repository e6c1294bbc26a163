import { useQuery } from '@tanstack/react-query'
import { type RefObject, useRef } from 'react'
import { isRunning } from '../../api/tasks'
import type { Task } from '../../api/wire'
import { Button } from '../../components/Button'
import { runAction } from '../shared/actions'
import { CodeTabs } from '../shared/code/CodeTabs'
import { ErrorNotice } from '../shared/ErrorNotice'
import { recordQueries } from '../shared/records/record-queries'
import { FORGET_ALL, FORGET_ONE } from '../shared/records/ForgetActions'
import { useRecords } from '../shared/records/use-records'
import { ReadingAsked } from './again/ReadingAsked'
import { useAgain } from './again/use-again'
import { DeleteCode } from './DeleteCode'
import { HandOver } from './HandOver'

/** The task as code that would do it once more. */
export function TaskCode({ task }: { task: Task }) {
  const place = useRef<HTMLDivElement>(null)
  return (
    <div ref={place} tabIndex={-1} className="outline-none">
      <Known task={task} place={place} />
    </div>
  )
}

type KnownProps = { task: Task; place: RefObject<HTMLElement | null> }

function Known({ task, place }: KnownProps) {
  const open = useRecords()
  const { data: manifest, isPending } = useQuery(recordQueries.manifest(task.task_id, open))
  if (isPending) return <p className="text-ink-2">Looking for what was asked…</p>
  if (!manifest && task.type === 'DELETE')
    return (
      <p className="text-ink-2">It was started elsewhere, and Globus does not tell what a task deletes.</p>
    )
  if (!manifest && isRunning(task))
    return (
      <p className="text-ink-2">
        It was started elsewhere, and Globus does not give its list back. When it has ended, the code can be
        made of the files that it copied.
      </p>
    )
  return (
    <div className="flex flex-col gap-2">
      {manifest?.document.DATA_TYPE === 'delete' ? (
        <DeleteCode body={manifest.document} />
      ) : (
        <Code task={task} />
      )}
      {manifest && (
        <HandOver to={place}>
          <Forget />
        </HandOver>
      )}
    </div>
  )
}

function Code({ task }: { task: Task }) {
  const { data, error, refetch, read } = useAgain(task, 'all')
  if (error)
    return (
      <ErrorNotice error={error} doing="What it was asked could not be read" onRetry={() => void refetch()} />
    )
  if (!data) return <ReadingAsked {...read} />
  if (!data.body) return <p className="text-ink-2">Nothing is known of what it was asked to move.</p>
  return (
    <>
      {data.origin === 'listed' && (
        <p className="text-sm text-ink-2">
          Made of the files that Globus says were copied or left out: the task was started elsewhere.
        </p>
      )}
      <CodeTabs bodies={[data.body]} />
    </>
  )
}

/** What is kept is the person's to delete. */
function Forget() {
  return (
    <p className="flex flex-wrap items-center gap-2 text-sm text-ink-2">
      This browser keeps what was asked and how fast it went, for you alone.
      <Button look="quiet" onClick={() => runAction(FORGET_ONE)}>
        Forget this one…
      </Button>
      <Button look="quiet" onClick={() => runAction(FORGET_ALL)}>
        Forget what it keeps of all tasks…
      </Button>
    </p>
  )
}
