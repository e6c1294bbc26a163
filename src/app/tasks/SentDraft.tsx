import { useReducer } from 'react'
import { isRunning } from '../../api/tasks'
import type { Task } from '../../api/wire'
import { Button } from '../../components/Button'
import { Notice } from '../../components/Notice'
import { notify } from '../../components/toasts'
import { transferPath } from '../paths'
import type { DraftKeeper } from '../shared/draft/draft-keeper'
import { beginDraft, useDraft } from '../shared/draft/draft-store'
import { isAllAccepted, type Run } from '../shared/draft/run'
import { triesOf, useParts } from '../shared/parts'
import { useDraftKeeper } from '../shared/draft/use-kept-draft'
import { useFollow } from '../shared/use-follow'

/** The transfer that a task was sent from, while it is kept: a move that goes on, or something to forget. */
export function SentDraft({ task }: { task: Task }) {
  const { keeper } = useDraftKeeper()
  return keeper && !isRunning(task) ? <Found keeper={keeper} taskId={task.task_id} /> : null
}

function Found({ keeper, taskId }: { keeper: DraftKeeper; taskId: string }) {
  const openId = useDraft(({ id }) => id)
  const openRun = useDraft(({ run }) => run)
  const [, lookAgain] = useReducer((looks: number) => looks + 1, 0)
  const follow = useFollow()
  // What was run again stands in the place of what was sent.
  const tries = triesOf(useParts(), taskId)
  const sent = [
    { id: openId, run: openRun },
    ...keeper.list().map(({ id, head }) => ({ id, run: head?.run ?? null })),
  ].find(({ run }) => run?.parts.some(({ task }) => task !== null && tries.includes(task)))
  if (!sent?.id || !sent.run) return null
  const { id, run } = sent

  const inUse = () => notify({ title: 'This transfer is in use, perhaps in another tab', tone: 'bad' })
  const goOn = async () => {
    if (id !== openId && !(await keeper.open(id))) inUse()
    else follow(transferPath())
  }
  const forget = async () => {
    // The form that shows it begins anew.
    if (id === openId) beginDraft()
    if (!(await keeper.forget(id))) inUse()
    lookAgain()
  }
  if (run.move && !isMoved(run))
    return (
      <Notice
        tone="info"
        title="This was the first half of a move"
        actions={<Button onClick={() => void goOn()}>Go on with the move</Button>}
      >
        The originals are still there. They are deleted when it is proven that all has arrived.
      </Notice>
    )
  if (!isAllAccepted(run)) return null
  return (
    <p className="flex flex-wrap items-center gap-2 text-sm text-ink-2">
      The transfer it was sent from is still kept.
      <Button look="quiet" onClick={() => void forget()}>
        Forget it
      </Button>
    </p>
  )
}

/** Whether the originals have been handed over to be deleted. */
const isMoved = ({ files }: Run) => files !== null && isAllAccepted(files)
