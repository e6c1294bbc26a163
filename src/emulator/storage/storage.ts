/** What stands at a path: the entry itself, a link is never followed. */
export type FileInfo = {
  name: string
  kind: 'dir' | 'file' | 'symlink' | 'other'
  /** Bytes. */
  size: number
  /** Milliseconds since 1970 (UTC). */
  modifiedMs: number
  /** Four octal digits, as on the wire: `0644`. */
  permissions: string
  user: string
  group: string
  /** The text of the link; null for everything else. */
  linkTarget: string | null
}

export type TreeErrorCode =
  | 'NOT_FOUND'
  | 'NOT_DIRECTORY'
  | 'IS_DIRECTORY'
  | 'EXISTS'
  | 'NOT_EMPTY'
  | 'PERMISSION_DENIED'
  | 'INVALID_PATH'
  | 'QUOTA_EXCEEDED'

/** The one thing a tree throws. */
export class TreeError extends Error {
  override name = 'TreeError'
  readonly code: TreeErrorCode
  readonly path: string

  constructor(code: TreeErrorCode, path: string) {
    super(`${code}: ${path}`)
    this.code = code
    this.path = path
  }
}

/**
 * The files of one collection. Paths are absolute within the tree and without a trailing slash (`/`, `/home/ada`);
 * their segments are names, never empty, `.` or `..` and free of NUL (checklist I4): a tree checks this itself and
 * throws `INVALID_PATH`. Links inside a path are followed as far as they stay in the tree; one that leads out of it
 * is as good as broken. Every method throws `TreeError`.
 */
export type FileTree = {
  /** The entry at `path`, its last link not followed; null when there is none. */
  lstat: (path: string) => Promise<FileInfo | null>
  /** What `path` leads to once every link is followed; null when that is nothing, or lies outside the tree. */
  stat: (path: string) => Promise<FileInfo | null>
  /** The entries of a directory, in no particular order. A list that never changes may be frozen. */
  list: (path: string) => Promise<readonly FileInfo[]>
  /** Makes one directory; the parent must exist. */
  mkdir: (path: string) => Promise<void>
  /** Replaces a file that stands at `to`. */
  rename: (from: string, to: string) => Promise<void>
  /** Makes a link whose text is `target`, kept literally. */
  symlink: (path: string, target: string) => Promise<void>
  /** Removes a file, a link or an empty directory. */
  remove: (path: string) => Promise<void>
  /** At most `length` bytes from `offset`; shorter at the end of the file, empty behind it. */
  read: (path: string, offset: number, length: number) => Promise<Uint8Array>
  /** Makes the file, or empties it. */
  create: (path: string) => Promise<void>
  /** Puts `bytes` at `offset` of an existing file and lengthens it when needed. Runs of zeros may be kept as holes. */
  write: (path: string, offset: number, bytes: Uint8Array) => Promise<void>
  /** Cuts a file or lengthens it with a hole of zeros: how the sample world gets large files that cost no space. */
  truncate: (path: string, size: number) => Promise<void>
  /** Sets the time of the entry itself; a last link is not followed. */
  setModified: (path: string, modifiedMs: number) => Promise<void>
}

/**
 * Where an emulator keeps what must outlive it: one tree per collection, and its own state as a journal of lines.
 * `storage/node.ts` is a directory, `storage/memory.ts` the memory, `storage/kept.ts` that and a browser’s database.
 */
export type EmulatorStorage = {
  /** The tree of that name, made empty when it is new. `isNew` tells that the sample world has still to fill it. */
  openTree: (name: string) => Promise<{ tree: FileTree; isNew: boolean }>
  /** The lines of the journal, some at a time, in their order. */
  readJournal: () => AsyncIterable<readonly string[]>
  /** Resolves once the lines are as safe as the storage can make them: all of them, or none. */
  appendJournal: (lines: readonly string[]) => Promise<void>
  /** Begins another journal, which leaves the present one as it is until it takes its place. */
  nextJournal: () => NextJournal
}

/** A journal that is not in use yet. What one method is asked is done after what was asked before. */
export type NextJournal = {
  append: (lines: readonly string[]) => Promise<void>
  /** Resolves once everything appended is safe. */
  sync: () => Promise<void>
  /** Puts it in the place of the present journal, all or nothing. */
  commit: () => Promise<void>
  /** Gives it up. Never rejects. */
  discard: () => Promise<void>
}
