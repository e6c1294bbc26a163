import { Link2 } from 'lucide-react'
import { Button } from '../../components/Button'
import { formatCount, plural } from '../../components/format'
import { notify } from '../../components/toasts'
import { transferPath } from '../paths'
import { useOfferActions } from '../shared/actions'
import { copyText } from '../shared/copy-text'
import { draftSearch } from '../shared/draft/draft-search'
import { newDraft, useDraft } from '../shared/draft/draft-store'

/** Puts an address on the clipboard that fills the form like this one, for somebody else or for another day. */
export function CopyFormLink() {
  const copy = async () => {
    const { draft } = useDraft.getState()
    const { search, items } = draftSearch(draft, newDraft().options)
    const [page] = window.location.href.split('#', 1)
    await copyText(`${page}#${transferPath()}?${search}`, 'Link to this form')
    const left = draft.items.length - items
    if (left > 0)
      notify({
        tone: 'bad',
        title: `The link has ${formatCount(items)} of ${plural(draft.items.length, 'item')}`,
        description: 'More do not fit into an address. Export the list and hand that on too.',
      })
  }
  useOfferActions('form-link', () => [
    { id: 'copy-form-link', label: 'Copy link to this form', group: 'Transfer', run: () => void copy() },
  ])
  return (
    <Button
      className="self-start"
      icon={<Link2 aria-hidden size={14} strokeWidth={1.75} />}
      onClick={() => void copy()}
    >
      Copy link to this form
    </Button>
  )
}
