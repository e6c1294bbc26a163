import type { Draft, DraftItem } from '../shared/draft/draft'
import { landingPath, ownName } from '../shared/draft/landing'
import { parentPath } from '../shared/file-path'

/** One line of the picture: a folder at the destination, or what lands in it. */
export type TreeLine = {
  /** How many folders of the picture it is below. */
  depth: number
  name: string
  kind: 'root' | 'folder' | 'file' | 'contents' | 'more'
}

/** As many items as a picture can show and still be one. */
export const SHOWN_ITEMS = 4

/**
 * What the first items result in: the folders they land in with what is in these afterwards. Null while no folder is
 * chosen that one of them needs.
 */
export function landingTree(draft: Pick<Draft, 'folder' | 'landing' | 'items'>): TreeLine[] | null {
  const roots = new Map<string, TreeLine[]>()
  for (const item of draft.items.slice(0, SHOWN_ITEMS)) {
    const path = landingPath(draft, item)
    if (path === null) return null
    const root = rootOf(draft.folder, path)
    const lines = roots.get(root) ?? []
    lines.push(...linesOf(item, path.slice(root.length)))
    roots.set(root, lines)
  }
  const more = draft.items.length - SHOWN_ITEMS
  const tree = Array.from(roots).flatMap(([root, lines]): TreeLine[] => [
    { depth: 0, name: root, kind: 'root' },
    ...lines,
  ])
  return more > 0 ? [...tree, { depth: 1, name: `${more}`, kind: 'more' }] : tree
}

/** The destination folder where that is above it, otherwise the folder it is in. */
const rootOf = (folder: string | null, path: string) =>
  folder !== null && path.startsWith(folder) ? folder : (parentPath(path, null) ?? path)

function linesOf(item: DraftItem, below: string): TreeLine[] {
  const contents = (depth: number): TreeLine => ({
    depth,
    name: ownName(item.source_path) || item.source_path,
    kind: 'contents',
  })
  if (item.kind !== 'folder') return [{ depth: 1, name: below, kind: 'file' }]
  return below === '' ? [contents(1)] : [{ depth: 1, name: below, kind: 'folder' }, contents(2)]
}
