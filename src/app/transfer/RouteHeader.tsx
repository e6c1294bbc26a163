import { useQueryClient } from '@tanstack/react-query'
import { ArrowLeftRight, ArrowRight } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { startPath } from '../../api/collections'
import { collectionQueries } from '../../api/queries/collections'
import { FileName } from '../../components/FileName'
import { IconButton } from '../../components/IconButton'
import { filesPath } from '../paths'
import { useOfferActions } from '../shared/actions'
import { collectionTrouble } from '../shared/collection-words'
import type { LinkedPlace } from '../shared/collections/collection-link'
import { CollectionPicker } from '../shared/collections/CollectionPicker'
import { changeDraft, useDraft } from '../shared/draft/draft-store'
import { explainError } from '../shared/explain-error'
import { lazyPart } from '../shared/lazy-part'
import { PageLink } from '../shared/PageLink'
import { useFollow } from '../shared/use-follow'
import { DestinationFolder } from './DestinationFolder'
import { reversed } from './reversed'
import { sourceFolder } from './source-folder'
import { type DraftSide, useDraftCollection } from './use-draft-sides'
import { Refused } from './submit/Refused'
import { useLocked } from './use-locked'

const ChangeSourceDialog = lazyPart(() =>
  import('./ChangeSourceDialog').then(({ ChangeSourceDialog }) => ChangeSourceDialog),
)

const PAIR = ['as the source', 'as the destination'] as const

/** From which collection to which folder of which other. */
export function RouteHeader() {
  const source = useDraft(({ draft }) => draft.source)
  const destination = useDraft(({ draft }) => draft.destination)
  const items = useDraft(({ draft }) => draft.items)
  const folder = useDraft(({ draft }) => draft.folder)
  const setDestination = useSetDestination()
  const follow = useFollow()
  const locked = useLocked()
  /** What was picked as another source, while it is asked what becomes of the items. */
  const [asked, setAsked] = useState<readonly LinkedPlace[] | null>(null)
  const from = sourceFolder(items)

  const setSource = ([first, second]: readonly LinkedPlace[]) => {
    if (!first) return
    changeDraft((now) =>
      now.source === first.collection ? now : { ...now, source: first.collection, items: [] },
    )
    if (second) setDestination(second)
  }
  const pickSource = (places: readonly LinkedPlace[]) => {
    if (items.length > 0 && places[0]?.collection !== source) setAsked(places)
    else setSource(places)
  }
  const pickDestination = (places: readonly LinkedPlace[]) => {
    const [first, second] = places
    if (second) pickSource(places)
    else if (first) setDestination(first)
  }
  const swap = () => {
    const turned = reversed(useDraft.getState().draft)
    changeDraft(() => turned)
    if (turned.destination !== null && turned.folder === null)
      setDestination({ collection: turned.destination, path: null })
  }
  const none = source === null && destination === null
  const panes = filesPath({
    ...(source !== null && { left: { collection: source, path: from } }),
    ...(destination !== null && { right: { collection: destination, path: folder } }),
  })
  useOfferActions('route', () => [
    {
      id: 'swap-direction',
      label: 'Swap the direction of the transfer',
      group: 'Transfer',
      unavailable: locked ?? (none ? 'Nothing is chosen yet.' : null),
      run: swap,
    },
    {
      id: 'both-in-panes',
      label: 'Open both sides in the panes',
      group: 'Transfer',
      unavailable: none ? 'Nothing is chosen yet.' : null,
      run: () => follow(panes),
    },
  ])
  return (
    <section
      data-refusable="collections"
      aria-label="From and to"
      className="flex flex-col gap-2 border-b border-line pb-4"
    >
      <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-x-3 gap-y-2 sm:grid-cols-[minmax(0,1fr)_auto_minmax(0,1fr)]">
        <Side side="source" heading="From" onPick={pickSource}>
          {from !== null && (
            <FileName name={from} className="px-1.5 font-mono text-sm break-all text-ink-2" />
          )}
        </Side>
        <div className="flex items-center sm:flex-col sm:pt-4">
          <ArrowRight
            aria-hidden
            size={18}
            strokeWidth={1.75}
            className="mx-1.5 text-accent-ink max-sm:rotate-90"
          />
          <IconButton label="Swap direction" disabled={none} onClick={swap}>
            <ArrowLeftRight aria-hidden size={15} strokeWidth={1.75} className="max-sm:rotate-90" />
          </IconButton>
        </div>
        <Side side="destination" heading="To" onPick={pickDestination}>
          {destination !== null && <DestinationFolder collection={destination} folder={folder} />}
        </Side>
      </div>
      {!none && (
        <PageLink
          to={panes}
          className="self-start px-1.5 text-sm text-accent-ink underline-offset-2 hover:underline"
        >
          {source !== null && destination !== null ? 'Open both sides in the panes' : 'Open it in the panes'}
        </PageLink>
      )}
      <Refused field="collections" />
      {asked !== null && (
        <ChangeSourceDialog
          whileLoading={null}
          count={items.length}
          onClose={() => setAsked(null)}
          onChange={() => {
            setAsked(null)
            setSource(asked)
          }}
        />
      )}
    </section>
  )
}

type SideProps = {
  side: DraftSide
  heading: string
  onPick: (places: readonly LinkedPlace[]) => void
  children: ReactNode
}

function Side({ side, heading, onPick, children }: SideProps) {
  const { collection, error } = useDraftCollection(side)
  const trouble = collection ? collectionTrouble(collection) : null
  return (
    <div data-refusable={side} className="flex min-w-0 flex-col items-start gap-0.5">
      <h2 className="px-1.5 text-sm text-ink-3">{heading}</h2>
      <div className="flex max-w-full min-w-0 items-center gap-2">
        <CollectionPicker label={heading} collection={collection} pairNames={PAIR} onPick={onPick} />
        {trouble && <span className="shrink-0 text-sm text-warn">{trouble}</span>}
      </div>
      {error !== null && !collection && (
        <p role="alert" className="px-1.5 text-sm text-bad">
          {explainError(error).title}
        </p>
      )}
      <Refused field={side} />
      {children}
    </div>
  )
}

/** Takes a place as the destination; one without a folder begins in the collection's own, as soon as that is known. */
function useSetDestination() {
  const client = useQueryClient()
  return ({ collection, path }: LinkedPlace) => {
    changeDraft((now) => ({ ...now, destination: collection, folder: path }))
    if (path !== null) return
    client.query(collectionQueries.one(collection)).then(
      (document) =>
        changeDraft((now) =>
          now.destination === collection && now.folder === null
            ? { ...now, folder: startPath(document) }
            : now,
        ),
      // Whoever shows the collection says why it is not known; a folder can still be typed.
      () => null,
    )
  }
}
