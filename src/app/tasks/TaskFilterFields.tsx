import { useMemo, useState } from 'react'
import { FIELD } from '../../components/field'
import type { CollectionNames } from './collections-seen'
import { KIND_WORDS, KINDS, type TaskFilter } from './task-filter'

type TaskFilterFieldsProps = {
  filter: TaskFilter
  collections: CollectionNames
  onChange: (filter: TaskFilter) => void
}

/** What tasks are filtered by besides how they stand and what they are called. */
export function TaskFilterFields({ filter, collections, onChange }: TaskFilterFieldsProps) {
  const [asked, setAsked] = useState(false)
  // The very same ones while no other collection is seen: the browser measures each for the width of the field.
  const options = useMemo(
    () =>
      Array.from(collections, ([id, name]) => (
        <option key={id} value={id}>
          {name}
        </option>
      )),
    [collections],
  )
  const dates = asked || filter.from !== '' || filter.until !== ''
  return (
    <>
      <select
        aria-label="Kind"
        value={filter.kind ?? ''}
        onChange={({ target }) =>
          onChange({ ...filter, kind: KINDS.find((kind) => kind === target.value) ?? null })
        }
        className={FIELD}
      >
        <option value="">Transfers and deletes</option>
        {KINDS.map((kind) => (
          <option key={kind} value={kind}>
            {KIND_WORDS[kind]}
          </option>
        ))}
      </select>
      <select
        aria-label="Collection"
        value={filter.collection}
        onChange={({ target }) => onChange({ ...filter, collection: target.value })}
        className={`${FIELD} max-w-48`}
      >
        <option value="">All collections</option>
        {options}
      </select>
      <select
        aria-label="Asked for"
        value={dates ? 'dates' : ''}
        onChange={({ target }) => {
          setAsked(target.value === 'dates')
          if (target.value === '') onChange({ ...filter, from: '', until: '' })
        }}
        className={FIELD}
      >
        <option value="">At any time</option>
        <option value="dates">Between two days</option>
      </select>
      {dates &&
        (['from', 'until'] as const).map((end) => (
          <label key={end} className="flex items-center gap-1.5 text-ink-2">
            {end === 'from' ? 'From' : 'Until'}
            <input
              type="date"
              value={filter[end]}
              onChange={({ target }) => {
                // An empty field is no reason for it to go.
                setAsked(true)
                onChange({ ...filter, [end]: target.value })
              }}
              className={`${FIELD} text-ink`}
            />
          </label>
        ))}
    </>
  )
}
