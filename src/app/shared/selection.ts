/** What is selected in one folder: names, so that sorting, filtering and a refresh do not lose it. */
export type Selection = {
  names: ReadonlySet<string>
  /** The row under the cursor; `..` for the way up. */
  cursor: string | null
  /** Where a range begins. */
  anchor: string | null
}

export const emptySelection: Selection = { names: new Set(), cursor: null, anchor: null }

/** One name and nothing else, under the cursor. */
export const selectOnly = (name: string): Selection => ({
  names: new Set([name]),
  cursor: name,
  anchor: name,
})

/** The row that leads to the folder above; it can be pointed at but never selected. */
export const UP = '..'

type Gesture = { extend: boolean; toggle: boolean; moveOnly: boolean }

/** Moves the cursor to a row and changes the selection the way desktop file managers do. */
export function pointAt(
  selection: Selection,
  target: string,
  gesture: Gesture,
  namesBetween: (from: string, to: string) => string[],
): Selection {
  if (gesture.moveOnly) return { ...selection, cursor: target }
  if (gesture.extend) {
    const anchor = selection.anchor ?? selection.cursor ?? target
    return { names: new Set(namesBetween(anchor, target)), cursor: target, anchor }
  }
  if (gesture.toggle) {
    const names = new Set(selection.names)
    if (target !== UP && !names.delete(target)) names.add(target)
    return { names, cursor: target, anchor: target }
  }
  return { names: new Set(target === UP ? [] : [target]), cursor: target, anchor: target }
}
