import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import {
  createBookmarkMutation,
  deleteBookmarkMutation,
  renameBookmarkMutation,
} from '../../api/queries/bookmark-changes'
import { bookmarkQueries } from '../../api/queries/bookmarks'
import type { Endpoint } from '../../api/wire-collections'
import { Button } from '../../components/Button'
import { FileName } from '../../components/FileName'
import { notify } from '../../components/toasts'
import { visibleText } from '../../components/visible-name'
import { notifyFailure } from '../shared/notify-failure'
import { NameDialog } from './NameDialog'
import { bookmarkOf, suggestedName } from './place-names'

type BookmarkDialogProps = {
  collection: Endpoint
  path: string
  absolutePath: string | null
  onClose: () => void
}

/** Names a bookmark of the folder that is open; one that is there already can be renamed or removed. */
export function BookmarkDialog({ collection, path, absolutePath, onClose }: BookmarkDialogProps) {
  const bookmarks = useQuery(bookmarkQueries.list()).data ?? []
  // It stays the same while its removal is under way.
  const [existing] = useState(() => bookmarkOf(bookmarks, collection.id, [path, absolutePath]))
  const create = useMutation(createBookmarkMutation())
  const rename = useMutation(renameBookmarkMutation())
  const remove = useMutation(deleteBookmarkMutation())
  const taken = bookmarks.filter(({ id }) => id !== existing?.id).map(({ name }) => name)

  const save = (name: string) => {
    if (!existing) create.mutate({ name, endpoint_id: collection.id, path }, { onSuccess: onClose })
    else if (existing.name === name) onClose()
    else rename.mutate({ id: existing.id, name }, { onSuccess: onClose })
  }
  const takeAway = async () => {
    if (!existing) return
    await remove.mutateAsync(existing.id)
    onClose()
    notify({
      title: `Bookmark “${visibleText(existing.name)}” removed`,
      action: {
        label: 'Undo',
        onClick: () =>
          void create
            .mutateAsync(existing)
            .catch((error: unknown) => notifyFailure('The bookmark could not be put back', error)),
      },
    })
  }

  return (
    <NameDialog
      title={existing ? 'This folder is bookmarked' : 'Bookmark this folder'}
      what="bookmark"
      about={
        <>
          <FileName name={collection.display_name} />, <FileName name={path} className="font-mono" />
        </>
      }
      name={existing?.name ?? suggestedName(taken, path, collection.display_name)}
      taken={taken}
      verb={existing ? 'Rename' : 'Bookmark'}
      busy={create.isPending || rename.isPending}
      error={create.error ?? rename.error ?? remove.error}
      failure={existing ? 'The bookmark was not changed' : 'The folder was not bookmarked'}
      aside={
        existing && (
          // What goes wrong is shown above.
          <Button look="danger" busy={remove.isPending} onClick={() => void takeAway().catch(() => null)}>
            Remove the bookmark
          </Button>
        )
      }
      onSubmit={save}
      onClose={onClose}
    />
  )
}
