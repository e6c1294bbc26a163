import { useId } from 'react'

type SegmentedProps<Value> = {
  /** What is chosen, for screen readers. */
  label: string
  options: readonly { value: Value; words: string }[]
  /** None of theirs, null, while nothing is chosen. */
  value: Value | null
  onChange: (value: Value) => void
  disabled?: boolean
}

/** A few choices side by side, of which one holds. */
export function Segmented<Value>(props: SegmentedProps<Value>) {
  const { label, options, value, onChange, disabled = false } = props
  const name = useId()
  return (
    <div
      role="radiogroup"
      aria-label={label}
      className="inline-flex max-w-full flex-wrap overflow-hidden rounded-md border border-edge"
    >
      {options.map((option) => (
        <label
          key={option.words}
          className="relative -ml-px flex min-h-7 cursor-pointer items-center border-l border-line px-3 text-ink-2 hover:bg-sunk has-checked:bg-accent-soft has-checked:font-semibold has-checked:text-accent-ink has-focus-visible:outline-2 has-focus-visible:-outline-offset-2 has-focus-visible:outline-accent has-disabled:cursor-default has-disabled:opacity-60 pointer-coarse:min-h-11"
        >
          <input
            type="radio"
            name={name}
            checked={option.value === value}
            disabled={disabled}
            onChange={() => onChange(option.value)}
            className="absolute opacity-0"
          />
          {option.words}
        </label>
      ))}
    </div>
  )
}
