import { type ReactNode, useEffect, useRef } from 'react'

type ToolbarProps = {
  /** Name of the toolbar for screen readers. */
  label: string
  className?: string
  children: ReactNode
}

/**
 * Controls that are one tab stop; arrow keys go from one to the next.
 * https://www.w3.org/WAI/ARIA/apg/patterns/toolbar/
 */
export function Toolbar({ label, className, children }: ToolbarProps) {
  const bar = useRef<HTMLDivElement>(null)
  useEffect(() => (bar.current ? rove(bar.current) : undefined), [])
  return (
    <div ref={bar} role="toolbar" aria-label={label} className={className}>
      {children}
    </div>
  )
}

const CONTROLS = 'button, input, select'

/**
 * Lets the control that had the focus last be the tab stop. It works on the elements, because they come from many
 * components, some of them late and some of others' making. Returns what ends it.
 */
function rove(bar: HTMLElement): () => void {
  let stop: HTMLElement | null = null
  const all = () => Array.from(bar.querySelectorAll<HTMLElement>(CONTROLS))
  const seen = () => all().filter((control) => control.checkVisibility?.() ?? true)
  const settle = () => {
    const controls = seen()
    if (!stop || !controls.includes(stop)) stop = controls[0] ?? null
    for (const control of all()) control.tabIndex = control === stop ? 0 : -1
  }
  const onFocus = ({ target }: FocusEvent) => {
    if (target instanceof HTMLElement && target.matches(CONTROLS)) stop = target
    settle()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const { target, key } = event
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey || !(target instanceof HTMLElement))
      return
    const controls = seen()
    const at = controls.indexOf(target)
    const moves: Record<string, number> = {
      ArrowLeft: at - 1,
      ArrowRight: at + 1,
      Home: 0,
      End: controls.length - 1,
    }
    const to = moves[key]
    if (at < 0 || to === undefined || isOwnKey(target, key)) return
    event.preventDefault()
    controls[to]?.focus()
  }
  settle()
  const observer = new MutationObserver(settle)
  observer.observe(bar, { childList: true, subtree: true })
  bar.addEventListener('focusin', onFocus)
  bar.addEventListener('keydown', onKeyDown)
  window.addEventListener('resize', settle)
  return () => {
    observer.disconnect()
    bar.removeEventListener('focusin', onFocus)
    bar.removeEventListener('keydown', onKeyDown)
    window.removeEventListener('resize', settle)
  }
}

/** In a field these keys move in the text, until it ends; a field with suggestions has them all. */
function isOwnKey(target: HTMLElement, key: string): boolean {
  if (!(target instanceof HTMLInputElement)) return false
  if (target.getAttribute('role') === 'combobox') return true
  const { selectionStart, selectionEnd, value } = target
  if (key === 'ArrowLeft') return selectionStart !== 0 || selectionEnd !== 0
  if (key === 'ArrowRight') return selectionStart !== value.length
  return true
}
