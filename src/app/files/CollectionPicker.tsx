import { lazy, Suspense, useState } from 'react'
import type { Endpoint } from '../../api/wire'
import { PICKER_CLASS, PickerFace, pickerLabel } from './PickerFace'

const load = () => import('./CollectionSearch')
const CollectionSearch = lazy(() => load().then(({ CollectionSearch }) => ({ default: CollectionSearch })))

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
      onPointerEnter={() => void load()}
      className={PICKER_CLASS}
    >
      <PickerFace collection={props.collection} />
    </button>
  )
  return used ? (
    <Suspense fallback={face}>
      <CollectionSearch {...props} />
    </Suspense>
  ) : (
    face
  )
}
