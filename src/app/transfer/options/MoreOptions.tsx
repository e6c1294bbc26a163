import { useState } from 'react'
import { FIELD } from '../../../components/field'
import { CHECKSUM_ALGORITHMS, type DraftOptions } from '../../shared/draft/draft'
import type { OptionReason } from './option-reasons'
import { Row } from './Row'
import { Refused } from '../submit/Refused'
import { useRefusedField } from '../submit/use-refusal'

type MoreOptionsProps = {
  options: DraftOptions
  reasons: Partial<Record<keyof DraftOptions, OptionReason>>
  onChange: (options: Partial<DraftOptions>) => void
}

const MAILS = [
  ['notify_on_succeeded', 'it succeeds'],
  ['notify_on_failed', 'it fails'],
  ['notify_on_inactive', 'it needs me to go on'],
] as const

const LINKS: readonly { value: DraftOptions['recursive_symlinks']; words: string; cost: string }[] = [
  { value: 'ignore', words: 'Leave them out', cost: 'What links lead to is not copied.' },
  {
    value: 'keep',
    words: 'Copy them as links',
    cost: 'They lead to the same path at the destination, which may not be there.',
  },
  {
    value: 'copy',
    words: 'Copy what they lead to',
    cost: 'What several links lead to is copied several times.',
  },
]

/** The options that most people never need. */
export function MoreOptions({ options, reasons, onChange }: MoreOptionsProps) {
  // Open for whoever has chosen something in here.
  const [open, setOpen] = useState(() => isChosen(options))
  const link = LINKS.find(({ value }) => value === options.recursive_symlinks)
  return (
    <details open={open} onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary className="cursor-pointer rounded-md py-1 font-semibold pointer-coarse:py-3">
        More: e-mail, links, accounts, checksums
      </summary>
      <div className="flex flex-col gap-3 pt-2">
        <fieldset data-refusable={MAILS.map(([key]) => key).join(' ')} className="flex flex-col gap-1">
          <legend className="text-ink-2">Globus writes to me when</legend>
          <span className="flex flex-wrap gap-x-5 gap-y-1">
            {MAILS.map(([key, words]) => (
              <label key={key} className="flex items-center gap-2 pointer-coarse:min-h-11">
                <input
                  type="checkbox"
                  checked={options[key]}
                  onChange={({ target }) => onChange({ [key]: target.checked })}
                  className="size-3.5 accent-accent pointer-coarse:size-5"
                />
                {words}
              </label>
            ))}
          </span>
          {MAILS.map(([key]) => (
            <Refused key={key} field={key} />
          ))}
        </fieldset>
        <Row label="Links" field="recursive_symlinks">
          {(id) => (
            <>
              <select
                id={id}
                aria-describedby={`${id}-about`}
                value={options.recursive_symlinks}
                onChange={({ target }) =>
                  onChange({ recursive_symlinks: LINKS[target.selectedIndex]!.value })
                }
                className={`${FIELD} max-w-full`}
              >
                {LINKS.map(({ value, words }) => (
                  <option key={value} value={value}>
                    {words}
                  </option>
                ))}
              </select>
              <p id={`${id}-about`} className="text-sm text-ink-2">
                Of symbolic links in folders. {link?.cost} {reasons.recursive_symlinks?.why}
              </p>
            </>
          )}
        </Row>
        <Account side="source" label="Read as" options={options} reasons={reasons} onChange={onChange} />
        <Account
          side="destination"
          label="Write as"
          options={options}
          reasons={reasons}
          onChange={onChange}
        />
        <Row label="Checksums" field="checksum_algorithm">
          {(id) => (
            <>
              <select
                id={id}
                aria-describedby={`${id}-about`}
                value={options.checksum_algorithm}
                onChange={({ target }) =>
                  onChange({ checksum_algorithm: CHECKSUM_ALGORITHMS[target.selectedIndex - 1] ?? '' })
                }
                className={FIELD}
              >
                <option value="">As Globus chooses</option>
                {CHECKSUM_ALGORITHMS.map((name) => (
                  <option key={name} value={name}>
                    {name}
                  </option>
                ))}
              </select>
              <p id={`${id}-about`} className="text-sm text-ink-2">
                For verifying, for comparing by checksum, and for checksums that come with a list; both
                servers must know it. One that does not match ends the whole transfer.
              </p>
            </>
          )}
        </Row>
      </div>
    </details>
  )
}

const isChosen = (options: DraftOptions) =>
  options.recursive_symlinks !== 'ignore' ||
  options.checksum_algorithm !== '' ||
  options.source_local_user !== '' ||
  options.destination_local_user !== ''

type AccountProps = MoreOptionsProps & { side: 'source' | 'destination'; label: string }

function Account({ side, label, options, reasons, onChange }: AccountProps) {
  const key = `${side}_local_user` as const
  const reason = reasons[key]
  const { isRefused, about = '' } = useRefusedField(key)
  return (
    <Row label={label} field={key}>
      {(id) => (
        <>
          <input
            id={id}
            value={options[key]}
            readOnly={reason?.locked}
            aria-invalid={isRefused}
            aria-describedby={`${id}-about ${about}`}
            placeholder="the account Globus maps me to"
            spellCheck={false}
            autoComplete="off"
            onChange={({ target }) => onChange({ [key]: target.value })}
            className={`${FIELD} w-full max-w-72 font-mono text-sm read-only:opacity-60 aria-invalid:border-bad`}
          />
          <p id={`${id}-about`} className="text-sm text-ink-2">
            {reason?.why ?? `The account at the ${side}, for those who have several there.`}
          </p>
        </>
      )}
    </Row>
  )
}
