import { type FormEvent, type KeyboardEvent, useId, useState } from 'react'
import { FileName } from '../../components/FileName'
import { readTypedPath } from './file-path'
import { useFolderSuggestions } from './use-folder-suggestions'

type PathFieldProps = {
  /** What the path is for. */
  label: string
  collectionId: string | null
  path: string
  onGo: (path: string) => void
  onEscape: () => void
  /** The field was left for something else. */
  onClose: () => void
}

/** A path being typed, with the folders it may mean below it. */
export function PathField({ label, collectionId, path, onGo, onEscape, onClose }: PathFieldProps) {
  const [text, setText] = useState(path)
  const [problem, setProblem] = useState<string | null>(null)
  /** The suggestion under the cursor; -1 while it is in the text. */
  const [chosen, setChosen] = useState(-1)
  const id = useId()
  const suggestions = useFolderSuggestions(collectionId, text)
  const at = Math.min(chosen, suggestions.length - 1)
  const isOpen = suggestions.length > 0 && problem === null

  const submit = (event: FormEvent) => {
    event.preventDefault()
    const read = readTypedPath(suggestions[at] ?? text)
    if ('path' in read) onGo(read.path)
    else setProblem(read.problem)
  }
  const change = (next: string) => {
    setText(next)
    setProblem(null)
    setChosen(-1)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') onEscape()
    else if ((event.key === 'ArrowDown' || event.key === 'ArrowUp') && isOpen) {
      event.preventDefault()
      const step = event.key === 'ArrowDown' ? 1 : -1
      // Around, with the text itself between the last and the first.
      setChosen(((at + 1 + step + suggestions.length + 1) % (suggestions.length + 1)) - 1)
    } else if (event.key === 'Tab' && !event.shiftKey && isOpen && suggestions[Math.max(0, at)] !== text) {
      // As in a shell: the name is completed, and what is below it suggested next.
      event.preventDefault()
      change(suggestions[Math.max(0, at)]!)
    }
  }

  return (
    <form onSubmit={submit} className="relative flex h-full min-w-0 flex-1">
      <input
        // The person has just asked to type here.
        // oxlint-disable-next-line jsx-a11y/no-autofocus
        autoFocus
        role="combobox"
        aria-label={label}
        aria-autocomplete="list"
        aria-expanded={isOpen}
        aria-controls={`${id}-list`}
        aria-activedescendant={isOpen && at >= 0 ? `${id}-${at}` : undefined}
        aria-invalid={problem !== null}
        aria-describedby={problem ? `${id}-problem` : undefined}
        value={text}
        spellCheck={false}
        autoComplete="off"
        onChange={({ target }) => change(target.value)}
        onKeyDown={onKeyDown}
        onBlur={onClose}
        className="min-w-0 flex-1 rounded-md border border-accent bg-panel px-2.5 font-mono text-sm outline-none"
      />
      {isOpen && (
        <div
          id={`${id}-list`}
          role="listbox"
          aria-label="Folders"
          className="absolute top-full right-0 left-0 z-20 mt-1 rounded-md border border-line bg-panel p-1 font-mono text-sm shadow-float"
        >
          {suggestions.map((suggestion, index) => (
            // The field has the keyboard; the mouse has these.
            // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
            <div
              key={suggestion}
              id={`${id}-${index}`}
              role="option"
              tabIndex={-1}
              aria-selected={index === at}
              // Before the click the field would be left, and this list with it.
              onPointerDown={(event) => event.preventDefault()}
              onClick={() => onGo(suggestion)}
              className={`truncate rounded-sm px-2 py-1 pointer-coarse:py-3 ${index === at ? 'bg-accent-wash' : 'hover:bg-sunk'}`}
            >
              <FileName name={suggestion} />
            </div>
          ))}
        </div>
      )}
      {problem && (
        <p
          id={`${id}-problem`}
          role="alert"
          className="absolute top-full right-0 left-0 z-20 mt-1 rounded-md bg-bad-soft px-2.5 py-1.5 text-sm shadow-float"
        >
          {problem}
        </p>
      )}
    </form>
  )
}
