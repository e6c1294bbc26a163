import { FileName } from '../../components/FileName'
import { plural } from '../../components/format'
import { explainError } from './explain-error'
import type { FolderProblem } from './folder-walk'

/** As many as somebody reads. */
const SHOWN = 50

/** The folders of a walk that were not read in full, and why. */
export function FolderProblems({ problems }: { problems: readonly FolderProblem[] }) {
  if (problems.length === 0) return null
  return (
    <details className="min-w-0 text-sm">
      <summary className="w-fit cursor-pointer rounded-sm text-warn">
        {plural(problems.length, 'folder')} could not be read in full
      </summary>
      <ul className="mt-1 flex max-h-32 flex-col gap-0.5 overflow-y-auto">
        {problems.slice(0, SHOWN).map(({ path, side, error }) => (
          <li key={`${side} ${path}`}>
            {side && <span className="text-ink-3">{side} </span>}
            <FileName name={path} className="font-mono break-all" />
            <span className="text-ink-2">
              {': '}
              {error === null ? 'Globus lists only a part of it' : explainError(error).title}
            </span>
          </li>
        ))}
        {problems.length > SHOWN && <li>and {plural(problems.length - SHOWN, 'more', 'more')}</li>}
      </ul>
    </details>
  )
}
