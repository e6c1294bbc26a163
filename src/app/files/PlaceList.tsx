import { PenLine, Trash2 } from 'lucide-react'
import { type FormEvent, type ReactNode, useId, useRef, useState } from 'react'
import { Button } from '../../components/Button'
import { FileName } from '../../components/FileName'
import { IconButton } from '../../components/IconButton'
import { visibleText } from '../../components/visible-name'
import { placeNameProblem } from './place-names'

export type PlaceItem = {
  id: string
  name: string
  detail: ReactNode
  /** Why it leads nowhere. */
  trouble: string | null
}

type PlaceListProps<Item extends PlaceItem> = {
  label: string
  /** What one of them is called: “bookmark”. */
  what: string
  items: readonly Item[]
  onOpen: (item: Item) => void
  /** These reject when it was not done; whoever gave them says why. */
  onRename: (item: Item, name: string) => Promise<unknown>
  onRemove: (item: Item) => Promise<unknown>
  onRestore: (item: Item) => Promise<unknown>
}

/** Places with names: opened, renamed, removed, and put back as long as the list is open. */
export function PlaceList<Item extends PlaceItem>(props: PlaceListProps<Item>) {
  const { label, what, items, onOpen, onRename, onRemove, onRestore } = props
  const [renaming, setRenaming] = useState<string | null>(null)
  const [removed, setRemoved] = useState<readonly Item[]>([])
  const list = useRef<HTMLUListElement>(null)
  // The control that was pressed goes away.
  const focusList = () => list.current?.focus()
  const leaveRemoved = (id: string) => setRemoved((all) => all.filter((one) => one.id !== id))

  const gone = removed.filter(({ id }) => !items.some((item) => item.id === id))
  const rows = [...items, ...gone].toSorted((a, b) => a.name.localeCompare(b.name, 'en', { numeric: true }))
  return (
    <ul ref={list} tabIndex={-1} aria-label={label} className="flex flex-col rounded-md outline-none">
      {rows.map((item) => (
        <li
          key={item.id}
          className="flex min-h-11 items-center gap-1 border-b border-line-soft py-1 last:border-b-0"
        >
          {gone.includes(item) ? (
            <Removed
              item={item}
              onUndo={() => {
                focusList()
                void onRestore(item)
                  .then(() => leaveRemoved(item.id))
                  .catch(() => null)
              }}
            />
          ) : renaming === item.id ? (
            <RenameForm
              item={item}
              what={what}
              taken={items.filter(({ id }) => id !== item.id).map(({ name }) => name)}
              onDone={(name) => {
                setRenaming(null)
                focusList()
                if (name !== null && name !== item.name) void onRename(item, name).catch(() => null)
              }}
            />
          ) : (
            <>
              <button
                type="button"
                onClick={() => onOpen(item)}
                className="flex min-w-0 flex-1 flex-col rounded-md px-2 py-1 text-left hover:bg-accent-wash"
              >
                <span className="flex max-w-full min-w-0 items-baseline gap-2">
                  <FileName name={item.name} className="truncate font-medium" />
                  {item.trouble && <span className="shrink-0 text-sm text-warn">{item.trouble}</span>}
                </span>
                <span className="max-w-full truncate text-sm text-ink-2">{item.detail}</span>
              </button>
              <IconButton label={`Rename “${visibleText(item.name)}”`} onClick={() => setRenaming(item.id)}>
                <PenLine aria-hidden size={15} strokeWidth={1.75} />
              </IconButton>
              <IconButton
                label={`Remove “${visibleText(item.name)}”`}
                onClick={() => {
                  setRemoved((all) => [...all, item])
                  void onRemove(item).catch(() => leaveRemoved(item.id))
                }}
              >
                <Trash2 aria-hidden size={15} strokeWidth={1.75} />
              </IconButton>
            </>
          )}
        </li>
      ))}
    </ul>
  )
}

function Removed({ item, onUndo }: { item: PlaceItem; onUndo: () => void }) {
  return (
    <span className="flex min-w-0 flex-1 items-center gap-2 px-2 text-ink-2">
      <span role="status" className="truncate">
        “<FileName name={item.name} />” removed
      </span>
      {/* A place that is gone cannot be bookmarked again. */}
      {item.trouble === null && (
        // The button that was pressed has just gone from here.
        // oxlint-disable-next-line jsx-a11y/no-autofocus
        <Button look="quiet" autoFocus onClick={onUndo}>
          Undo
        </Button>
      )}
    </span>
  )
}

type RenameFormProps = {
  item: PlaceItem
  what: string
  taken: readonly string[]
  /** Null when the name stays. */
  onDone: (name: string | null) => void
}

function RenameForm({ item, what, taken, onDone }: RenameFormProps) {
  const [name, setName] = useState(item.name)
  const problemId = useId()
  const problem = placeNameProblem(name.trim(), taken, what)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (name.trim() !== '' && problem === null) onDone(name.trim())
  }
  return (
    <form onSubmit={submit} className="flex min-w-0 flex-1 flex-wrap items-center gap-1 px-2">
      <input
        // The person has just asked to write here.
        // oxlint-disable-next-line jsx-a11y/no-autofocus
        autoFocus
        aria-label={`New name of ${visibleText(item.name)}`}
        aria-invalid={problem !== null}
        aria-describedby={problem ? problemId : undefined}
        value={name}
        maxLength={128}
        spellCheck={false}
        autoComplete="off"
        onFocus={({ target }) => target.select()}
        onChange={(event) => setName(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return
          // The dialog stays.
          event.preventDefault()
          event.stopPropagation()
          onDone(null)
        }}
        className="h-7.5 min-w-0 flex-1 rounded-md border border-edge bg-panel px-2 outline-none focus:border-accent focus:outline-2 focus:-outline-offset-2 focus:outline-accent pointer-coarse:h-11"
      />
      <Button type="submit" disabled={name.trim() === '' || problem !== null}>
        Rename
      </Button>
      <Button look="quiet" onClick={() => onDone(null)}>
        Cancel
      </Button>
      {problem && (
        <p id={problemId} role="alert" className="w-full text-sm text-bad">
          {problem}
        </p>
      )}
    </form>
  )
}
