import { Dialog as Base } from '@base-ui/react/dialog'
import { Search } from 'lucide-react'
import { type KeyboardEvent, useId, useRef, useState } from 'react'
import { Asking } from '../../components/Asking'
import { shownKey } from '../../components/keys'
import { type Action, type ActionGroup, isAvailable, useOfferedActions } from '../shared/actions'

/** Everything that can be done here, found by typing a part of its name. */
export function CommandPalette({ onClose }: { onClose: () => void }) {
  const actions = useOfferedActions()
  const [text, setText] = useState('')
  const [chosen, setChosen] = useState(0)
  const field = useRef<HTMLInputElement>(null)
  const id = useId()
  const found = findActions(actions, text)
  const at = Math.min(chosen, found.length - 1)

  const run = (action: Action | undefined) => {
    if (!action || !isAvailable(action)) return
    onClose()
    // What it opens must find the focus where it was before the palette.
    setTimeout(action.run, 0)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const moves: Record<string, number> = {
      ArrowDown: at + 1,
      ArrowUp: at - 1,
      Home: 0,
      End: found.length - 1,
    }
    const move = moves[event.key]
    if (move !== undefined && !(event.key === 'Home' || event.key === 'End' ? event.shiftKey : false)) {
      event.preventDefault()
      setChosen((move + found.length) % Math.max(1, found.length))
      document
        .getElementById(`${id}-${(move + found.length) % found.length}`)
        ?.scrollIntoView({ block: 'nearest' })
    } else if (event.key === 'Enter') {
      event.preventDefault()
      run(found[at])
    }
  }

  return (
    <Base.Root open onOpenChange={(open) => !open && onClose()}>
      <Base.Portal>
        <Base.Backdrop className="fixed inset-0 z-40 bg-scrim" />
        <Base.Popup
          data-question
          initialFocus={field}
          className="fixed top-[12vh] left-1/2 z-40 flex max-h-[70vh] w-[min(36rem,calc(100vw-1.5rem))] -translate-x-1/2 flex-col rounded-lg border border-line bg-panel shadow-float"
        >
          <Asking />
          <Base.Title className="sr-only">Find an action</Base.Title>
          <div className="flex items-center gap-2 border-b border-line-soft px-3">
            <Search aria-hidden size={15} strokeWidth={1.75} className="shrink-0 text-ink-3" />
            <input
              ref={field}
              role="combobox"
              aria-expanded
              aria-controls={`${id}-list`}
              aria-activedescendant={found.length > 0 ? `${id}-${at}` : undefined}
              aria-label="What do you want to do?"
              placeholder="What do you want to do?"
              value={text}
              spellCheck={false}
              autoComplete="off"
              onChange={(event) => {
                setText(event.target.value)
                setChosen(0)
              }}
              onKeyDown={onKeyDown}
              className="h-11 w-full bg-transparent outline-none"
            />
          </div>
          <p role="status" className="px-3 py-2 text-sm text-ink-2 empty:hidden">
            {found.length === 0 ? `Nothing here is called “${text}”.` : ''}
          </p>
          <div
            id={`${id}-list`}
            role="listbox"
            aria-label="Actions"
            className="min-h-0 overflow-y-auto p-1.5 empty:hidden"
          >
            {found.map((action, index) => (
              // The field has the keyboard; the mouse has these.
              // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
              <div
                key={action.id}
                id={`${id}-${index}`}
                role="option"
                tabIndex={-1}
                aria-selected={index === at}
                aria-disabled={!isAvailable(action) || undefined}
                onPointerMove={() => setChosen(index)}
                onClick={() => run(action)}
                className={`flex min-h-8 items-center gap-3 rounded-md px-2 py-1 pointer-coarse:min-h-11 ${index === at ? 'bg-accent-wash' : ''}`}
              >
                <span className="w-14 shrink-0 text-xs text-ink-3">{action.group}</span>
                <span className={`min-w-0 flex-1 ${isAvailable(action) ? '' : 'text-ink-2'}`}>
                  {action.label}
                  {!isAvailable(action) && (
                    <span className="ml-2 text-sm text-ink-2">{action.unavailable}</span>
                  )}
                </span>
                {action.keys?.[0] && (
                  <kbd className="shrink-0 text-sm text-ink-3">{shownKey(action.keys[0])}</kbd>
                )}
              </div>
            ))}
          </div>
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  )
}

/** What one came for stands before what is always there. */
const GROUPS: readonly ActionGroup[] = ['Tasks', 'Transfer', 'Files', 'Go', 'Select', 'Panes', 'View', 'Page']

/** Every word must begin a word of the label or the group; what can be done now comes first. */
export function findActions(actions: readonly Action[], text: string): Action[] {
  const wanted = text.toLowerCase().split(/\s+/).filter(Boolean)
  const isFound = ({ label, group }: Action) => {
    const words = `${group} ${label}`.toLowerCase().split(/[^\p{L}\p{N}]+/u)
    return wanted.every((part) => words.some((word) => word.startsWith(part)))
  }
  const rank = (action: Action) => (isAvailable(action) ? 0 : GROUPS.length) + GROUPS.indexOf(action.group)
  return actions.filter(isFound).toSorted((a, b) => rank(a) - rank(b))
}
