import { type ReactNode, useId } from 'react'
import { Refused } from '../submit/Refused'
import type { RefusedField } from '../submit/refusal'

type RowProps = {
  label: string
  /** The fields in it name themselves: the label is only to be seen. */
  named?: boolean
  /** What Globus may refuse of it; why is said below. */
  field?: RefusedField
  /** Gets the id for the field that the label names. */
  children: (id: string) => ReactNode
}

/** A label and what it names beside it; below it where there is no room. */
export function Row({ label, named = false, field, children }: RowProps) {
  const id = useId()
  return (
    <div
      data-refusable={field}
      className="grid grid-cols-[minmax(0,1fr)] gap-x-3 gap-y-1 sm:grid-cols-[4.5rem_minmax(0,1fr)]"
    >
      {named ? (
        <span aria-hidden className="text-ink-2 sm:pt-1.5">
          {label}
        </span>
      ) : (
        <label htmlFor={id} className="text-ink-2 sm:pt-1.5">
          {label}
        </label>
      )}
      <div className="flex min-w-0 flex-col items-start gap-1">
        {children(id)}
        {field && <Refused field={field} />}
      </div>
    </div>
  )
}
