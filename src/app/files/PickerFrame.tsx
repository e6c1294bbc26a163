import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { collectionQueries } from '../../api/queries/collections'
import type { FileDocument } from '../../api/wire'
import { Button } from '../../components/Button'
import { FileName } from '../../components/FileName'
import { plural } from '../../components/format'
import { notify } from '../../components/toasts'
import { DeliberateButton } from '../shared/DeliberateButton'
import { type Host, tellHost, useHost } from '../shared/host'
import { pickPlan, type PickPlan, wishWords } from './pick-plan'
import type { PaneView } from './use-pane-view'

type PickerFrameProps = { view: PaneView; selected: readonly FileDocument[]; children: ReactNode }

/** What the page around this one asks for, and what is handed over to it. */
export function PickerFrame({ view, selected, children }: PickerFrameProps) {
  const host = useHost((state) => state.host)
  if (!host?.pick) return null
  const wish = host.pick
  const collection = view.collection.data?.id
  const listing = view.listing.data
  const plan: PickPlan =
    collection === undefined || !listing
      ? { problem: 'No folder is open.' }
      : pickPlan(wish, { collection, listing, entries: selected })
  return (
    <div className="relative flex min-h-0 flex-1 flex-col gap-2 overflow-x-clip overflow-y-auto p-2">
      <h1 className="sr-only">Choose what to hand over</h1>
      <p className="px-1">
        <FileName name={siteOf(host)} className="font-semibold" /> asks you for {wishWords(wish)}.
      </p>
      {wish.collections.length > 0 && <Collections view={view} ids={wish.collections} />}
      <div className="flex min-h-72 flex-1 flex-col">{children}</div>
      <HandOver site={siteOf(host)} collection={collection ?? ''} plan={plan} />
    </div>
  )
}

/** The host as people know it. */
const siteOf = ({ origin }: Host) => new URL(origin).host

/** The only collections that count, to go to in one click. */
function Collections({ view, ids }: { view: PaneView; ids: readonly string[] }) {
  const found = useQuery(collectionQueries.many(ids))
  return (
    <div role="group" aria-label="Only from" className="flex flex-wrap items-center gap-2 px-1">
      <span aria-hidden className="text-ink-2">
        Only from:
      </span>
      {ids.map((id) => (
        <Button
          key={id}
          aria-pressed={view.pane.collection === id}
          className="min-w-0 aria-pressed:border-accent"
          onClick={() => view.update({ collection: id, path: null, filter: '' })}
        >
          <FileName
            name={found.data?.find((one) => one.id === id)?.display_name ?? id}
            className="truncate"
          />
        </Button>
      ))}
    </div>
  )
}

type HandOverProps = { site: string; collection: string; plan: PickPlan }

/** Checklist E4: takes only what a person does who has had time to look. */
function HandOver({ site, collection, plan }: HandOverProps) {
  const items = 'items' in plan ? plan.items : []
  const [first] = items
  const isFolder = items.length === 1 && first?.kind === 'folder'
  const handOver = () => {
    tellHost({ type: 'picked', collection, items })
    notify({ tone: 'ok', title: `${plural(items.length, 'item')} handed over to ${site}` })
  }
  return (
    <div className="flex flex-wrap items-center justify-end gap-2 rounded-lg border border-line bg-panel p-2">
      <p role="status" className="min-w-48 flex-1 px-1 text-ink-2">
        {'problem' in plan
          ? plan.problem
          : `${site} gets the collection’s id, paths and sizes, but no access to the data.`}
      </p>
      <div className="flex gap-2">
        <Button onClick={() => tellHost({ type: 'cancelled' })}>Cancel</Button>
        <DeliberateButton look="primary" disabled={items.length === 0} onPress={handOver}>
          {isFolder ? 'Hand over this folder' : `Hand over ${plural(items.length, 'item')}`}
        </DeliberateButton>
      </div>
    </div>
  )
}
