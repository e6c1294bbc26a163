import { useEffect, useEffectEvent } from 'react'
import { formatCount, plural } from '../../components/format'
import { notify } from '../../components/toasts'
import { type AskedDeletion as Asked, askDeletion } from '../shared/asked-deletion'
import { entriesNamed } from '../shared/name-index'
import { setActiveSide, setSelection } from './selection-store'
import type { PaneView } from './use-pane-view'

type AskedDeletionProps = {
  asked: Asked
  view: PaneView
  /** Opens the question about what is selected. */ onAsk: () => void
}

/** Once the folder is there: selects what is to be deleted once more, as far as it is still there, and asks. */
export function AskedDeletion({ asked, view, onAsk }: AskedDeletionProps) {
  const { side, pane, path, place, listing } = view
  const isThere = pane.collection === asked.collection && path === asked.folder
  // What an older answer lists may be gone.
  const isKnown = isThere && listing.data !== undefined && !listing.isFetching
  const onKnown = useEffectEvent(() => {
    askDeletion(null)
    if (!listing.data) return
    const names = entriesNamed(listing.data, new Set(asked.names)).map(({ name }) => name)
    const [first = null] = names
    setActiveSide(side)
    setSelection(side, place, { names: new Set(names), cursor: first, anchor: first })
    if (names.some((name) => name.startsWith('.'))) view.update({ showHidden: true })
    const gone = asked.names.length - names.length
    if (gone > 0)
      notify({
        title:
          first === null
            ? 'Nothing of it is there any more'
            : `${formatCount(gone)} of ${plural(asked.names.length, 'item')} ${gone === 1 ? 'is' : 'are'} no longer there`,
      })
    if (first !== null) onAsk()
  })
  useEffect(() => {
    if (isKnown) onKnown()
  }, [isKnown])
  // Somebody has gone elsewhere, or the folder says itself why it cannot be seen.
  const isVain = !isThere || listing.isError
  useEffect(() => {
    if (isVain) askDeletion(null)
  }, [isVain])
  return null
}
