import { useQuery, useQueryClient } from '@tanstack/react-query'
import { fileQueries } from '../../../api/queries/files'
import type { Task } from '../../../api/wire'
import { Button } from '../../../components/Button'
import { Dialog } from '../../../components/Dialog'
import { FileName } from '../../../components/FileName'
import { plural } from '../../../components/format'
import type { DeleteBody } from '../../shared/code/delete-export'
import { DeliberateButton } from '../../shared/DeliberateButton'
import { NamesList } from '../../shared/NamesList'
import { useLastFiles } from '../../last-files'
import { withLeft } from '../../paths'
import { askDeletion } from '../../shared/asked-deletion'
import { recordQueries } from '../../shared/records/record-queries'
import { useRecords } from '../../shared/records/use-records'
import { useFollow } from '../../shared/use-follow'
import { useSubmission } from '../../shared/use-submission'
import { OpenSides } from '../TaskPlaces'
import { withoutDeadline } from './again'
import { AskedBefore } from './AskedBefore'
import { type DeletedFolder, deletedFolders } from './deleted-folders'
import { useActAgain } from './use-act-again'

/** Asks whether the same is to be deleted once more, and names it (checklist E4). */
export function DeleteAgainDialog({ task, onClose }: { task: Task; onClose: () => void }) {
  const open = useRecords()
  const { data: manifest, isPending } = useQuery(recordQueries.manifest(task.task_id, open))
  const submit = useSubmission()
  const follow = useFollow()
  const client = useQueryClient()
  const kept = manifest?.document.DATA_TYPE === 'delete' ? manifest.document : null
  const act = useActAgain<DeleteBody>({
    taskId: task.task_id,
    picked: { kind: 'all', choice: null },
    submit,
    what: 'the deletion',
    onClose,
  })
  const { isFixed } = act
  const folders = kept ? deletedFolders(kept) : []
  const [folder, ...others] = folders
  const edit = ({ folder: path, names }: DeletedFolder) => {
    if (!kept) return
    // What is there now, and not what was there a moment ago.
    void client.invalidateQueries({ queryKey: fileQueries.directory(kept.endpoint, path).queryKey })
    askDeletion({ collection: kept.endpoint, folder: path, names })
    follow(withLeft(useLastFiles.getState().path, { collection: kept.endpoint, path }))
  }
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
          <Button onClick={onClose}>{act.leaveWords}</Button>
          {folder && others.length === 0 ? (
            <Button disabled={isFixed} onClick={() => edit(folder)}>
              Edit first
            </Button>
          ) : (
            <OpenSides task={task} />
          )}
          <DeliberateButton
            look="danger"
            disabled={!kept}
            busy={act.isBusy}
            onPress={() => kept && act.start(withoutDeadline(kept))}
          >
            {act.startWords('Delete again')}
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
            {others.length === 0 &&
              'To choose anew, edit it first: its folder opens with what is still there.'}
          </p>
          <NamesList label="What is deleted again" names={kept.DATA.map(({ path }) => ({ name: path }))} />
          {others.length > 0 && !isFixed && <EditIn folders={folders} onEdit={edit} />}
        </>
      ) : (
        <p>
          {isPending
            ? 'Looking for what was asked…'
            : 'Started elsewhere: Globus does not tell what a task has deleted. Open the collection and choose there.'}
        </p>
      )}
      <AskedBefore {...act.before} />
    </Dialog>
  )
}

/** More than anybody goes through one by one. */
const MOST_FOLDERS = 5

type EditInProps = { folders: readonly DeletedFolder[]; onEdit: (folder: DeletedFolder) => void }

/** A question is about one folder, so one of them is chosen. */
const EditIn = ({ folders, onEdit }: EditInProps) => (
  <div className="flex flex-col items-start gap-1">
    <p>To choose anew, open one of its folders with what is still there:</p>
    <ul className="flex max-w-full flex-col">
      {folders.slice(0, MOST_FOLDERS).map((one) => (
        <li key={one.folder} className="min-w-0">
          <button
            type="button"
            onClick={() => onEdit(one)}
            className="max-w-full rounded-sm text-left leading-6 break-all text-accent-ink underline pointer-coarse:min-h-11"
          >
            <FileName name={one.folder} />, {plural(one.names.length, 'item')}
          </button>
        </li>
      ))}
    </ul>
    {folders.length > MOST_FOLDERS && (
      <p className="text-ink-2">and {plural(folders.length - MOST_FOLDERS, 'other folder')}</p>
    )}
  </div>
)
