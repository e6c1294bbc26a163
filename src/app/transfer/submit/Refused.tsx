import { FileName } from '../../../components/FileName'
import { formatCount } from '../../../components/format'
import type { RefusedField } from './refusal'
import { refusedId, useRefused } from './use-refusal'

/** Why Globus refused what this field says, beside it, until it is changed. */
export function Refused({ field }: { field: RefusedField }) {
  const refusal = useRefused(field)
  if (!refusal) return null
  const { at, words } = refusal
  return (
    <span id={refusedId(field)} className="block text-sm break-words text-bad">
      Globus refused this
      {at !== null && ` (${field === 'filter_rules' ? 'rule' : 'item'} ${formatCount(at + 1)})`}:{' '}
      <FileName name={words} />
    </span>
  )
}
