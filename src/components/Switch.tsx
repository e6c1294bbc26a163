import { type ReactNode, useId } from 'react'

type SwitchProps = {
  label: string
  /** One sentence: what it does and costs, or why it cannot be changed. */
  description: ReactNode
  on: boolean
  onChange: (on: boolean) => void
  /** It cannot be changed, but can be read: the description says why. */
  locked?: boolean
}

/** Something that is on or off, with what that means. */
export function Switch({ label, description, on, onChange, locked = false }: SwitchProps) {
  const id = useId()
  return (
    <div className="flex min-w-0 items-start gap-3">
      <span className="relative mt-px flex shrink-0">
        <input
          id={id}
          type="checkbox"
          role="switch"
          checked={on}
          aria-checked={on}
          // Not `disabled`: whoever cannot see it must still come across it.
          aria-disabled={locked || undefined}
          aria-describedby={`${id}-about`}
          onChange={() => locked || onChange(!on)}
          className="peer h-4.5 w-7.5 appearance-none rounded-full bg-edge transition-colors duration-150 checked:bg-accent enabled:not-aria-disabled:cursor-pointer disabled:opacity-50 aria-disabled:opacity-50"
        />
        <span
          aria-hidden
          className="pointer-events-none absolute top-0.5 left-0.5 size-3.5 rounded-full bg-panel transition-transform duration-150 peer-checked:translate-x-3"
        />
      </span>
      <span className="flex min-w-0 flex-col">
        <label htmlFor={id} className="font-semibold">
          {label}
        </label>
        <span id={`${id}-about`} className="text-sm text-ink-2">
          {description}
        </span>
      </span>
    </div>
  )
}
