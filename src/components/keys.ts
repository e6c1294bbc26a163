/** Keys as people write them: `F5`, `Ctrl+L`, `Alt+ArrowLeft`, `Shift+F6`, `?`, `+`. `Ctrl` means ⌘ on a Mac. */

type Pressed = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>

/** Whether this is the key that was written down. Signs such as `?` and `+` count however the keyboard makes them. */
export function isKey(event: Pressed, written: string): boolean {
  const { modifiers, key } = readKey(written)
  const isSign = /^[^\p{L}\p{N}]$/u.test(key)
  return (
    event.key.toLowerCase() === key.toLowerCase() &&
    (event.ctrlKey || event.metaKey) === modifiers.has('Ctrl') &&
    event.altKey === modifiers.has('Alt') &&
    (isSign || event.shiftKey === modifiers.has('Shift'))
  )
}

/** Whether a key has a meaning of its own where text is typed: it writes, deletes or moves in it. */
export const editsText = (written: string) => {
  const { modifiers, key } = readKey(written)
  return EDITING.test(key) || (key.length === 1 && !modifiers.has('Ctrl') && !modifiers.has('Alt'))
}

const EDITING = /^(Arrow.*|Backspace|Delete|Enter|Home|End|Insert)$/

/** What a key pressed on a closed list is the beginning of; null for keys that do not open it. */
export function opensBy({ key, ctrlKey, metaKey, altKey }: Omit<Pressed, 'shiftKey'>): string | null {
  if (ctrlKey || metaKey || altKey) return null
  if (key === 'ArrowDown' || key === 'ArrowUp') return ''
  return /^[\p{L}\p{N}]$/u.test(key) ? key : null
}

const SHOWN: Record<string, string> = {
  ArrowLeft: '←',
  ArrowRight: '→',
  ArrowUp: '↑',
  ArrowDown: '↓',
  Insert: 'Ins',
  ' ': 'Space',
}

/** How a key is shown on this computer: `Ctrl K`, on a Mac `⌘ K`. */
export function shownKey(written: string, isMac = onMac()): string {
  const { modifiers, key } = readKey(written)
  const names = Array.from(modifiers, (name) => (isMac ? { Ctrl: '⌘', Alt: '⌥', Shift: '⇧' }[name] : name))
  return [...names, SHOWN[key] ?? (key.length === 1 ? key.toUpperCase() : key)].join(' ')
}

type Modifier = 'Ctrl' | 'Alt' | 'Shift'

function readKey(written: string): { modifiers: Set<Modifier>; key: string } {
  const parts = written === '+' ? ['+'] : written.split('+')
  // The pattern of the type above: everything before the last part is a modifier.
  const modifiers = new Set(parts.slice(0, -1) as Modifier[])
  return { modifiers, key: parts.at(-1)! }
}

const onMac = () => /Mac|iPhone|iPad/.test(globalThis.navigator?.platform ?? '')
