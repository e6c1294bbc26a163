import { CircleAlert, File, FileQuestion, Folder, Link2, PenLine, TriangleAlert, X } from 'lucide-react'
import { memo, type ReactNode } from 'react'
import { FileName } from '../../components/FileName'
import { formatBytes } from '../../components/format'
import { visibleText } from '../../components/visible-name'
import type { DraftItem, ItemKind, Landing } from '../shared/draft/draft'
import { landingPath } from '../shared/draft/landing'
import { barePathOrRoot } from '../shared/file-path'

export type BasketColumn = 'name' | 'lands' | 'size' | 'remove'

type BasketCellProps = {
  item: DraftItem
  column: BasketColumn
  folder: string | null
  landing: Landing
  /** The folder that all items are in: names are shown from there. */
  start: string
  /** Another item lands at the same place. */
  clashes: boolean
  /** Globus did not accept the transfer because of it. */
  isRefused: boolean
  onEdit: (item: DraftItem) => void
  onRemove: (gone: readonly DraftItem[]) => void
}

/** One cell of an item's row. */
export const BasketCell = memo(function BasketCell(props: BasketCellProps) {
  const { item, column, folder, landing, start, clashes, isRefused, onEdit, onRemove } = props
  const name = item.source_path.slice(start.length) || item.source_path
  if (column === 'size')
    return item.size === null ? <span className="text-ink-3">—</span> : formatBytes(item.size)
  if (column === 'remove')
    return (
      <RowButton keys="Delete" label={`Remove ${visibleText(name)}`} onPress={() => onRemove([item])}>
        <X aria-hidden size={14} strokeWidth={1.75} />
      </RowButton>
    )
  if (column === 'name')
    return (
      <span className="flex min-w-0 items-center gap-2">
        {isRefused && (
          <CircleAlert
            role="img"
            aria-label="Refused by Globus"
            size={14}
            strokeWidth={1.75}
            className="shrink-0 text-bad"
          />
        )}
        <KindIcon kind={item.kind} />
        <FileName
          name={barePathOrRoot(name)}
          className={`truncate whitespace-pre ${isRefused ? 'text-bad' : ''}`}
        />
        {item.external_checksum && (
          <span className="shrink-0 text-xs text-ink-3">{item.checksum_algorithm ?? ''} checksum</span>
        )}
      </span>
    )
  return (
    <span className="group flex min-w-0 items-center gap-1.5">
      {clashes && (
        <TriangleAlert
          role="img"
          aria-label="Another item lands here too"
          size={14}
          strokeWidth={1.75}
          className="shrink-0 text-warn"
        />
      )}
      <Place path={landingPath({ folder, landing }, item)} folder={folder} />
      <span className="ml-auto shrink-0">
        <RowButton keys="F2" label={`Change where ${visibleText(name)} lands`} onPress={() => onEdit(item)}>
          <PenLine aria-hidden size={13} strokeWidth={1.75} />
        </RowButton>
      </span>
    </span>
  )
})

/** A path at the destination, of which the part below the chosen folder is what counts. */
function Place({ path, folder }: { path: string | null; folder: string | null }) {
  if (path === null) return <span className="text-ink-3">nowhere yet</span>
  const start = folder !== null && path.startsWith(folder) ? folder : ''
  const own = path.slice(start.length)
  return (
    <span className="flex min-w-0 font-mono text-sm">
      {start && <FileName name={start} className="min-w-0 shrink truncate text-ink-3" />}
      {own && <FileName name={own} className="max-w-full min-w-0 shrink-[0.2] truncate whitespace-pre" />}
    </span>
  )
}

const KINDS: Record<ItemKind, readonly [typeof File, string]> = {
  file: [File, 'File'],
  folder: [Folder, 'Folder'],
  link: [Link2, 'Link'],
  unknown: [FileQuestion, 'File or folder'],
}

function KindIcon({ kind }: { kind: ItemKind }) {
  const [Icon, label] = KINDS[kind]
  return (
    <Icon
      role="img"
      aria-label={label}
      size={15}
      strokeWidth={1.75}
      className={`shrink-0 ${kind === 'folder' ? 'fill-accent-soft text-accent-ink' : 'text-ink-3'}`}
    />
  )
}

/** For the mouse and the finger; the keyboard has keys of the list. */
const RowButton = ({
  label,
  keys,
  onPress,
  children,
}: {
  label: string
  /** The key of the list that does the same. */
  keys: string
  onPress: () => void
  children: ReactNode
}) => (
  <button
    type="button"
    tabIndex={-1}
    aria-label={label}
    aria-keyshortcuts={keys}
    title={keys}
    onClick={(event) => {
      event.stopPropagation()
      onPress()
    }}
    className="flex size-6 items-center justify-center rounded-md text-ink-3 enabled:hover:bg-sunk enabled:hover:text-ink disabled:opacity-45 pointer-coarse:size-11"
  >
    {children}
  </button>
)
