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
import { isAllAccepted, type Run } from './run'

type DraftState = {
  draft: Draft
  /** Under which it is kept; null until it is known which of those that were kept this tab shows. */
  id: string | null
  /** What was sent of it. From then on it cannot be changed: what is asked again must be what was asked. */
  run: Run | null
}

/** The one draft of this tab. */
export const useDraft = create<DraftState>(() => ({ draft: emptyDraft(), id: null, run: null }))

onSignOut(() => {
  changesBefore.length = 0
  useDraft.setState({ draft: newDraft(), id: null, run: null })
})

/** Changes from before it was known which draft they are made to. */
const changesBefore: Change[] = []
type Change = (draft: Draft) => Draft

/**
 * Shows a draft that was kept, with all that was done to the one in its place before it was there. Answers whether it
 * could be: what was done may be about another collection, and what was sent cannot be changed.
 */
export function openDraft(id: string, kept: Draft, run: Run | null): boolean {
  if (run && changesBefore.length > 0) return false
  let draft = kept
  try {
    for (const change of changesBefore) draft = change(draft)
  } catch {
    return false
  }
  changesBefore.length = 0
  useDraft.setState({ id, run, draft })
  return true
}

/** Begins another draft; the one before stays among those that are kept. */
export function beginDraft(draft: Draft = newDraft()) {
  changesBefore.length = 0
  useDraft.setState({ id: crypto.randomUUID(), draft, run: null })
}

/** Gives a name to the draft that this tab has begun with. */
export const nameDraft = () => {
  changesBefore.length = 0
  useDraft.setState({ id: crypto.randomUUID() })
}

/** Notes what was sent; null once it can be changed again. */
export const setRun = (run: Run | null) => useDraft.setState({ run })

/** Forgets what was sent, but not from where, to where and how. */
export const forgetSent = () =>
  useDraft.setState(({ draft }) => ({
    run: null,
    draft: {
      ...draft,
      items: [],
      origin: 'person',
      move: false,
      options: { ...draft.options, label: '', deadline: '' },
    },
  }))

let beginsWith = USUAL_OPTIONS

/** A draft as a person finds it who has not chosen anything: with the options that the host prefers. */
export const newDraft = () => emptyDraft(beginsWith)

/** Takes the options that drafts of this deployment begin with. */
export function setDefaultOptions(defaults: Partial<DraftOptions>) {
  beginsWith = { ...USUAL_OPTIONS, ...defaults }
  const { draft, run } = useDraft.getState()
  if (isEmptyDraft(draft) && !run) useDraft.setState({ draft: newDraft() })
}

/** Changes the draft, unless it was sent. */
export function changeDraft(change: Change) {
  const { draft, id, run } = useDraft.getState()
  if (run) return
  useDraft.setState({ draft: change(draft) })
  if (id === null) changesBefore.push(change)
}

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

/** Adds items of one collection, to another draft where this one was sent. Throws for those of another: the caller asks first, with `fitsDraft`. */
export function addToDraft({ source, items, destination = null, folder = null }: Addition) {
  const { run, draft } = useDraft.getState()
  // This is for the next one. What was sent is done with, or stays as it is.
  if (run && isAllAccepted(run) && !run.move)
    useDraft.setState({ draft: emptyDraft(draft.options), run: null })
  else if (run) beginDraft(emptyDraft(draft.options))
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
