import type { Draft, DraftItem } from '../../shared/draft/draft'
import { withItem, withoutItems, withOptions } from '../../shared/draft/draft'
import { changeDraft } from '../../shared/draft/draft-store'
import type { Fix } from './finding'
import { placedItems, type PlacedItem } from './placed-items'

const keysOf = (items: readonly PlacedItem[]) => new Set(items.map(({ item }) => item.key))

/** Takes the items out of the transfer. */
export const leaveOut = (items: readonly PlacedItem[]): Fix => ({
  label: items.length === 1 ? 'Leave it out' : 'Leave them out',
  run: () => changeDraft((draft) => withoutItems(draft, keysOf(items))),
})

/** Lets what is there stay as it is. */
export const onlyIfMissing: Fix = {
  label: 'Copy only what is missing',
  run: () => changeDraft((draft) => withOptions(draft, { sync_level: 0 })),
}

/** Changes each of the items. */
export const changeItems = (
  label: string,
  items: readonly PlacedItem[],
  change: (placed: PlacedItem) => Partial<DraftItem>,
): Fix => ({
  label,
  run: () =>
    changeDraft((draft) =>
      items.length === 1
        ? withItem(draft, items[0]!.item.key, change(items[0]!))
        : {
            ...draft,
            items: mapItems(draft, new Map(items.map((placed) => [placed.item.key, change(placed)]))),
          },
    ),
})

const mapItems = (draft: Draft, changes: ReadonlyMap<number, Partial<DraftItem>>) =>
  draft.items.map((item) => {
    const change = changes.get(item.key)
    return change ? { ...item, ...change } : item
  })

/** Lets each land under another name than any that is there, or that another item lands under. */
export const keepBoth = (
  items: readonly PlacedItem[],
  isTaken: (folder: string, name: string) => boolean,
  label = 'Keep both',
): Fix => ({
  label,
  run: () =>
    changeDraft((draft) => {
      const used = new Set(placedItems(draft).map(({ into, toName }) => `${into}${toName}`))
      const changes = new Map<number, Partial<DraftItem>>()
      for (const { item, into, toName } of items) {
        if (into === null || toName === '') continue
        const name = freeName(
          toName,
          item.kind === 'folder',
          (other) => used.has(into + other) || isTaken(into, other),
        )
        used.add(into + name)
        changes.set(item.key, { lands: landsAt(draft, into + name) })
      }
      return { ...draft, items: mapItems(draft, changes) }
    }),
})

/** A full path as an item says it: below the destination folder where it is. */
export const landsAt = ({ folder }: Pick<Draft, 'folder'>, path: string) =>
  folder !== null && path.startsWith(folder) ? path.slice(folder.length) : path

/** `scan (2).h5` for `scan.h5`: the first number that is free. */
export function freeName(name: string, isFolder: boolean, isTaken: (name: string) => boolean): string {
  const dot = isFolder ? -1 : name.lastIndexOf('.')
  const [stem, ending] = dot > 0 ? [name.slice(0, dot), name.slice(dot)] : [name, '']
  for (let number = 2; ; number += 1) {
    const other = `${stem} (${number})${ending}`
    if (!isTaken(other)) return other
  }
}
