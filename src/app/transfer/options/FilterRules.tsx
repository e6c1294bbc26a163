import { ArrowDown, ArrowUp, X } from 'lucide-react'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { Button } from '../../../components/Button'
import { FIELD } from '../../../components/field'
import { IconButton } from '../../../components/IconButton'
import { plural } from '../../../components/format'
import { type DraftRule, withOptions } from '../../shared/draft/draft'
import { changeDraft, useDraft } from '../../shared/draft/draft-store'
import { lazyPart } from '../../shared/lazy-part'
import { Refused } from '../submit/Refused'
import { refusedId, useRefusalLooks, useRefused } from '../submit/use-refusal'
import { movedRule, onlyEndings, RULE_PRESETS, withRules } from './rule-presets'

const FilterBench = lazyPart(() => import('./FilterBench').then(({ FilterBench }) => FilterBench))

/** As the service has it: for files, for folders, or for both. */
const TYPES: readonly { value: DraftRule['type']; words: string }[] = [
  { value: null, words: 'files and folders' },
  { value: 'file', words: 'files' },
  { value: 'dir', words: 'folders' },
]

/** Rules for the names in folders that move, in the order in which they are tested. */
export function FilterRules({ reason }: { reason: string | null }) {
  const rules = useDraft(({ draft }) => draft.options.filter_rules)
  const [open, setOpen] = useState(rules.length > 0)
  const list = useRef<HTMLOListElement>(null)
  const change = (next: readonly DraftRule[]) =>
    changeDraft((now) => withOptions(now, { filter_rules: next }))
  const set = (at: number, part: Partial<DraftRule>) =>
    change(rules.map((rule, index) => (index === at ? { ...rule, ...part } : rule)))
  /** The rule whose pattern takes the keyboard as soon as it is there. */
  const [focused, setFocused] = useState<{ at: number } | null>(null)
  useEffect(() => {
    if (focused) list.current?.querySelectorAll('input')[focused.at]?.focus()
  }, [focused])
  const refused = useRefused('filter_rules')
  // Rules without a name are not sent, so not counted.
  const refusedAt =
    refused?.at == null ? -1 : (rules.flatMap(({ name }, at) => (name === '' ? [] : at))[refused.at] ?? -1)
  const looks = useRefusalLooks()
  useEffect(() => {
    if (!refused || looks === 0) return
    setOpen(true)
    setFocused({ at: Math.max(0, refusedAt) })
    // oxlint-disable-next-line react/exhaustive-deps -- somebody is led there once for each time they ask
  }, [looks])
  const slashed = rules.flatMap(({ name }, at) => (name.includes('/') ? at : []))
  const move = (from: number, to: number) => {
    const next = movedRule(rules, from, to)
    if (next === rules) return
    change(next)
    setFocused({ at: to })
  }
  const onKeyDown = (event: KeyboardEvent, at: number) => {
    if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return
    event.preventDefault()
    move(at, at + (event.key === 'ArrowUp' ? -1 : 1))
  }
  return (
    <details
      data-refusable="filter_rules"
      open={open}
      onToggle={({ currentTarget }) => setOpen(currentTarget.open)}
    >
      <summary className="cursor-pointer rounded-md py-1 font-semibold pointer-coarse:py-3">
        Leave out or keep by name
        <span className="pl-2 font-normal text-ink-2">
          {rules.length === 0 ? 'everything in folders is kept' : plural(rules.length, 'rule')}
        </span>
      </summary>
      {open && (
        <div className="flex flex-col gap-2 pt-2">
          <p className="text-sm text-ink-2">
            For what is in folders. The first rule that fits a name decides; what none fits is kept. A folder
            that is left out is not entered. {reason}
          </p>
          <Refused field="filter_rules" />
          {rules.length > 0 && (
            <ol ref={list} aria-label="Rules" className="flex flex-col gap-1.5">
              {rules.map((rule, at) => (
                <li
                  // oxlint-disable-next-line react/no-array-index-key -- a rule is its place in the order
                  key={at}
                  className="flex flex-wrap items-center gap-1.5"
                >
                  <span className="w-5 text-right text-sm text-ink-3">{at + 1}</span>
                  <select
                    aria-label={`Rule ${at + 1}: what it does`}
                    value={rule.method}
                    onChange={({ target }) =>
                      set(at, { method: target.selectedIndex === 0 ? 'exclude' : 'include' })
                    }
                    className={FIELD}
                  >
                    <option value="exclude">Leave out</option>
                    <option value="include">Keep</option>
                  </select>
                  <select
                    aria-label={`Rule ${at + 1}: what it is for`}
                    value={rule.type ?? ''}
                    onChange={({ target }) => set(at, { type: TYPES[target.selectedIndex]!.value })}
                    className={FIELD}
                  >
                    {TYPES.map(({ value, words }) => (
                      <option key={words} value={value ?? ''}>
                        {words}
                      </option>
                    ))}
                  </select>
                  <input
                    aria-label={`Rule ${at + 1}: names`}
                    aria-keyshortcuts="Alt+ArrowUp Alt+ArrowDown"
                    placeholder="*.tmp"
                    value={rule.name}
                    maxLength={255}
                    spellCheck={false}
                    autoComplete="off"
                    onChange={({ target }) => set(at, { name: target.value })}
                    onKeyDown={(event) => onKeyDown(event, at)}
                    aria-invalid={at === refusedAt}
                    aria-describedby={at === refusedAt ? refusedId('filter_rules') : undefined}
                    className={`${FIELD} min-w-40 flex-1 font-mono text-sm aria-invalid:border-bad`}
                  />
                  <span className="flex">
                    <IconButton
                      label={`Test rule ${at + 1} earlier`}
                      keys="Alt+ArrowUp"
                      disabled={at === 0}
                      onClick={() => move(at, at - 1)}
                    >
                      <ArrowUp aria-hidden size={15} strokeWidth={1.75} />
                    </IconButton>
                    <IconButton
                      label={`Test rule ${at + 1} later`}
                      keys="Alt+ArrowDown"
                      disabled={at === rules.length - 1}
                      onClick={() => move(at, at + 1)}
                    >
                      <ArrowDown aria-hidden size={15} strokeWidth={1.75} />
                    </IconButton>
                    <IconButton
                      label={`Remove rule ${at + 1}`}
                      onClick={() => {
                        change(rules.toSpliced(at, 1))
                        setFocused({ at: Math.min(at, rules.length - 2) })
                      }}
                    >
                      <X aria-hidden size={15} strokeWidth={1.75} />
                    </IconButton>
                  </span>
                </li>
              ))}
            </ol>
          )}
          <div className="flex flex-wrap items-center gap-2">
            <Button
              onClick={() => {
                change([...rules, { method: 'exclude', type: null, name: '' }])
                setFocused({ at: rules.length })
              }}
            >
              Add a rule
            </Button>
            {RULE_PRESETS.map(({ words, rules: added }) => (
              <Button key={words} look="quiet" onClick={() => change(withRules(rules, added))}>
                {words}
              </Button>
            ))}
            <OnlyEndings onRules={(added) => change(withRules(rules, added))} />
          </div>
          {slashed.length > 0 && (
            <p role="status" className="text-sm text-warn">
              {slashed.length === 1
                ? `Rule ${slashed[0]! + 1} has`
                : `Rules ${slashed.map((at) => at + 1).join(', ')} have`}{' '}
              a slash. Rules are for single names, not for paths: none fits, and Globus may refuse the
              transfer.
            </p>
          )}
          {rules.length > 0 && <FilterBench whileLoading={null} rules={rules} />}
        </div>
      )}
    </details>
  )
}

function OnlyEndings({ onRules }: { onRules: (rules: DraftRule[]) => void }) {
  const [typed, setTyped] = useState('')
  const rules = onlyEndings(typed)
  return (
    <form
      className="flex items-center gap-1.5"
      onSubmit={(event) => {
        event.preventDefault()
        if (rules === null) return
        onRules(rules)
        setTyped('')
      }}
    >
      <label className="flex items-center gap-1.5 text-ink-2">
        Only files ending in
        <input
          value={typed}
          placeholder="csv"
          spellCheck={false}
          autoComplete="off"
          onChange={({ target }) => setTyped(target.value)}
          className={`${FIELD} w-20 font-mono text-sm`}
        />
      </label>
      <Button type="submit" disabled={rules === null}>
        Add
      </Button>
    </form>
  )
}
