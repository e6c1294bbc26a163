import { useState } from 'react'
import { Button } from '../../../components/Button'
import { FIELD } from '../../../components/field'
import { Segmented } from '../../../components/Segmented'
import { Switch } from '../../../components/Switch'
import { useOfferActions } from '../../shared/actions'
import type { DraftOptions } from '../../shared/draft/draft'
import { withOptions } from '../../shared/draft/draft'
import { changeDraft, useDraft } from '../../shared/draft/draft-store'
import { MAX_LABEL } from '../../shared/label'
import { lazyPart } from '../../shared/lazy-part'
import { draftLabel, effectiveOptions } from '../transfer-body'
import { useDraftSides } from '../use-draft-sides'
import { useLocked } from '../use-locked'
import { DeadlineField } from './DeadlineField'
import { FilterRules } from './FilterRules'
import { MoreOptions } from './MoreOptions'
import { optionReasons } from './option-reasons'
import { Row } from './Row'
import { Refused } from '../submit/Refused'
import { useRefusedField } from '../submit/use-refusal'

const PresetsDialog = lazyPart(() => import('./PresetsDialog').then(({ PresetsDialog }) => PresetsDialog))

const LEVELS: readonly { value: DraftOptions['sync_level']; words: string; cost: string }[] = [
  { value: null, words: 'Everything', cost: 'Copies every file, and replaces those that are there.' },
  {
    value: 0,
    words: 'If missing',
    cost: 'Leaves what is there alone, even a file that was cut off half-way.',
  },
  { value: 1, words: 'If size differs', cost: 'Quick, but misses changes that keep the size.' },
  {
    value: 2,
    words: 'If newer',
    cost: 'Quick. Needs times that can be trusted; a file cut off half-way can look newer and stay so.',
  },
  {
    value: 3,
    words: 'If checksum differs',
    cost: 'Reads every file on both sides. Slowest and surest; the only level that repairs a transfer that stopped half-way.',
  },
]

type Flag = {
  [Key in keyof DraftOptions]: DraftOptions[Key] extends boolean ? Key : never
}[keyof DraftOptions]

const SWITCHES: readonly { key: Flag; label: string; cost: string }[] = [
  {
    key: 'verify_checksum',
    label: 'Verify after copying',
    cost: 'Compares checksums of each file and copies again on a mismatch. Both sides read everything once more.',
  },
  {
    key: 'preserve_timestamp',
    label: 'Keep modification times',
    cost: 'Of files only; folders always get the time of copying.',
  },
  { key: 'encrypt_data', label: 'Encrypt on the way', cost: 'Costs some speed on fast connections.' },
  {
    key: 'skip_source_errors',
    label: 'Skip what cannot be read',
    cost: 'Goes on without what is missing or forbidden, and lists it afterwards.',
  },
  {
    key: 'delete_destination_extra',
    label: 'Delete extra files at destination',
    cost: 'Makes an exact mirror of each folder. Named and counted before you confirm.',
  },
  {
    key: 'fail_on_quota_errors',
    label: 'Stop when the quota is full',
    cost: 'Otherwise Globus keeps trying until the deadline.',
  },
]

/** How it moves: every option with what it does and costs, and with the reason where there is no choice. */
export function Options() {
  const draft = useDraft(({ draft }) => draft)
  const sides = useDraftSides()
  const [presets, setPresets] = useState(false)
  const reasons = optionReasons(sides, draft.items)
  const shown = effectiveOptions(draft.options, sides)
  const change = (options: Partial<DraftOptions>) => changeDraft((now) => withOptions(now, options))
  const locked = useLocked()
  const label = useRefusedField('label')
  const level = LEVELS.find(({ value }) => value === shown.sync_level)
  useOfferActions('options', () => [
    {
      id: 'presets',
      label: 'Presets of options…',
      group: 'Transfer',
      unavailable: locked,
      run: () => setPresets(true),
    },
  ])
  return (
    <section aria-labelledby="how" className="flex min-w-0 flex-col gap-3">
      <div className="flex items-baseline gap-3">
        <h2 id="how" className="text-lg font-semibold">
          How
        </h2>
        <Button look="quiet" className="ml-auto" aria-haspopup="dialog" onClick={() => setPresets(true)}>
          Presets…
        </Button>
      </div>
      <Row label="Label" field="label">
        {(id) => (
          <input
            id={id}
            aria-invalid={label.isRefused}
            aria-describedby={label.about}
            value={draft.options.label}
            maxLength={MAX_LABEL}
            autoComplete="off"
            placeholder={draftLabel({ ...draft, options: { ...draft.options, label: '' } })}
            onChange={({ target }) => change({ label: target.value })}
            className={`${FIELD} w-full aria-invalid:border-bad`}
          />
        )}
      </Row>
      <Row label="Copy" named field="sync_level">
        {() => (
          <>
            <Segmented
              label="Copy"
              options={LEVELS}
              value={shown.sync_level}
              onChange={(sync_level) => change({ sync_level })}
            />
            <p role="status" className="text-sm text-ink-2">
              {level?.cost}
            </p>
          </>
        )}
      </Row>
      <div className="grid grid-cols-[minmax(0,1fr)] gap-x-6 gap-y-3 sm:grid-cols-2">
        {SWITCHES.map(({ key, label, cost }) => {
          const reason = reasons[key]
          return (
            <div key={key} data-refusable={key}>
              <Switch
                label={label}
                on={shown[key]}
                locked={reason?.locked ?? false}
                description={
                  <>
                    {cost} {reason && <span className="text-ink">{reason.why}</span>}
                    <Refused field={key} />
                  </>
                }
                onChange={(on) => change({ [key]: on })}
              />
            </div>
          )
        })}
      </div>
      <FilterRules reason={reasons.filter_rules?.why ?? null} />
      <DeadlineField written={draft.options.deadline} onChange={(deadline) => change({ deadline })} />
      <MoreOptions options={shown} reasons={reasons} onChange={change} />
      {presets && <PresetsDialog whileLoading={null} onClose={() => setPresets(false)} />}
    </section>
  )
}
