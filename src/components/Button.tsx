import type { ComponentProps, ReactNode } from 'react'

type Look = 'primary' | 'plain' | 'quiet' | 'danger'

const LOOKS: Record<Look, string> = {
  primary: 'border-transparent bg-accent text-on-accent font-semibold hover:enabled:brightness-95',
  plain: 'border-line bg-panel text-ink font-medium hover:enabled:bg-sunk',
  quiet: 'border-transparent text-accent-ink font-semibold hover:enabled:bg-accent-wash',
  danger: 'border-line bg-panel text-bad font-medium hover:enabled:bg-bad-soft',
}

export type ButtonProps = ComponentProps<'button'> & {
  look?: Look
  /** Shown as busy and not to be pressed again; the label stays readable. */
  busy?: boolean
  icon?: ReactNode
}

/** A verb to press. */
export function Button({
  look = 'plain',
  busy = false,
  icon,
  children,
  className = '',
  ...rest
}: ButtonProps) {
  return (
    <button
      type="button"
      aria-disabled={busy || undefined}
      {...rest}
      onClick={busy ? undefined : rest.onClick}
      className={`inline-flex min-h-7.5 shrink-0 items-center justify-center gap-2 rounded-md border px-3 py-1 whitespace-nowrap transition-[background-color,filter] duration-150 disabled:opacity-45 pointer-coarse:min-h-11 ${LOOKS[look]} ${busy ? 'cursor-progress' : ''} ${className}`}
    >
      {busy ? <span aria-hidden className="size-1.5 animate-breathe rounded-full bg-current" /> : icon}
      {children}
    </button>
  )
}
