import { useState } from 'react'
import type { EntityType } from '../../../api/wire-collections'
import { FileName } from '../../../components/FileName'
import { SearchSelect } from '../../../components/SearchSelect'
import type { CollectionPickerProps } from './CollectionPicker'
import { PICKER_CLASS, PickerFace, pickerLabel } from './PickerFace'
import { keep, useKept, useKeptKey } from '../kept'
import { type Choice, useChoices } from './use-choices'

const KINDS: readonly (readonly [kind: EntityType, words: string])[] = [
  ['GCSv5_mapped_collection', 'Mapped'],
  ['GCSv5_guest_collection', 'Guest'],
  ['GCP_mapped_collection', 'Personal'],
  ['GCP_guest_collection', 'Personal guest'],
]

type CollectionSearchProps = CollectionPickerProps & {
  /** What was typed on the closed picker. */
  firstText: string
}

/** The picker once it has been used: a list with a search field. */
export function CollectionSearch(props: CollectionSearchProps) {
  const { label, ref, collection, pairNames, onPick, firstText } = props
  const [search, setSearch] = useState(firstText)
  const [kind, setKind] = useState<EntityType | null>(null)
  const keptKey = useKeptKey('leave-out-unusable')
  const usableOnly = useKept(keptKey) === 'yes'
  const { groups, status, stale, more } = useChoices(search, { kind, usableOnly, pairNames })
  return (
    <SearchSelect
      label={pickerLabel(label, collection)}
      placeholder="Search collections, or paste an id or link"
      triggerRef={ref}
      triggerClassName={PICKER_CLASS}
      trigger={<PickerFace collection={collection} />}
      groups={groups}
      stale={stale}
      itemKey={({ key }) => key}
      itemLabel={({ name }) => name}
      renderItem={(choice) => <ChoiceRow choice={choice} />}
      search={search}
      onSearch={setSearch}
      onPick={({ places }) => onPick(places)}
      status={status}
      more={more}
      aside={
        <select
          aria-label="Kind of collection"
          value={kind ?? ''}
          onChange={({ target }) => setKind(KINDS[target.selectedIndex - 1]?.[0] ?? null)}
          className="h-7.5 max-w-28 shrink-0 rounded-md border border-line bg-panel px-1 text-sm text-ink-2 pointer-coarse:h-11"
        >
          <option value="">Any kind</option>
          {KINDS.map(([value, words]) => (
            <option key={value} value={value}>
              {words}
            </option>
          ))}
        </select>
      }
      footer={
        <>
          <label className="mb-1 flex min-h-6 items-center gap-2 text-sm text-ink-2 pointer-coarse:min-h-11">
            <input
              type="checkbox"
              checked={usableOnly}
              onChange={({ target }) => keep(keptKey, target.checked ? 'yes' : 'no')}
              className="size-4 accent-accent"
            />
            Leave out shared collections I may not use
          </label>
          Endpoints are not listed: an endpoint is a site’s server and holds no files itself, its collections
          do.
        </>
      }
    />
  )
}

function ChoiceRow({ choice: { name, badges, detail } }: { choice: Choice }) {
  return (
    <div className="flex min-w-0 flex-col">
      <span className="flex min-w-0 items-baseline gap-2">
        <FileName name={name} className="truncate font-medium" />
        {badges.map(({ text, warns }) => (
          <span key={text} className={`shrink-0 text-sm ${warns ? 'text-warn' : 'text-ink-2'}`}>
            {text}
          </span>
        ))}
      </span>
      <FileName name={detail} className="truncate text-sm text-ink-2" />
    </div>
  )
}
