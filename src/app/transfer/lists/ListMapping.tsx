import { useId } from 'react'
import { FIELD } from '../../../components/field'
import type { Mapping, Prefix } from './check-rows'

type ListMappingProps = { mapping: Mapping; onChange: (mapping: Mapping) => void }

/** Other beginnings for the paths of a list, which was made elsewhere or tells only names. */
export const ListMapping = ({ mapping, onChange }: ListMappingProps) => (
  <fieldset className="flex flex-col gap-1.5">
    <legend className="mb-1 font-medium">Replace what paths begin with</legend>
    <PrefixFields
      words="source"
      prefix={mapping.source}
      onChange={(source) => onChange({ ...mapping, source })}
    />
    <PrefixFields
      words="destination"
      prefix={mapping.landing}
      onChange={(landing) => onChange({ ...mapping, landing })}
    />
  </fieldset>
)

type PrefixFieldsProps = { words: string; prefix: Prefix; onChange: (prefix: Prefix) => void }

function PrefixFields({ words, prefix, onChange }: PrefixFieldsProps) {
  const id = useId()
  return (
    <div className="grid grid-cols-[minmax(0,1fr)_auto_minmax(0,1fr)] items-center gap-2">
      <input
        id={`${id}-from`}
        aria-label={`What ${words} paths begin with`}
        placeholder={`${words} paths begin with (empty: all)`}
        value={prefix.from}
        spellCheck={false}
        onChange={({ target }) => onChange({ ...prefix, from: target.value })}
        className={FIELD}
      />
      <span className="text-ink-2">becomes</span>
      <input
        id={`${id}-to`}
        aria-label={`What ${words} paths are to begin with`}
        placeholder="/data/run-17/"
        value={prefix.to}
        spellCheck={false}
        onChange={({ target }) => onChange({ ...prefix, to: target.value })}
        className={FIELD}
      />
    </div>
  )
}
