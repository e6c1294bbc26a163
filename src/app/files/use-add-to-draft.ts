import { otherSide, type Side, transferPath } from '../paths'
import { useFollow } from '../shared/use-follow'
import type { FilesScreen } from './action-offers'
import { requestAddition } from './addition'
import type { PaneView } from './use-pane-view'

/** Puts items of one pane into the transfer; the other pane is where they land, unless the transfer knows already. */
export function useAddToDraft(views: Record<Side, PaneView>): FilesScreen['addToDraft'] {
  const follow = useFollow()
  return (side, items, now) => {
    const source = views[side].pane.collection
    const { pane, listing, path } = views[otherSide(side)]
    if (source !== null)
      requestAddition({
        source,
        items,
        destination: pane.collection,
        folder: listing.data?.path ?? path,
        open: () => follow(transferPath()),
        now: now === 'now',
      })
  }
}
