const PLACE_DIALOGS = ['about', 'bookmark', 'places', 'workspace'] as const
/** Questions about places rather than about the files in them; `PlaceDialogs` knows them. */
export type PlaceDialogKind = (typeof PLACE_DIALOGS)[number]

export const isPlaceDialog = (kind: string): kind is PlaceDialogKind =>
  PLACE_DIALOGS.some((known) => known === kind)
