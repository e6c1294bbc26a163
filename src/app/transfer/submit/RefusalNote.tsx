import { ForeignText } from '../../shared/ForeignText'
import { FileName } from '../../../components/FileName'
import { formatCount } from '../../../components/format'
import { FIELD_WORDS } from './refusal'
import type { useRunFailure } from './use-run'

type RefusalNoteProps = { failure: NonNullable<ReturnType<typeof useRunFailure>> }

/** Names the part of the form that a refusal is about, with the service's own words for it. */
export function RefusalNote({ failure: { refusal, draft } }: RefusalNoteProps) {
  if (!refusal) return null
  const { field, item, words } = refusal
  const refused = item === null ? undefined : draft?.items[item]
  return (
    <div className="mt-1">
      It is about {FIELD_WORDS[field]}
      {item !== null && `, item ${formatCount(item + 1)}`}
      {refused && (
        <>
          {' '}
          <FileName name={refused.source_path} className="font-mono break-all" />
        </>
      )}
      .
      <ForeignText text={words} />
    </div>
  )
}
