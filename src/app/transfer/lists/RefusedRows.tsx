import { Button } from '../../../components/Button'
import { FileName } from '../../../components/FileName'
import { formatCount, plural } from '../../../components/format'
import { wholeText } from '../../shared/code/export'
import { downloadText } from '../../shared/download'
import { refusedList } from './list-export'
import type { RefusedRow } from './row'

/** More would not be read. */
const MOST_SHOWN = 50

/** Names the rows that are left out, each with where it is and why. */
export function RefusedRows({ refused }: { refused: readonly RefusedRow[] }) {
  if (refused.length === 0) return null
  const download = () => {
    const file = refusedList(refused)
    downloadText(file.name, wholeText(file), file.type)
  }
  return (
    <div className="flex flex-col gap-1 text-sm">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <p className="text-bad">
          {plural(refused.length, 'row')} {refused.length === 1 ? 'is' : 'are'} left out:
        </p>
        <Button look="quiet" onClick={download}>
          Download the reasons
        </Button>
      </div>
      <ul aria-label="Rows left out" className="flex flex-col gap-0.5">
        {refused.slice(0, MOST_SHOWN).map(({ row, text, problem }, index) => (
          // oxlint-disable-next-line react/no-array-index-key -- several rows may have one number, and none of them moves
          <li key={index} className="break-words">
            <span className="text-ink-3">Row {formatCount(row)}</span>{' '}
            <FileName name={text.slice(0, 200)} className="font-mono" />: {problem}
          </li>
        ))}
        {refused.length > MOST_SHOWN && (
          <li className="text-ink-2">and {formatCount(refused.length - MOST_SHOWN)} more</li>
        )}
      </ul>
    </div>
  )
}
