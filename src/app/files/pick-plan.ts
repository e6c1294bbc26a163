import type { Listing } from '../../api/listing'
import type { FileDocument } from '../../api/wire'
import { plural } from '../../components/format'
import type { PickedItem, PickWish } from '../shared/host'
import { draftItem } from './draft-items'

/** Characters of what is handed over; a message has a little more room (checklist E5). */
const MOST_CHARACTERS = 60_000

/** What would be handed over, or why nothing can be. */
export type PickPlan = { items: PickedItem[] } | { problem: string }

type Selected = {
  collection: string
  listing: Pick<Listing, 'path' | 'absolutePath'>
  /** Empty stands for the folder itself. */
  entries: readonly FileDocument[]
}

/** Holds what somebody selected against what the page around this one asked for. */
export function pickPlan(wish: PickWish, { collection, listing, entries }: Selected): PickPlan {
  if (wish.collections.length > 0 && !wish.collections.includes(collection.toLowerCase()))
    return { problem: 'Nothing is wanted from this collection.' }
  const folder = listing.absolutePath ?? listing.path
  if (entries.length === 0)
    return wish.kinds === 'files'
      ? { problem: wish.most === 1 ? 'Select a file.' : 'Select files.' }
      : { items: [{ path: folder, kind: 'folder', size: null }] }

  const items = entries.flatMap((entry): PickedItem[] => {
    const item = draftItem(folder, entry)
    if (item === null || item.kind === 'unknown') return []
    return [{ path: item.source_path, kind: item.kind, size: item.size }]
  })
  const odd = entries.length - items.length
  if (odd > 0) return { problem: `${plural(odd, 'selected item')} cannot be transferred.` }
  const folders = items.filter(({ kind }) => kind === 'folder').length
  if (wish.kinds === 'files' && folders > 0)
    return { problem: `Only files are wanted: ${plural(folders, 'folder')} selected.` }
  if (wish.kinds === 'folders' && folders < items.length)
    return { problem: `Only folders are wanted: ${plural(items.length - folders, 'file')} selected.` }
  if (items.length > wish.most)
    return { problem: `${wish.most} at most: ${plural(items.length, 'item')} selected.` }
  if (JSON.stringify(items).length > MOST_CHARACTERS)
    return { problem: 'These are too many names for once. Select fewer.' }
  return { items }
}

/** What is asked for, as the rest of a sentence: `up to 3 files`. */
export function wishWords({ kinds, most }: PickWish): string {
  const one = { files: 'file', folders: 'folder', both: 'file or folder' }[kinds]
  const many = { files: 'files', folders: 'folders', both: 'files and folders' }[kinds]
  if (most === 1) return `a ${one}`
  return most < 1_000 ? `up to ${most} ${many}` : many
}
