import { type ReactNode, useRef, useState } from 'react'
import { FileName } from '../../components/FileName'
import { formatCount, plural } from '../../components/format'
import { csvLine } from './csv'
import { downloadText } from './download'

/** More than anybody reads at a time, and few enough for the page. */
const SHOWN_NAMES = 200
/** Names that each further look adds. */
const MORE_NAMES = 1_000

const QUIET = 'rounded-sm font-semibold text-accent-ink hover:underline pointer-coarse:min-h-11'

type NamesListProps = {
  label: string
  names: readonly { name: string; note?: ReactNode; /** Where two may have one name. */ id?: string }[]
  /** How many there are, where that is more than those here. */
  total?: number
}

/**
 * Names what something is about to be done to, in a list that scrolls: the first of them, the others as somebody asks for
 * them, and all in a file.
 */
export function NamesList({ label, names, total = names.length }: NamesListProps) {
  const [most, setMost] = useState(SHOWN_NAMES)
  const list = useRef<HTMLUListElement>(null)
  const hidden = names.length - Math.min(names.length, most)
  const elsewhere = total - names.length
  const showMore = () => {
    setMost(most + MORE_NAMES)
    // The button goes with the last of them.
    if (hidden <= MORE_NAMES) list.current?.focus()
  }
  return (
    <div className="flex min-h-14 flex-col items-start gap-1">
      <ul
        ref={list}
        aria-label={label}
        // Whoever has no mouse must be able to scroll it.
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={names.length > 8 ? 0 : undefined}
        className="flex max-h-52 min-h-14 flex-col gap-0.5 self-stretch overflow-y-auto rounded-md bg-sunk px-3 py-2"
      >
        {names.slice(0, most).map(({ name, note, id }) => (
          <li key={id ?? name} className="break-all">
            <FileName name={name} className="whitespace-pre-wrap" />
            {note && <span className="text-ink-2">{note}</span>}
          </li>
        ))}
        {hidden > 0 && (
          <li>
            <button type="button" className={QUIET} onClick={showMore}>
              {hidden > MORE_NAMES
                ? `Show ${formatCount(MORE_NAMES)} more of ${formatCount(hidden)}`
                : `Show ${plural(hidden, 'more name')}`}
            </button>
          </li>
        )}
        {elsewhere > 0 && <li className="text-ink-2">and {plural(elsewhere, 'more name')}</li>}
      </ul>
      {names.length > SHOWN_NAMES && (
        <button type="button" className={`text-sm ${QUIET}`} onClick={() => save(names)}>
          {elsewhere > 0 ? `Save these ${formatCount(names.length)} names` : 'Save all names'} as a file
        </button>
      )}
    </div>
  )
}

/** In quotes: a name may hold a line break. */
function save(names: NamesListProps['names']) {
  const lines = ['name', ...names.map(({ name }) => name)].map((name) => `${csvLine([name])}\r\n`)
  downloadText('names.csv', lines.join(''), 'text/csv')
}
