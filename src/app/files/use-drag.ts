import { useRef } from 'react'
import { isSafeName } from '../../api/listing'
import { otherSide, type Side } from '../paths'
import { childFolder } from '../shared/file-path'
import { selectOnly, UP } from '../shared/selection'
import { readSelection, setSelection } from './selection-store'
import type { PaneView } from './use-pane-view'

/** What a pane's list does when rows are dragged from it and over it. */
export type PaneDrag = {
  onDrag: (row: number, data: DataTransfer) => boolean
  canDrop: (row: number) => boolean
  onDrop: (row: number) => void
}

type DragTargets = {
  views: Record<Side, PaneView>
  /** Copies what is selected on a side to the other. */
  copy: (from: Side) => void
  /** Asks whether what is selected on a side is to be moved to a folder of the same collection. */
  move: (side: Side, folder: string) => void
}

/**
 * Dragging: to the other pane it is a copy, onto a folder of the same pane a move that is confirmed first. Everything it
 * does has a key and a button as well.
 */
export function useDrag({ views, copy, move }: DragTargets): Record<Side, PaneDrag> {
  const from = useRef<{ side: Side; place: string } | null>(null)

  /** The folder of the same pane that a row stands for; null when nothing can be moved there. */
  const folderAt = (view: PaneView, row: number): string | null => {
    const { rows, listing, parent } = view
    if (!rows || !listing.data || row < 0 || row >= rows.count) return null
    if (rows.nameAt(row) === UP) return parent
    const entry = rows.entryAt(row)
    return entry?.type === 'dir' && isSafeName(entry.name) && !readSelection(view).names.has(entry.name)
      ? childFolder(listing.data.path, entry.name)
      : null
  }

  const dragOf = (side: Side): PaneDrag => {
    const view = views[side]
    const isHere = () => from.current?.side === side && from.current.place === view.place
    const isAcross = () => {
      const source = views[otherSide(side)]
      return (
        from.current?.side === source.side &&
        from.current.place === source.place &&
        view.listing.data !== undefined
      )
    }
    return {
      onDrag: (row, data) => {
        const name = view.rows?.nameAt(row)
        if (name === undefined || name === UP || !isSafeName(name)) return false
        if (!readSelection(view).names.has(name)) setSelection(side, view.place, selectOnly(name))
        from.current = { side, place: view.place }
        data.effectAllowed = 'copyMove'
        // Firefox drags nothing that carries nothing.
        data.setData('text/plain', name)
        return true
      },
      canDrop: (row) =>
        row === -1
          ? isAcross()
          : isHere() && view.listing.data?.canRename === true && folderAt(view, row) !== null,
      onDrop: (row) => {
        const folder = folderAt(view, row)
        if (row === -1 && isAcross()) copy(otherSide(side))
        else if (isHere() && folder !== null) move(side, folder)
        from.current = null
      },
    }
  }
  return { left: dragOf('left'), right: dragOf('right') }
}
