import { useMemo, useState } from 'react'
import { Button } from '../../components/Button'
import { formatBytes, plural } from '../../components/format'
import { useLastFiles } from '../last-files'
import { useOfferActions } from '../shared/actions'
import type { DraftItem } from '../shared/draft/draft'
import { useDraft } from '../shared/draft/draft-store'
import { lazyPart } from '../shared/lazy-part'
import { PageLink } from '../shared/PageLink'
import { basketSums } from './basket-sums'
import { BasketGrid } from './BasketGrid'
import { LandingRule } from './LandingRule'
import { ListButtons } from './lists/ListButtons'
import { Refused } from './submit/Refused'
import { useLocked } from './use-locked'

const AddPathsDialog = lazyPart(() => import('./AddPathsDialog').then(({ AddPathsDialog }) => AddPathsDialog))

/** What moves, and where each of it lands. */
export function Basket() {
  const items = useDraft(({ draft }) => draft.items)
  const source = useDraft(({ draft }) => draft.source)
  const files = useLastFiles(({ path }) => path)
  const locked = useLocked()
  const [adding, setAdding] = useState(false)
  const totals = useMemo(() => totalWords(items), [items])
  useOfferActions('basket', () => [
    {
      id: 'add-paths',
      label: 'Add paths to the transfer…',
      group: 'Transfer',
      unavailable: locked ?? (source === null ? 'Choose first where it comes from.' : null),
      run: () => setAdding(true),
    },
  ])
  return (
    <section data-refusable="items" aria-labelledby="basket" className="flex min-w-0 flex-col gap-2">
      <div className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
        <h2 id="basket" className="text-lg font-semibold">
          What moves
        </h2>
        <p className="text-sm text-ink-2">{totals}</p>
        <div className="ml-auto flex flex-wrap justify-end">
          <Button
            look="quiet"
            aria-haspopup="dialog"
            disabled={source === null}
            onClick={() => setAdding(true)}
          >
            Add paths…
          </Button>
          <ListButtons />
        </div>
      </div>
      <Refused field="items" />
      {items.length === 0 ? (
        <p className="text-ink-2">
          Nothing yet. Select files and folders in{' '}
          <PageLink to={files} className="text-accent-ink underline">
            the panes
          </PageLink>{' '}
          and add them to the transfer{source === null ? '' : ', or add their paths'}.
        </p>
      ) : (
        <>
          <BasketGrid />
          <LandingRule />
        </>
      )}
      {adding && <AddPathsDialog whileLoading={null} onClose={() => setAdding(false)} />}
    </section>
  )
}

/** `12 items · 2 folders · 10 files, 1.26 GB`; what is not known is not guessed. */
function totalWords(items: readonly DraftItem[]): string {
  const { file, folder, link, unknown, unsized, bytes } = basketSums(items)
  const size = file === unsized ? '' : `, ${unsized > 0 ? 'at least ' : ''}${formatBytes(bytes)}`
  return [
    plural(items.length, 'item'),
    ...(folder > 0 ? [plural(folder, 'folder')] : []),
    ...(file > 0 ? [`${plural(file, 'file')}${size}`] : []),
    ...(link > 0 ? [plural(link, 'link')] : []),
    ...(unknown > 0 ? [`${plural(unknown, 'path')} that Globus will look at`] : []),
  ].join(' · ')
}
