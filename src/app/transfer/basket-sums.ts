import { nextTask } from '../../api/next-task'
import { atOnce, ofAll, type Steps } from '../shared/derived'
import type { Draft, DraftItem, ItemKind } from '../shared/draft/draft'
import { changeDraft, useDraft } from '../shared/draft/draft-store'
import { stepsInSlices } from './slices'
import { sourceFolderSteps } from './source-folder'

/** How many there are of each kind; files of which the size is not known, and the bytes of all others. */
export type BasketSums = Record<ItemKind, number> & { unsized: number; bytes: number }

const count = ofAll<DraftItem, BasketSums>(
  () => ({ file: 0, folder: 0, link: 0, unknown: 0, unsized: 0, bytes: 0 }),
  (sums, { kind, size }) => {
    sums[kind] += 1
    if (kind === 'file' && size === null) sums.unsized += 1
    sums.bytes += size ?? 0
  },
)

/** Counted once for each list of items. */
export const basketSums = (items: readonly DraftItem[]): BasketSums => atOnce(count(items))

/**
 * Changes the draft in a task of its own, once all was counted that is at once shown of its items: the dialog that asks
 * for it takes time to go, and so does counting 100,000.
 */
export async function changeInSlices(change: (draft: Draft) => Draft): Promise<void> {
  await nextTask()
  const { draft } = useDraft.getState()
  const changed = change(draft)
  await stepsInSlices(countAll(changed.items))
  // Something else may have been changed meanwhile.
  changeDraft((now) => (now === draft ? changed : change(now)))
}

function* countAll(items: readonly DraftItem[]): Steps<void> {
  yield* count(items)
  yield* sourceFolderSteps(items)
}
