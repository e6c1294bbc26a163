import { useEffect, useEffectEvent } from 'react'
import { isPart } from '../../api/listing'
import { notify } from '../../components/toasts'
import { type AskedDeletion as Asked, askDeletion } from '../shared/asked-deletion'
import { entriesNamed } from '../shared/name-index'
import { missingWords } from './missing-words'
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
  const isKnown = isThere && listing.isSuccess && listing.fetchStatus === 'idle'
  const onKnown = useEffectEvent(() => {
    askDeletion(null)
    if (!listing.data) return
    const names = entriesNamed(listing.data, new Set(asked.names)).map(({ name }) => name)
    const [first = null] = names
    setActiveSide(side)
    setSelection(side, place, { names: new Set(names), cursor: first, anchor: first })
    if (names.some((name) => name.startsWith('.'))) view.update({ showHidden: true })
    const missing = missingWords(asked.names.length, names.length, isPart(listing.data))
    if (missing) notify(missing)
    if (first !== null) onAsk()
  })
  useEffect(() => {
    if (isKnown) onKnown()
  }, [isKnown])
  // Somebody has gone elsewhere, or the folder says itself why it cannot be seen.
  const isVain = !isThere || listing.isError
  const onVain = useEffectEvent(() => {
    askDeletion(null)
    if (isThere && listing.isRefetchError)
      notify({
        title: 'You are not asked what to delete',
        description: 'The folder could not be read again, and what is shown of it may be gone.',
      })
  })
  useEffect(() => {
    if (isVain) onVain()
  }, [isVain])
  return null
}
