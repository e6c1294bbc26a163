import { type Ref, useState } from 'react'
import type { Endpoint } from '../../../api/wire-collections'
import { opensBy } from '../../../components/keys'
import { lazyPart } from '../lazy-part'
import type { LinkedPlace } from './collection-link'
import { PICKER_CLASS, PickerFace, pickerLabel } from './PickerFace'

const load = () => import('./CollectionSearch').then(({ CollectionSearch }) => CollectionSearch)
const CollectionSearch = lazyPart(load)

export type CollectionPickerProps = {
  /** What the collection is chosen for: `Left pane`. */
  label: string
  ref?: Ref<HTMLButtonElement>
  collection: Endpoint | undefined
  /** Where each of two places goes when a link that names both is picked: `on the left`, `on the right`. */
  pairNames: readonly [first: string, second: string]
  /** One place, or both of such a link in its own order. */
  onPick: (places: readonly LinkedPlace[]) => void
}

/**
 * Names the open collection and finds another: by words, by id or link, or from what the host pinned, what is
 * bookmarked and what was used last. The list's code comes with the first use, which most visits to a link never make.
 */
export function CollectionPicker(props: CollectionPickerProps) {
  /** What was typed to open it; null while it has not been opened. */
  const [used, setUsed] = useState<string | null>(null)
  const { ref, label, collection } = props
  const face = (
    <button
      ref={ref}
      type="button"
      aria-haspopup="listbox"
      aria-expanded={false}
      aria-busy={used !== null}
      aria-label={pickerLabel(label, collection)}
      onClick={() => setUsed('')}
      onKeyDown={(event) => {
        const text = opensBy(event)
        if (text === null) return
        event.preventDefault()
        setUsed(text)
      }}
      // Should it fail, the click says so.
      onPointerEnter={() => void load().catch(() => null)}
      className={PICKER_CLASS}
    >
      <PickerFace collection={collection} />
    </button>
  )
  return used === null ? face : <CollectionSearch {...props} firstText={used} whileLoading={face} />
}
