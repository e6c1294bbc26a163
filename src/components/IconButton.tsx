import { Tooltip } from '@base-ui/react/tooltip'
import type { ButtonHTMLAttributes, ReactNode } from 'react'
import { shownKey } from './keys'

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
  return (
    <Tooltip.Root>
      <Tooltip.Trigger
        render={
          <button
            type="button"
            {...rest}
            // Not `disabled`: that would drop the focus of whoever has just pressed it.
            aria-disabled={disabled || undefined}
            onClick={disabled ? undefined : onClick}
            aria-label={label}
            aria-keyshortcuts={keys?.replace('Ctrl', 'Control')}
            className={`inline-flex shrink-0 items-center justify-center rounded-md transition-colors duration-150 aria-disabled:opacity-40 pointer-coarse:size-11 ${LOOKS[look]} ${className}`}
          >
            {children}
          </button>
        }
      />
      <Tooltip.Portal>
        <Tooltip.Positioner sideOffset={6} className="z-50">
          <Tooltip.Popup className="flex items-center gap-2 rounded-md border border-line bg-panel px-2 py-1 text-sm shadow-float">
            {label}
            {keys && <kbd className="text-ink-3">{shownKey(keys)}</kbd>}
          </Tooltip.Popup>
        </Tooltip.Positioner>
      </Tooltip.Portal>
    </Tooltip.Root>
  )
}
