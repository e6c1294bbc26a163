import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import type { Task } from '../../../api/wire'
import { Button } from '../../../components/Button'
import { Dialog } from '../../../components/Dialog'
import { FileName } from '../../../components/FileName'
import { plural } from '../../../components/format'
import { DeliberateButton } from '../../shared/DeliberateButton'
import { ErrorNotice } from '../../shared/ErrorNotice'
import { NamesList } from '../../shared/NamesList'
import { recordQueries } from '../../shared/records/record-queries'
import { useRecords } from '../../shared/records/use-records'
import { useSubmission } from '../../shared/use-submission'
import { OpenSides } from '../TaskPlaces'

/** Asks whether the same is to be deleted once more, and names it (checklist E4). */
export function DeleteAgainDialog({ task, onClose }: { task: Task; onClose: () => void }) {
  // Sending it twice from this dialog is one decision.
  const [since] = useState(Date.now)
  const open = useRecords()
  const { data: manifest, isPending } = useQuery(recordQueries.manifest(task.task_id, open))
  const submit = useSubmission()
  const navigate = useNavigate()
  const kept = manifest?.document.DATA_TYPE === 'delete' ? manifest.document : null
  const start = useMutation({
    mutationFn: async () => {
      if (!kept) return
      // Its deadline is over.
      const { deadline: _over, ...body } = kept
      await navigate((await submit(body, { since })).task)
    },
    onSuccess: onClose,
  })
  return (
    <Dialog
      open
      onClose={onClose}
      title="Delete it again?"
      description={
        <>
          {kept ? plural(kept.DATA.length, 'item') : 'Items'} on{' '}
          <FileName name={task.source_endpoint_display_name ?? 'the collection'} />. What is deleted cannot be
          brought back.
        </>
      }
      actions={
        <>
          <Button onClick={onClose}>Leave it</Button>
          <OpenSides task={task} />
          <DeliberateButton
            look="danger"
            disabled={!kept}
            busy={start.isPending}
            onPress={() => start.mutate()}
          >
            Delete again
          </DeliberateButton>
        </>
      }
    >
      {kept ? (
        <>
          <p>
            {kept.recursive
              ? 'Folders go with all that is in them now, also what has come since.'
              : 'Files only: a folder among them makes it fail.'}{' '}
            To choose anew, open the collection.
          </p>
          <NamesList label="What is deleted again" names={kept.DATA.map(({ path }) => ({ name: path }))} />
        </>
      ) : (
        <p>
          {isPending
            ? 'Looking for what was asked…'
            : 'Started elsewhere: Globus does not tell what a task has deleted. Open the collection and choose there.'}
        </p>
      )}
      {start.error && (
        <ErrorNotice error={start.error} doing="It was not started" onRetry={() => start.mutate()} />
      )}
    </Dialog>
  )
}
