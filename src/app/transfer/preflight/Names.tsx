import { FileName } from '../../../components/FileName'
import { plural } from '../../../components/format'

/** Enough to recognise what is meant; the rest is counted. */
const SHOWN = 6

/** Names or paths that a finding is about. */
export function Names({ names }: { names: readonly string[] }) {
  // Of 100,000 no more are looked at than it takes to find these.
  const distinct = new Set<string>()
  let seen = 0
  for (const name of names) {
    if (distinct.size === SHOWN && !distinct.has(name)) break
    distinct.add(name)
    seen += 1
  }
  const more = names.length - seen
  return (
    <ul className="flex flex-col">
      {Array.from(distinct, (name) => (
        <li key={name} className="break-all">
          <FileName name={name} className="font-mono text-sm whitespace-pre-wrap" />
        </li>
      ))}
      {more > 0 && <li>and {plural(more, 'more', 'more')}</li>}
    </ul>
  )
}
