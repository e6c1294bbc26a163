import { useQuery } from '@tanstack/react-query'
import { Info, Star } from 'lucide-react'
import type { RefObject } from 'react'
import { bookmarkQueries } from '../../api/queries/bookmarks'
import { IconButton } from '../../components/IconButton'
import { Toolbar } from '../../components/Toolbar'
import { visibleText } from '../../components/visible-name'
import { collectionTrouble } from '../shared/collection-words'
import { CollectionPicker } from '../shared/collections/CollectionPicker'
import type { DialogKind } from './action-offers'
import { bookmarkOf } from './place-names'
import { useOpenPlaces } from './use-open-places'
import type { PaneView } from './use-pane-view'

const BADGE = 'shrink-0 rounded-full border border-line px-2 text-sm'

type PaneHeaderProps = {
  view: PaneView
  paneName: string
  picker: RefObject<HTMLButtonElement | null>
  onDialog: (kind: DialogKind) => void
}

/** Which collection is open, what is known of it, and whether this folder is bookmarked. */
export function PaneHeader({ view, paneName, picker, onDialog }: PaneHeaderProps) {
  const { side, pane, path, listing } = view
  const openPlaces = useOpenPlaces()
  const collection = view.collection.data
  const bookmarks = useQuery({ ...bookmarkQueries.list(), enabled: collection !== undefined }).data ?? []
  const bookmark = bookmarkOf(bookmarks, pane.collection, [path, listing.data?.absolutePath])
  const trouble = collection ? collectionTrouble(collection) : null
  return (
    <Toolbar label={`${paneName}: collection`} className="flex min-w-0 items-center gap-2 px-2">
      <CollectionPicker
        ref={picker}
        label={paneName}
        collection={collection}
        pairNames={['on the left', 'on the right']}
        onPick={([first, second]) =>
          first && openPlaces(second ? { left: first, right: second } : { [side]: first })
        }
      />
      {trouble && <span className={`${BADGE} text-warn`}>{trouble}</span>}
      {collection?.high_assurance && (
        <span className={`${BADGE} text-ink-2 max-sm:hidden`}>high assurance</span>
      )}
      <div className="ml-auto flex shrink-0">
        <IconButton
          label={
            bookmark
              ? `Bookmarked as “${visibleText(bookmark.name)}”: rename or remove`
              : 'Bookmark this folder'
          }
          aria-haspopup="dialog"
          disabled={collection === undefined || path === null}
          onClick={() => onDialog('bookmark')}
        >
          <Star
            aria-hidden
            size={16}
            strokeWidth={1.75}
            className={bookmark ? 'fill-current text-accent-ink' : ''}
          />
        </IconButton>
        <IconButton
          label="About this collection"
          aria-haspopup="dialog"
          disabled={collection === undefined}
          onClick={() => onDialog('about')}
        >
          <Info aria-hidden size={16} strokeWidth={1.75} />
        </IconButton>
      </div>
    </Toolbar>
  )
}
