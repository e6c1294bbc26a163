import { useState } from 'react'
import type { Endpoint } from '../../api/wire'
import { lazyPart } from '../shared/lazy-part'
import { PICKER_CLASS, PickerFace, pickerLabel } from './PickerFace'

const load = () => import('./CollectionSearch').then(({ CollectionSearch }) => CollectionSearch)
const CollectionSearch = lazyPart(load)

export type CollectionPickerProps = {
  /** `Left pane` or `Right pane`. */
  paneName: string
  collection: Endpoint | undefined
  onPick: (collectionId: string, path: string | null) => void
}

/**
 * Names the open collection and finds another: by words, by id, or from what the host pinned and what was used last.
 * The list's code comes with the first use, which most visits to a link never make.
 */
export function CollectionPicker(props: CollectionPickerProps) {
  const [used, setUsed] = useState(false)
  const face = (
    <button
      type="button"
      aria-haspopup="listbox"
      aria-expanded={false}
      aria-busy={used}
      aria-label={pickerLabel(props.paneName, props.collection)}
      onClick={() => setUsed(true)}
      // Should it fail, the click says so.
      onPointerEnter={() => void load().catch(() => null)}
      className={PICKER_CLASS}
    >
      <PickerFace collection={props.collection} />
    </button>
  )
  return used ? <CollectionSearch {...props} whileLoading={face} /> : face
}
