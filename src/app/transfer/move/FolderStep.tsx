import type { ReactNode } from 'react'
import { Button } from '../../../components/Button'
import { plural } from '../../../components/format'
import { DeliberateButton } from '../../shared/DeliberateButton'
import { ErrorNotice } from '../../shared/ErrorNotice'
import { NamesList } from '../../shared/NamesList'
import type { Move } from './use-move'

type FolderStepProps = { move: Move; end: ReactNode }

/** The folders in which nothing is left, named before they go. */
export function FolderStep({ move, end }: FolderStepProps) {
  const { lookForFolders: look } = move
  const empty = look.data?.empty
  return (
    <>
      {look.error && <ErrorNotice error={look.error} doing="No folder was deleted" />}
      {!empty && <p>The originals are gone. Folders that are empty now can go too.</p>}
      {empty?.length === 0 && <p role="status">None of the folders is empty. They stay.</p>}
      {empty && empty.length > 0 && (
        <>
          <p role="status" className="font-semibold">
            {plural(empty.length, 'folder')} with nothing else in {empty.length === 1 ? 'it' : 'them'}:
          </p>
          <NamesList label="Empty folders at the source" names={empty.map((name) => ({ name }))} />
        </>
      )}
      <div className="flex flex-wrap gap-2">
        {!empty && (
          <Button busy={look.isPending} onClick={() => look.mutate()}>
            Look for empty folders
          </Button>
        )}
        {empty && empty.length > 0 && (
          <DeliberateButton look="danger" onPress={move.deleteFolders}>
            Delete {plural(empty.length, 'empty folder')}
          </DeliberateButton>
        )}
        {end}
      </div>
    </>
  )
}
