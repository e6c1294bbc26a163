import {
  ChevronRight,
  CornerLeftUp,
  File,
  FileArchive,
  FileQuestion,
  FileText,
  Folder,
  Image,
  Link2Off,
  Table2,
} from 'lucide-react'
import { parseFileTime } from '../../api/listing'
import type { FileDocument } from '../../api/wire'
import { FileName } from '../../components/FileName'
import { visibleText } from '../../components/visible-name'
import { formatBytes, formatDateTime, formatZonedDateTime } from '../../components/format'
import type { OptionalColumn } from './layout-store'

export type EntryColumn = 'name' | OptionalColumn

type EntryCellProps = { entry: FileDocument; column: EntryColumn; onOpen: () => void }

/** One cell of an entry's row. */
export function EntryCell({ entry, column, onOpen }: EntryCellProps) {
  if (column === 'size')
    return entry.type === 'dir' || entry.size === undefined ? (
      <span className="text-ink-3">—</span>
    ) : (
      formatBytes(entry.size)
    )
  if (column === 'modified') {
    const ms = parseFileTime(entry.last_modified)
    return (
      <span title={formatZonedDateTime(ms)} className="text-ink-2">
        {formatDateTime(ms)}
      </span>
    )
  }
  if (column === 'type') return <span className="text-ink-2">{TYPE_WORDS[entry.type] ?? entry.type}</span>
  if (column === 'permissions')
    return <span className="font-mono text-sm text-ink-2">{entry.permissions ?? ''}</span>
  if (column !== 'name') return <FileName name={entry[column] ?? ''} className="truncate text-ink-2" />
  return (
    <span className="flex min-w-0 items-center gap-2">
      <EntryIcon entry={entry} />
      <FileName name={entry.name} className="truncate whitespace-pre" />
      {entry.link_target && (
        <span className="min-w-0 shrink-[999] truncate text-sm text-ink-3">
          {entry.type === 'invalid_symlink' ? 'broken link to ' : '→ '}
          <FileName name={entry.link_target} />
        </span>
      )}
      {entry.type === 'dir' && <TouchButton label={`Open ${visibleText(entry.name)}`} onPress={onOpen} />}
    </span>
  )
}

const TYPE_WORDS: Partial<Record<FileDocument['type'], string>> = {
  dir: 'folder',
  file: 'file',
  invalid_symlink: 'broken link',
  chr: 'device',
  blk: 'device',
  pipe: 'pipe',
  other: 'other',
}

/** The row that leads to the folder above. */
export function UpCell({ column, onOpen }: { column: EntryColumn; onOpen: () => void }) {
  if (column !== 'name') return null
  return (
    <span className="flex items-center gap-2 text-ink-2">
      <CornerLeftUp aria-hidden size={15} strokeWidth={1.75} className="shrink-0 text-ink-3" />
      <span>..</span>
      <span className="sr-only">the folder above</span>
      <TouchButton label="Go to the folder above" onPress={onOpen} />
    </span>
  )
}

/** A finger has no double click: what opens gets something to press. The keyboard and the mouse have their own ways. */
const TouchButton = ({ label, onPress }: { label: string; onPress: () => void }) => (
  <button
    type="button"
    tabIndex={-1}
    aria-label={label}
    onClick={(event) => {
      event.stopPropagation()
      onPress()
    }}
    className="ml-auto hidden size-11 items-center justify-center rounded-md text-ink-3 pointer-coarse:flex"
  >
    <ChevronRight aria-hidden size={18} strokeWidth={1.75} />
  </button>
)

const BY_ENDING: readonly [RegExp, typeof File][] = [
  [/\.(csv|tsv|xlsx?|parquet)$/i, Table2],
  [/\.(tiff?|png|jpe?g|gif|svg|bmp|fits)$/i, Image],
  [/\.(zip|gz|tgz|tar|bz2|xz|zst|7z)$/i, FileArchive],
  [/\.(txt|md|rst|log|json|ya?ml|xml|toml|ini|sha256|md5)$/i, FileText],
]

const KINDS: Partial<Record<FileDocument['type'], readonly [typeof File, string]>> = {
  dir: [Folder, 'Folder'],
  invalid_symlink: [Link2Off, 'Broken link'],
}

function EntryIcon({ entry }: { entry: FileDocument }) {
  const [Icon, label] = KINDS[entry.type] ?? [
    entry.type === 'file'
      ? (BY_ENDING.find(([ending]) => ending.test(entry.name))?.[1] ?? File)
      : FileQuestion,
    'File',
  ]
  return (
    <Icon
      role="img"
      aria-label={label}
      size={15}
      strokeWidth={1.75}
      className={`shrink-0 ${entry.type === 'dir' ? 'fill-accent-soft text-accent-ink' : entry.type === 'invalid_symlink' ? 'text-warn' : 'text-ink-3'}`}
    />
  )
}
