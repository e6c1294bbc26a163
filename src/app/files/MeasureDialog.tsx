import { useQueryClient } from '@tanstack/react-query'
import { Folder, File } from 'lucide-react'
import { useEffect, useEffectEvent, useRef } from 'react'
import { isSafeName } from '../../api/listing'
import { Button } from '../../components/Button'
import { Dialog } from '../../components/Dialog'
import { FileName } from '../../components/FileName'
import { formatBytes, plural } from '../../components/format'
import { childFolder } from '../shared/file-path'
import { folderLister } from '../shared/folder-walk'
import { type Child, createMeasure, type Measure } from './measure'
import { useWalk } from '../shared/use-walk'
import { SmallFilesAdvice } from '../shared/SmallFilesAdvice'
import { WalkStatus } from '../shared/WalkStatus'

/** Of the folder's own entries, as many as answer where the bytes are. */
const SHOWN = 12

type MeasureDialogProps = {
  collectionId: string
  folder: string
  /** Opens a folder in the pane. */
  onOpen: (path: string) => void
  onClose: () => void
}

/** How much is in a folder and in what; counted from when it opens until all was seen. */
export function MeasureDialog({ collectionId, folder, onOpen, onClose }: MeasureDialogProps) {
  const client = useQueryClient()
  const { walk, end, walking, go, stop } = useWalk<Measure>()
  const close = useRef<HTMLButtonElement>(null)
  const begin = useEffectEvent(() => go(createMeasure(folder, folderLister(client, collectionId))))
  useEffect(() => begin(), [])

  return (
    <Dialog
      open
      wide
      onClose={onClose}
      title="Measure this folder"
      initialFocus={close}
      description={<FileName name={folder} className="font-mono text-sm break-all" />}
      actions={
        <>
          {walk && end?.kind !== 'finished' && (
            // One button, so that whoever pressed it keeps the keyboard there.
            <Button onClick={walking ? stop : () => go(walk)}>{walking ? 'Stop' : 'Go on'}</Button>
          )}
          <Button ref={close} onClick={onClose}>
            Close
          </Button>
        </>
      }
    >
      {walk && (
        <div className="flex min-h-0 flex-col gap-3 overflow-y-auto">
          <p className="text-xl font-semibold">{formatBytes(walk.totals.bytes)}</p>
          <WalkStatus
            walk={walk}
            end={end}
            counts={[
              plural(walk.totals.files, 'file'),
              plural(walk.totals.folders, 'folder'),
              ...(walk.links > 0 ? [`${plural(walk.links, 'link')} not followed`] : []),
            ].join(', ')}
          />
          <SmallFilesAdvice totals={walk.totals} />
          <Largest
            largest={walk.largest(SHOWN)}
            all={walk.totals.bytes}
            onOpen={(name) => onOpen(childFolder(folder, name))}
          />
        </div>
      )}
    </Dialog>
  )
}

type LargestProps = { largest: readonly Child[]; all: number; onOpen: (name: string) => void }

function Largest({ largest, all, onOpen }: LargestProps) {
  if (largest.length === 0) return null
  return (
    <section>
      <h3 className="mb-1 text-xs font-medium text-ink-3">Largest in it</h3>
      <ul className="flex flex-col">
        {largest.map(({ name, isFolder, bytes, files }) => (
          <li key={name} className="relative flex min-h-8 items-center gap-2 border-b border-line-soft px-1">
            <span
              aria-hidden
              className="absolute inset-y-1 left-0 rounded-sm bg-accent-wash"
              style={{ width: `${all > 0 ? (100 * bytes) / all : 0}%` }}
            />
            <span className="relative flex min-w-0 flex-1 items-center gap-2">
              {isFolder ? (
                <Folder aria-hidden size={15} strokeWidth={1.75} className="shrink-0 text-accent-ink" />
              ) : (
                <File aria-hidden size={15} strokeWidth={1.75} className="shrink-0 text-ink-3" />
              )}
              {isFolder && isSafeName(name) ? (
                <button
                  type="button"
                  onClick={() => onOpen(name)}
                  className="min-h-6 min-w-0 truncate rounded-sm text-left text-accent-ink hover:underline pointer-coarse:min-h-11"
                >
                  <FileName name={name} />
                </button>
              ) : (
                <FileName name={name} className="truncate" />
              )}
            </span>
            {isFolder && <span className="relative text-sm text-ink-2">{plural(files, 'file')}</span>}
            <span className="relative w-20 text-right">{formatBytes(bytes)}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}
