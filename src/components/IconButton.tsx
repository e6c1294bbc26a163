import { type ButtonHTMLAttributes, lazy, type ReactNode, Suspense, useRef } from 'react'
import type { Tip as ReadyTip } from './Tip'
import { useTip } from './use-tip'

// What places it beside its button is a tenth of a screen's code, and nobody has pointed at anything when a page opens.
const Tip = lazy<typeof ReadyTip>(() =>
  import('./Tip').then(
    ({ Tip }) => ({ default: Tip }),
    // The button has its name without it.
    () => ({ default: () => <></> }),
  ),
)

type IconButtonProps = Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'aria-label'> & {
  /** What it does, as a verb: the accessible name and the tooltip. */
  label: string
  /** The key that does the same, shown in the tooltip. */
  keys?: string
  look?: 'bare' | 'framed' | 'primary'
  children: ReactNode
}

const LOOKS = {
  bare: 'size-7 text-ink-2 not-aria-disabled:hover:bg-sunk not-aria-disabled:hover:text-ink',
  framed:
    'size-8 border border-line bg-panel text-ink-2 not-aria-disabled:hover:bg-sunk aria-pressed:bg-accent-soft aria-pressed:text-accent-ink',
  primary: 'size-9 bg-accent text-on-accent not-aria-disabled:hover:brightness-95',
}

/** A button that is only an icon, with its name in a tooltip. */
export function IconButton({
  label,
  keys,
  look = 'bare',
  children,
  className = '',
  disabled = false,
  onClick,
  ...rest
}: IconButtonProps) {
  const button = useRef<HTMLButtonElement>(null)
  const { open, listeners } = useTip()
  return (
    <>
      <button
        ref={button}
        type="button"
        {...rest}
        {...listeners}
        // Not `disabled`: that would drop the focus of whoever has just pressed it.
        aria-disabled={disabled || undefined}
        onClick={disabled ? undefined : onClick}
        aria-label={label}
        aria-keyshortcuts={keys?.replace('Ctrl', 'Control')}
        className={`inline-flex shrink-0 items-center justify-center rounded-md transition-colors duration-150 aria-disabled:opacity-40 pointer-coarse:size-11 ${LOOKS[look]} ${className}`}
      >
        {children}
      </button>
      {open && (
        <Suspense fallback={null}>
          <Tip anchor={button} label={label} keys={keys} />
        </Suspense>
      )}
    </>
  )
}
