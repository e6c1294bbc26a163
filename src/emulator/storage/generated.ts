import { splitPath } from './paths'
import { type FileInfo, type FileTree, TreeError } from './storage'
import { noWrites } from './views'

const FRAMES = 100_000
const STARTED_MS = Date.UTC(2026, 10, 3, 6, 0, 0)
const README = new TextEncoder().encode(
  'Detector frames, one file per exposure.\nThe frames are computed when they are asked for; they cannot be changed.\n',
)

const COMMON = { permissions: '0444', user: 'detector', group: 'detector', linkTarget: null }
const dirInfo = (name: string): FileInfo => ({
  ...COMMON,
  name,
  kind: 'dir',
  size: 4096,
  modifiedMs: STARTED_MS,
  permissions: '0555',
})

/** A read-only tree whose folder `/frames` has a hundred thousand files that are computed, not stored. */
export function generatedTree(): FileTree {
  let frames: readonly FileInfo[] | null = null

  const find = (path: string): FileInfo | null => {
    const [first, second, ...rest] = splitPath(path)
    if (first === undefined) return dirInfo('')
    if (first === 'README.txt' && second === undefined) return readmeInfo()
    if (first !== 'frames' || rest.length > 0) return null
    return second === undefined ? dirInfo('frames') : frameNamed(second)
  }

  return {
    lstat: async (path) => find(path),
    stat: async (path) => find(path),
    list: async (path) => {
      const found = find(path)
      if (!found) throw new TreeError('NOT_FOUND', path)
      if (found.kind !== 'dir') throw new TreeError('NOT_DIRECTORY', path)
      if (path === '/') return [dirInfo('frames'), readmeInfo()]
      return (frames ??= Object.freeze(Array.from({ length: FRAMES }, (_, index) => frameInfo(index + 1))))
    },
    read: async (path, offset, length) => {
      const found = find(path)
      if (!found) throw new TreeError('NOT_FOUND', path)
      if (found.kind === 'dir') throw new TreeError('IS_DIRECTORY', path)
      if (path === '/README.txt') return README.slice(offset, offset + length)
      return new Uint8Array(Math.max(0, Math.min(length, found.size - offset)))
    },
    ...noWrites,
  }
}

const readmeInfo = (): FileInfo => ({
  ...COMMON,
  name: 'README.txt',
  kind: 'file',
  size: README.length,
  modifiedMs: STARTED_MS,
})

/**
 * Eleven seconds between two frames; the size varies as that of a compressed image does. Written out in full, because
 * a hundred thousand object spreads take ten times as long.
 */
const frameInfo = (index: number): FileInfo => ({
  name: `frame_${String(index).padStart(6, '0')}.tif`,
  kind: 'file',
  size: 1_800_000 + ((index * 2_654_435_761) % 400_000),
  modifiedMs: STARTED_MS + index * 11_000,
  permissions: '0444',
  user: 'detector',
  group: 'detector',
  linkTarget: null,
})

function frameNamed(name: string): FileInfo | null {
  const index = Number(/^frame_(\d{6})\.tif$/.exec(name)?.[1] ?? 0)
  return index >= 1 && index <= FRAMES ? frameInfo(index) : null
}
