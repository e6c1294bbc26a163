import { useId } from 'react'
import { FIELD } from '../../../components/field'
import type { Mapping, Prefix } from './check-rows'

type ListMappingProps = {
  mapping: Mapping
  /** Some rows tell only names: in which folder these are is asked for first. */
  hasNames: boolean
  onChange: (mapping: Mapping) => void
}

/** Where the names of a list are, and other beginnings for its paths: it was made elsewhere. */
export function ListMapping({ mapping, hasNames, onChange }: ListMappingProps) {
  const id = useId()
  return (
    <div className="flex flex-col gap-3">
      {hasNames && (
        <div className="flex flex-col gap-1 rounded-md bg-warn-soft px-3 py-2.5">
          <label htmlFor={id} className="font-semibold">
            Folder at the source that the names are in
          </label>
          <input
            id={id}
            aria-describedby={`${id}-about`}
            placeholder="/data/run-17/"
            value={mapping.folder}
            spellCheck={false}
            autoComplete="off"
            onChange={({ target }) => onChange({ ...mapping, folder: target.value })}
            className={`${FIELD} w-full`}
          />
          <p id={`${id}-about`} className="text-sm text-ink-2">
            The list tells only names, not where they are.
          </p>
        </div>
      )}
      <details>
        <summary className="w-fit cursor-pointer rounded-sm text-ink-2 hover:text-ink pointer-coarse:py-3">
          Replace what paths begin with
        </summary>
        <div role="group" aria-label="Replace what paths begin with" className="flex flex-col gap-1.5 pt-2">
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
        </div>
      </details>
    </div>
  )
}

type PrefixFieldsProps = { words: string; prefix: Prefix; onChange: (prefix: Prefix) => void }

function PrefixFields({ words, prefix, onChange }: PrefixFieldsProps) {
  const id = useId()
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] items-center gap-x-2 gap-y-1 max-sm:not-first:mt-2 sm:grid-cols-[minmax(0,1fr)_auto_minmax(0,1fr)]">
      <input
        id={`${id}-from`}
        aria-label={`What ${words} paths begin with`}
        placeholder={`${words} paths begin with (empty: all)`}
        value={prefix.from}
        spellCheck={false}
        onChange={({ target }) => onChange({ ...prefix, from: target.value })}
        className={FIELD}
      />
      <span className="text-ink-2 max-sm:text-sm">becomes</span>
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
