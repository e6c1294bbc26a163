/**
 * Lists by id that grow at their end. The journal hears of what was appended and not of the whole list, and the memory
 * holds each item as its JSON text: a task has up to a hundred thousand, and hardly anybody asks for them.
 */
export type ListTable<Item> = {
  /** The items from `from` up to but not including `until`; nothing when there is no such list. */
  get: (id: string, from?: number, until?: number) => Item[]
  length: (id: string) => number
  /** How many lists there are. */
  size: () => number
  append: (id: string, item: Item) => void
  /** Keeps the first `length` items. */
  truncate: (id: string, length: number) => void
  /** Keeps the last `length` items. */
  keepLast: (id: string, length: number) => void
  delete: (id: string) => void
}

/** The texts of the items, by the id of the list. No list is empty. */
export type Lists = Map<string, string[]>

/** `touch` is told from which item on a list has changed. */
export function openListTable<Item>(
  lists: Lists,
  touch: (id: string, from: number) => void,
): ListTable<Item> {
  const truncate = (id: string, length: number) => {
    const list = lists.get(id)
    if (!list || list.length <= length) return
    list.length = length
    if (length === 0) lists.delete(id)
    touch(id, length)
  }
  return {
    // The texts are what `append` made of items of this type.
    get: (id, from, until) => JSON.parse(`[${(lists.get(id) ?? []).slice(from, until).join(',')}]`) as Item[],
    length: (id) => lists.get(id)?.length ?? 0,
    size: () => lists.size,
    append: (id, item) => {
      const text = JSON.stringify(item)
      const list = lists.get(id)
      if (list) touch(id, list.push(text) - 1)
      else {
        lists.set(id, [text])
        touch(id, 0)
      }
    },
    truncate,
    keepLast: (id, length) => {
      const list = lists.get(id)
      if (!list || list.length <= length) return
      list.splice(0, list.length - length)
      touch(id, 0)
    },
    delete: (id) => truncate(id, 0),
  }
}
