import { FileName } from '../../../components/FileName'
import { plural } from '../../../components/format'

/** Enough to recognise what is meant; the rest is counted. */
const SHOWN = 6

/** Names or paths that a finding is about. */
export function Names({ names }: { names: readonly string[] }) {
  const distinct = Array.from(new Set(names))
  const more = distinct.length - SHOWN
  return (
    <ul className="flex flex-col">
      {distinct.slice(0, SHOWN).map((name) => (
        <li key={name} className="break-all">
          <FileName name={name} className="font-mono text-sm whitespace-pre-wrap" />
        </li>
      ))}
      {more > 0 && <li>and {plural(more, 'more', 'more')}</li>}
    </ul>
  )
}
