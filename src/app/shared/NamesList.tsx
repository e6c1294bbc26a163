import type { ReactNode } from 'react'
import { FileName } from '../../components/FileName'
import { plural } from '../../components/format'

/** More than anybody reads, and few enough for the page; the rest is counted. */
const SHOWN_NAMES = 200

type NamesListProps = {
  label: string
  names: readonly { name: string; note?: ReactNode; /** Where two may have one name. */ id?: string }[]
  /** How many there are, where that is more than those here. */
  total?: number
}

/** Names what something is about to be done to, in a list that scrolls. */
export function NamesList({ label, names, total = names.length }: NamesListProps) {
  const more = total - Math.min(names.length, SHOWN_NAMES)
  return (
    <ul
      aria-label={label}
      // Whoever has no mouse must be able to scroll it.
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={names.length > 8 ? 0 : undefined}
      className="flex max-h-52 min-h-14 flex-col gap-0.5 overflow-y-auto rounded-md bg-sunk px-3 py-2"
    >
      {names.slice(0, SHOWN_NAMES).map(({ name, note, id }) => (
        <li key={id ?? name} className="break-all">
          <FileName name={name} className="whitespace-pre-wrap" />
          {note && <span className="text-ink-2">{note}</span>}
        </li>
      ))}
      {more > 0 && <li className="text-ink-2">and {plural(more, 'more name')}</li>}
    </ul>
  )
}
