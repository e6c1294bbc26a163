import type { DraftItem } from './draft'
import { chunksOf, readItems } from './kept-draft'
import type { Shelf } from './shelf'

const chunkKey = (start: string, chunk: number) => `${start}${String(chunk).padStart(9, '0')}`

/** Keeps the items of one draft: of many that changed a little, only the chunks in which something did. */
export function createItemSaver(shelf: Shelf, start: string, onTrouble: () => void) {
  let written = new Map<number, DraftItem[]>()
  let wanted: readonly DraftItem[] = []
  let isWriting = false
  /** What is written of it, all of it. */
  let kept: readonly DraftItem[] | null = null

  /** Brings what is written to what is wanted, which may change meanwhile. */
  const write = async () => {
    isWriting = true
    try {
      for (let items: readonly DraftItem[] | null = null; items !== wanted;) {
        items = wanted
        await writeChunks(items)
      }
      kept = wanted
    } catch {
      kept = null
      onTrouble()
    }
    // Nobody has had a turn since it was seen that all is written.
    isWriting = false
  }

  const writeChunks = async (items: readonly DraftItem[]) => {
    const chunks = new Map(chunksOf(items))
    const gone = Array.from(written.keys()).filter((chunk) => !chunks.has(chunk))
    for (const [chunk, now] of chunks) {
      if (isSame(written.get(chunk), now)) continue
      // Each by itself: the page has its turns in between, and a crash leaves every one whole.
      await shelf.put(chunkKey(start, chunk), now)
      written.set(chunk, now)
      // What changed meanwhile is written next; nobody needs what it was before.
      if (items !== wanted) return
    }
    for (const chunk of gone) {
      await shelf.removeAll(chunkKey(start, chunk))
      written.delete(chunk)
    }
  }

  return {
    /** Begins at once: the page may be about to go. */
    save: (items: readonly DraftItem[]) => {
      wanted = items
      // A letter of the label changes none of them.
      if (!isWriting && items !== kept) void write()
    },
    /** Resolves once they are written. */
    saveNow: (items: readonly DraftItem[]) => {
      wanted = items
      return writeChunks(items)
    },
    /** The items as they were kept, without those that somebody spoilt. */
    load: async (): Promise<DraftItem[]> => {
      const items: DraftItem[] = []
      for (const key of await shelf.keys(start))
        for (const item of readItems(await shelf.get(key)) ?? []) items.push(item)
      wanted = items
      written = new Map(chunksOf(items))
      kept = items
      return items
    },
  }
}

const isSame = (before: readonly DraftItem[] | undefined, now: readonly DraftItem[]) =>
  before?.length === now.length && before.every((item, at) => item === now[at])
