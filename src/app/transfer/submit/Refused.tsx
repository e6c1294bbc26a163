import { FileName } from '../../../components/FileName'
import { formatCount } from '../../../components/format'
import { useDraft } from '../../shared/draft/draft-store'
import type { RefusedField } from './refusal'
import { useRunFailure } from './use-run'

/** Why Globus refused what this field says, beside it, until the form is changed. */
export function Refused({ field }: { field: RefusedField }) {
  const draft = useDraft(({ draft }) => draft)
  const failure = useRunFailure()
  if (failure?.refusal?.field !== field || failure.draft !== draft) return null
  const { item, words } = failure.refusal
  return (
    <p className="text-sm break-words text-bad">
      Globus refused this{item !== null && ` (item ${formatCount(item + 1)})`}: <FileName name={words} />
    </p>
  )
}
