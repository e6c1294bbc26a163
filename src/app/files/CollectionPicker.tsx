import { type Ref, useState } from 'react'
import type { Endpoint } from '../../api/wire'
import { opensBy } from '../../components/keys'
import type { Side } from '../paths'
import { lazyPart } from '../shared/lazy-part'
import { PICKER_CLASS, PickerFace, pickerLabel } from './PickerFace'

const load = () => import('./CollectionSearch').then(({ CollectionSearch }) => CollectionSearch)
const CollectionSearch = lazyPart(load)

export type CollectionPickerProps = {
  /** `Left pane` or `Right pane`. */
  paneName: string
  side: Side
  ref: Ref<HTMLButtonElement>
  collection: Endpoint | undefined
}

/**
 * Names the open collection and finds another: by words, by id or link, or from what the host pinned, what is
 * bookmarked and what was used last. The list's code comes with the first use, which most visits to a link never make.
 */
export function CollectionPicker(props: CollectionPickerProps) {
  /** What was typed to open it; null while it has not been opened. */
  const [used, setUsed] = useState<string | null>(null)
  const { ref, paneName, collection } = props
  const face = (
    <button
      ref={ref}
      type="button"
      aria-haspopup="listbox"
      aria-expanded={false}
      aria-busy={used !== null}
      aria-label={pickerLabel(paneName, collection)}
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
