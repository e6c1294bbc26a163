import { FileName } from '../../components/FileName'
import { formatCount, plural } from '../../components/format'
import { explainError } from './explain-error'
import type { FolderProblem } from './folder-walk'
import { MOST_WAITING, type Walk } from './walk'

/** As many as somebody reads. */
const SHOWN = 50

type FolderProblemsProps = { walk: { problems: readonly FolderProblem[] } & Pick<Walk, 'leftOut'> }

/** The folders of a walk that were not read, or not in full, and why. */
export function FolderProblems({ walk: { problems, leftOut } }: FolderProblemsProps) {
  return (
    <>
      {leftOut() > 0 && (
        <p className="text-sm text-warn">
          {plural(leftOut(), 'folder')} left out: of those it has yet to look into, this page remembers{' '}
          {formatCount(MOST_WAITING)}. Begin further down to see them.
        </p>
      )}
      {problems.length > 0 && <Problems problems={problems} />}
    </>
  )
}

function Problems({ problems }: { problems: readonly FolderProblem[] }) {
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
