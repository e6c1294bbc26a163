import { type FileHandle, mkdir, open, rename, rm, truncate } from 'node:fs/promises'
import { dirname } from 'node:path'

import type { EmulatorStorage, NextJournal } from './storage'

type Journal = Pick<EmulatorStorage, 'readJournal' | 'appendJournal' | 'nextJournal'>

const READ_BYTES = 1 << 20
const LINE_END = 0x0a

/** The first line. It changes with the format, so that no other version takes what it cannot read for a broken end. */
const HEADER = '{"towpath_journal":2}\n'

/**
 * A journal in one file. What was appended together ends with an empty line: what a crash cut short is not followed by
 * one, and is as if it had never been written.
 */
export function nodeJournal(path: string): Journal {
  /** How much of the file is whole; what follows is left of a write that failed. Null before anything is known. */
  let wholeBytes: number | null = null

  return {
    async *readJournal() {
      wholeBytes = 0
      const file = await open(path, 'r').catch(whenMissing)
      if (!file) return
      try {
        await requireHeader(file, path)
        for await (const { lines, end } of batches(file)) {
          wholeBytes = end
          yield lines
        }
      } finally {
        await file.close()
      }
      await truncate(path, wholeBytes)
    },
    appendJournal: async (lines) => {
      await mkdir(dirname(path), { recursive: true })
      const file = await open(path, 'a', 0o600)
      try {
        const { size } = await file.stat()
        wholeBytes ??= size
        if (size > wholeBytes) await file.truncate(wholeBytes)
        const bytes = Buffer.from((wholeBytes === 0 ? HEADER : '') + asText(lines))
        await file.writeFile(bytes)
        await file.sync()
        wholeBytes += bytes.length
      } finally {
        await file.close()
      }
    },
    nextJournal: () =>
      nextJournal(`${path}.next`, async (bytes) => {
        await rename(`${path}.next`, path)
        wholeBytes = bytes
      }),
  }
}

const asText = (lines: readonly string[]) => `${lines.map((line) => `${line}\n`).join('')}\n`

/** Throws for a journal that begins in another way. Of a new one a crash may have left less than its first line. */
async function requireHeader(file: FileHandle, path: string) {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(HEADER.length), 0, HEADER.length, 0)
  if (HEADER.startsWith(buffer.toString('latin1', 0, bytesRead))) return
  throw new Error(
    `${path} was written by another version of the emulator, which this one cannot read: give it another directory with --data, or delete ${dirname(path)} to begin anew.`,
  )
}

/** What was appended together, and where in the file it ends. */
async function* batches(file: FileHandle): AsyncGenerator<{ lines: string[]; end: number }> {
  const chunk = Buffer.alloc(READ_BYTES)
  let rest: Buffer = Buffer.alloc(0)
  let lines: string[] = []
  for (let offset = HEADER.length; ;) {
    const { bytesRead } = await file.read(chunk, 0, READ_BYTES, offset)
    if (bytesRead === 0) return
    const bytes = Buffer.concat([rest, chunk.subarray(0, bytesRead)])
    const start = offset - rest.length
    let from = 0
    for (let end = bytes.indexOf(LINE_END); end >= 0; end = bytes.indexOf(LINE_END, from)) {
      // Each line is a text of its own: a part of a larger one would keep all of that in memory.
      if (end > from) lines.push(bytes.toString('utf8', from, end))
      else {
        yield { lines, end: start + end + 1 }
        lines = []
      }
      from = end + 1
    }
    rest = bytes.subarray(from)
    offset += bytesRead
  }
}

/** Writes what it is told one after another to the file at `path`, which `replace` puts where it belongs. */
function nextJournal(path: string, replace: (bytes: number) => Promise<void>): NextJournal {
  let bytes = 0
  let done: Promise<void> = Promise.resolve()
  const opened = mkdir(dirname(path), { recursive: true }).then(() => open(path, 'w', 0o600))
  const then = (work: (file: FileHandle) => Promise<void>) => {
    done = Promise.all([opened, done]).then(([file]) => work(file))
    return done
  }
  return {
    append: (lines) =>
      then(async (file) => {
        const text = Buffer.from((bytes === 0 ? HEADER : '') + asText(lines))
        await file.writeFile(text)
        bytes += text.length
      }),
    sync: () => then((file) => file.sync()),
    commit: () =>
      then(async (file) => {
        await file.sync()
        await file.close()
        await replace(bytes)
        await syncDirectory(dirname(path))
      }),
    discard: async () => {
      await done.catch(() => undefined)
      await opened.then((file) => file.close()).catch(() => undefined)
      await rm(path, { force: true }).catch(() => undefined)
    },
  }
}

/** Makes a renaming survive a power cut, where the system lets directories be opened. */
async function syncDirectory(path: string) {
  const directory = await open(path, 'r').catch(() => null)
  await directory?.sync().catch(() => undefined)
  await directory?.close()
}

function whenMissing(error: unknown): null {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
  throw error
}
