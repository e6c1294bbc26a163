import { useState } from 'react'
import { Button } from '../../../components/Button'
import { useOfferActions } from '../../shared/actions'
import { useDraft } from '../../shared/draft/draft-store'
import { lazyPart } from '../../shared/lazy-part'
import { useLocked } from '../use-locked'

const ImportDialog = lazyPart(() => import('../ImportDialog').then(({ ImportDialog }) => ImportDialog))
const ExportDialog = lazyPart(() => import('../ExportDialog').then(({ ExportDialog }) => ExportDialog))

/** Lists of items, in and out. */
export function ListButtons() {
  const isEmpty = useDraft(({ draft }) => draft.items.length === 0)
  const locked = useLocked()
  const [open, setOpen] = useState<'import' | 'export' | null>(null)
  const close = () => setOpen(null)
  useOfferActions('lists', () => [
    {
      id: 'import-list',
      label: 'Import a list of items…',
      group: 'Transfer',
      unavailable: locked,
      run: () => setOpen('import'),
    },
    {
      id: 'export-list',
      label: 'Export the list of items…',
      group: 'Transfer',
      unavailable: isEmpty ? 'There are no items.' : null,
      run: () => setOpen('export'),
    },
  ])
  return (
    <>
      <Button look="quiet" aria-haspopup="dialog" onClick={() => setOpen('import')}>
        Import a list…
      </Button>
      <Button look="quiet" aria-haspopup="dialog" disabled={isEmpty} onClick={() => setOpen('export')}>
        Export…
      </Button>
      {open === 'import' && <ImportDialog whileLoading={null} onClose={close} />}
      {open === 'export' && <ExportDialog whileLoading={null} onClose={close} />}
    </>
  )
}
