import { create } from 'zustand'
import { onSignOut } from '../on-sign-out'
import {
  type Draft,
  type DraftOptions,
  emptyDraft,
  isEmptyDraft,
  type NewItem,
  USUAL_OPTIONS,
  withItems,
} from './draft'

type DraftState = { draft: Draft }

/** The one draft of this tab. */
export const useDraft = create<DraftState>(() => ({ draft: emptyDraft() }))

onSignOut(() => useDraft.setState({ draft: newDraft() }))

let beginsWith = USUAL_OPTIONS

/** A draft as a person finds it who has not chosen anything: with the options that the host prefers. */
export const newDraft = () => emptyDraft(beginsWith)

/** Takes the options that drafts of this deployment begin with. */
export function setDefaultOptions(defaults: Partial<DraftOptions>) {
  beginsWith = { ...USUAL_OPTIONS, ...defaults }
  changeDraft((draft) => (isEmptyDraft(draft) ? newDraft() : draft))
}

export const changeDraft = (change: (draft: Draft) => Draft) =>
  useDraft.setState(({ draft }) => ({ draft: change(draft) }))

export type Addition = {
  source: string
  items: readonly NewItem[]
  /** Taken where the draft has none yet. */
  destination?: string | null
  folder?: string | null
}

/** Whether the items could come from the collection that those of the draft come from. */
export const fitsDraft = ({ source, items }: Draft, collection: string) =>
  source === null || source === collection || items.length === 0

/** Adds items of one collection. Throws for those of another: the caller asks first, with `fitsDraft`. */
export function addToDraft({ source, items, destination = null, folder = null }: Addition) {
  changeDraft((draft) => {
    if (!fitsDraft(draft, source)) throw new Error('The draft holds items of another collection')
    const isNew = draft.destination === null
    return withItems(
      {
        ...draft,
        source,
        destination: draft.destination ?? destination,
        folder: isNew ? folder : draft.folder,
      },
      items,
    )
  })
}
