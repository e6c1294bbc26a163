import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { createHash } from 'node:crypto'
import { dirname, join } from 'node:path'

/** A text or bytes for a file, null for an empty folder. */
export type Files = Record<string, string | Uint8Array | null>

/** Puts files below a directory; folders on the way are made. */
export async function writeFiles(directory: string, files: Files) {
  for (const [path, content] of Object.entries(files)) {
    const place = join(directory, path)
    await mkdir(content === null ? place : dirname(place), { recursive: true })
    if (content !== null) await writeFile(place, content)
  }
}

/** Everything below a directory: each file by the digest of its bytes, each folder as such. */
export async function treeOf(directory: string): Promise<Record<string, string>> {
  const tree: Record<string, string> = {}
  const entries = await readdir(directory, { recursive: true, withFileTypes: true })
  for (const entry of entries) {
    const place = join(entry.parentPath, entry.name)
    const path = place.slice(directory.length + 1)
    tree[path] = entry.isDirectory()
      ? 'folder'
      : createHash('sha256')
          .update(await readFile(place))
          .digest('hex')
  }
  return tree
}

/** Bytes that repeat after a prime number, so that a shifted or missing piece shows. */
export const patternedBytes = (length: number) =>
  Uint8Array.from({ length }, (_, index) => (index * 7 + (index >> 8)) % 251)
