import { ChevronsUpDown, Database } from 'lucide-react'
import type { Endpoint } from '../../../api/wire-collections'
import { FileName } from '../../../components/FileName'
import { collectionKind } from '../collection-words'

export const PICKER_CLASS =
  'flex min-w-0 items-center gap-2 rounded-md px-1.5 py-1 text-left hover:bg-sunk pointer-coarse:min-h-11'

/** The picker's accessible name: what it is for, and what is chosen, in the words that are seen. */
export const pickerLabel = (label: string, collection: Endpoint | undefined) =>
  `${label}: ${collection ? `${collection.display_name}, ${details(collection)}` : 'choose a collection'}`

const details = (collection: Endpoint) =>
  [collectionKind(collection), collection.organization].filter(Boolean).join(' · ')

/** What the closed picker shows. */
export function PickerFace({ collection }: { collection: Endpoint | undefined }) {
  return (
    <>
      <Database aria-hidden size={16} strokeWidth={1.75} className="shrink-0 text-accent-ink" />
      {collection ? (
        <>
          <FileName name={collection.display_name} className="truncate text-lg font-semibold" />{' '}
          {/* The name is what it is known by: it gives way last. */}
          <span className="hidden shrink-[9999] truncate text-ink-2 xl:inline">{details(collection)}</span>
        </>
      ) : (
        <span className="text-lg font-semibold">Choose a collection</span>
      )}
      <ChevronsUpDown aria-hidden size={14} strokeWidth={1.75} className="shrink-0 text-ink-3" />
    </>
  )
}
