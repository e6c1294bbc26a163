import type { NewItem } from '../shared/draft/draft'
import { kindByPath, readItemPath } from '../shared/draft/item-path'

export type RefusedLine = { line: number; text: string; problem: string }

/**
 * Paths as somebody pastes them, one on each line: a slash at the end makes a folder, and of any other the service finds
 * out what it is. Blanks at the end of a line belong to the name.
 */
export function readPaths(text: string): { items: NewItem[]; refused: RefusedLine[] } {
  const items: NewItem[] = []
  const refused: RefusedLine[] = []
  for (const [index, raw] of text.split(/\r\n|\n|\r/).entries()) {
    // What stands before the first slash is no part of a path.
    const line = raw.trimStart()
    if (line === '') continue
    const read = readItemPath(line)
    if ('problem' in read) refused.push({ line: index + 1, text: line, problem: read.problem })
    else items.push({ source_path: read.path, kind: kindByPath(read.path), lands: null, size: null })
  }
  return { items, refused }
}
