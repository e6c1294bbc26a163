import type { Action } from '../shared/actions'
import { type Side } from '../paths'
import type { NewItem } from '../shared/draft/draft'
import type { PlaceDialogKind } from './place-dialog'
import type { PaneView } from './use-pane-view'

/** What the actions ask of the screen. */
export type FilesScreen = {
  views: Record<Side, PaneView>
  active: Side
  /** Gives the keyboard to the list of a pane. */
  focusList: (side: Side) => void
  focusFilter: (side: Side) => void
  editPath: (side: Side) => void
  /** Lets the name of an entry be written anew in its row. */
  rename: (side: Side, name: string) => void
  openDialog: (kind: DialogKind, side: Side) => void
  copy: (from: Side) => void
  /** Puts items of this pane into the transfer; `now` shows the builder with them. */
  addToDraft: (from: Side, items: readonly (NewItem | null)[], now?: 'now') => void
  swap: () => void
  /** A step in one pane is taken in the other as well. */
  link: { linked: boolean; toggle: () => void }
  comparing: boolean
}

/** Questions that an action opens; `FileDialogs` knows them. */
export type DialogKind =
  | 'new-folder'
  | 'select'
  | 'deselect'
  | 'delete'
  | 'move'
  | 'symlink'
  | 'rename-many'
  | 'properties'
  | 'find'
  | 'measure'
  | 'differences'
  | PlaceDialogKind

export const NOTHING_OPEN = 'No folder is open.'

export type Offer = Omit<Action, 'group'>
/** Offers under one heading. */
export const grouped = (group: Action['group'], offers: readonly Offer[]): Action[] =>
  offers.map((offer) => ({ ...offer, group }))
