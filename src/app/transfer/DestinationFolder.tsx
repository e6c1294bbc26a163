import { PenLine } from 'lucide-react'
import { useState } from 'react'
import { FileName } from '../../components/FileName'
import { visibleText } from '../../components/visible-name'
import { changeDraft } from '../shared/draft/draft-store'
import { PathField } from '../shared/PathField'

type DestinationFolderProps = { collection: string; folder: string | null }

/** Where things land, and another place for them to be typed. */
export function DestinationFolder({ collection, folder }: DestinationFolderProps) {
  const [shown, setShown] = useState<'face' | 'field' | 'face again'>('face')
  if (shown === 'field')
    return (
      <div className="flex w-full flex-col gap-0.5">
        <div className="flex h-7.5 w-full pointer-coarse:h-11">
          <PathField
            label="Destination folder"
            collectionId={collection}
            path={folder ?? '/'}
            onClose={() => setShown('face')}
            onEscape={() => setShown('face again')}
            onGo={(path) => {
              changeDraft((now) => ({ ...now, folder: path }))
              setShown('face again')
            }}
          />
        </div>
        <p className="text-sm text-ink-3">A folder that is not there yet is made.</p>
      </div>
    )
  return (
    <button
      // The field that had the keyboard has just gone from here.
      // oxlint-disable-next-line jsx-a11y/no-autofocus
      autoFocus={shown === 'face again'}
      type="button"
      aria-label={
        folder === null ? 'Choose a destination folder' : `Destination folder: ${visibleText(folder)}`
      }
      onClick={() => setShown('field')}
      className="flex max-w-full min-w-0 items-center gap-2 rounded-md px-1.5 py-0.5 text-left text-sm hover:bg-sunk pointer-coarse:min-h-11"
    >
      {folder === null ? (
        <span className="text-warn">Choose a folder</span>
      ) : (
        <FileName name={folder} className="font-mono break-all text-ink-2" />
      )}
      <PenLine aria-hidden size={13} strokeWidth={1.75} className="shrink-0 text-ink-3" />
    </button>
  )
}
