import { useMutation } from '@tanstack/react-query'
import { useNavigate } from 'react-router'
import { Button } from '../../components/Button'
import { emptyDraft } from '../shared/draft/draft'
import { changeDraft, useDraft } from '../shared/draft/draft-store'
import { ErrorNotice } from '../shared/ErrorNotice'
import { lazyPart } from '../shared/lazy-part'
import { useSubmission } from '../shared/use-submission'
import { transferBodies } from './transfer-body'
import { useDraftSides } from './use-draft-sides'

const KeptDrafts = lazyPart(() => import('./submit/KeptDrafts').then(({ KeptDrafts }) => KeptDrafts))

/** Starts what was put together. */
export function StartBar() {
  const draft = useDraft(({ draft }) => draft)
  const bodies = transferBodies(draft, useDraftSides())
  const submit = useSubmission()
  const navigate = useNavigate()
  const start = useMutation({
    mutationFn: async () => {
      let task = ''
      for (const body of bodies) ({ task } = await submit(body))
      return task
    },
    onSuccess: async (task) => {
      changeDraft(() => emptyDraft(draft.options))
      await navigate(task)
    },
  })
  return (
    <div className="mt-auto flex flex-col gap-2">
      <KeptDrafts whileLoading={null} />
      {start.error && (
        <ErrorNotice
          error={start.error}
          doing="The transfer was not started"
          onRetry={() => start.mutate()}
        />
      )}
      <Button
        look="primary"
        className="self-end"
        disabled={bodies.length === 0}
        busy={start.isPending}
        onClick={() => start.mutate()}
      >
        Start transfer
      </Button>
    </div>
  )
}
