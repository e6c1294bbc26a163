import { joinPath, splitPath } from '../storage/paths'
import type { FileTree } from '../storage/storage'

const MAX_LINKS = 40

/**
 * The same path without links, as far as it exists: two paths with one result are one place. Null for what the links
 * of a tree do not tell (a loop, a way out of the tree, a link that starts at the machine's root).
 */
export async function realPath(tree: FileTree, path: string): Promise<string | null> {
  const left = splitPath(path).reverse()
  let at = '/'
  let links = 0
  for (let name = left.pop(); name !== undefined; name = left.pop()) {
    if (name === '' || name === '.') continue
    if (name === '..') {
      if (at === '/') return null
      at = at.slice(0, at.lastIndexOf('/')) || '/'
      continue
    }
    const next = joinPath(at, name)
    const target = (await tree.lstat(next))?.linkTarget ?? null
    if (target === null) at = next
    else {
      links += 1
      if (links > MAX_LINKS || target.startsWith('/')) return null
      left.push(...target.split('/').reverse())
    }
  }
  return at
}
