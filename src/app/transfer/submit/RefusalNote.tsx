import { Button } from '../../../components/Button'
import { FileName } from '../../../components/FileName'
import { formatCount } from '../../../components/format'
import { ForeignText } from '../../shared/ForeignText'
import { FIELD_WORDS } from './refusal'
import { showRefused, useRefusal } from './use-refusal'
import type { useRunFailure } from './use-run'

type RefusalNoteProps = { failure: NonNullable<ReturnType<typeof useRunFailure>> }

/** Names the part of the form that a refusal is about, with the service's own words for it, and leads there. */
export function RefusalNote({ failure: { refusal, draft } }: RefusalNoteProps) {
  const isStillThere = useRefusal() !== null
  if (!refusal) return null
  const { field, at, words } = refusal
  const refused = field === 'items' && at !== null ? draft?.items[at] : undefined
  return (
    <div className="mt-1">
      It is about {FIELD_WORDS[field]}
      {at !== null && `, ${field === 'filter_rules' ? 'rule' : 'item'} ${formatCount(at + 1)}`}
      {refused && (
        <>
          {' '}
          <FileName name={refused.source_path} className="font-mono break-all" />
        </>
      )}
      .
      <ForeignText text={words} />
      {isStillThere ? (
        <Button className="mt-1" onClick={() => showRefused(field)}>
          Show it
        </Button>
      ) : (
        <p>It was changed since.</p>
      )}
    </div>
  )
}
