import { create } from 'zustand'
import { plural } from '../../components/format'
import { notify } from '../../components/toasts'
import { emptyDraft, type NewItem } from '../shared/draft/draft'
import { addToDraft, type Addition, changeDraft, fitsDraft, useDraft } from '../shared/draft/draft-store'
import { onSignOut } from '../shared/on-sign-out'

type Requested = Addition & {
  /** Entries that cannot be transferred and were left out. */
  refused: number
  /** Shows the builder. */
  open: () => void
  /** Whether the builder is wanted at once. */
  now: boolean
}

/** Items that wait for the answer to a question: the draft holds those of another collection. */
export const useAddition = create<{ pending: Requested | null }>(() => ({ pending: null }))

onSignOut(() => useAddition.setState({ pending: null }))

/** Puts what can be transferred into the draft, or asks first where the draft is about another collection. */
export function requestAddition({
  items,
  ...about
}: Omit<Requested, 'items' | 'refused'> & { items: readonly (NewItem | null)[] }) {
  const possible = items.filter((item) => item !== null)
  const request = { ...about, items: possible, refused: items.length - possible.length }
  if (possible.length === 0) notify({ title: 'Nothing of this can be transferred.' })
  else if (fitsDraft(useDraft.getState().draft, about.source)) add(request)
  else useAddition.setState({ pending: request })
}

/** Forgets what the draft held, but not how it was to be sent, and begins anew with what waited. */
export function replaceDraft() {
  const { pending } = useAddition.getState()
  if (!pending) return
  changeDraft(({ options }) => emptyDraft(options))
  useAddition.setState({ pending: null })
  add(pending)
}

export const keepDraft = () => useAddition.setState({ pending: null })

function add({ refused, open, now, ...addition }: Requested) {
  const before = useDraft.getState().draft.items.length
  addToDraft(addition)
  const all = useDraft.getState().draft.items.length
  if (now) return open()
  const added = all - before
  notify({
    title: added === 0 ? 'That is in the transfer already' : `${plural(added, 'item')} added to the transfer`,
    description: [
      all > added && `${plural(all, 'item')} in all.`,
      refused > 0 && `${plural(refused, 'entry', 'entries')} that cannot be transferred left out.`,
    ]
      .filter(Boolean)
      .join(' '),
    tone: 'ok',
    action: { label: 'Open the transfer', onClick: open },
  })
}
