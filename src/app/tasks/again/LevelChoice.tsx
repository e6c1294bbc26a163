import { Segmented } from '../../../components/Segmented'
import type { Choice, Sparing } from './again'
import { replacesWords, SPARING } from './again-words'

type LevelChoiceProps = {
  sparing: Sparing
  value: Choice | null
  onChange: (choice: Choice) => void
  disabled: boolean
}

/** What becomes of files at the destination that the request was to leave alone: nobody but the person can say. */
export function LevelChoice({ sparing, value, onChange, disabled }: LevelChoiceProps) {
  const { told, replace } = SPARING[sparing]
  const choices = [
    { value: 'spare', words: 'Leave them alone', text: replacesWords(sparing) },
    { value: 'replace', words: 'Replace what differs', text: replace },
  ] as const
  return (
    <div className="flex flex-col items-start gap-1.5">
      <p>{told} Choose what is to become of them:</p>
      <Segmented
        label="Files that are there"
        options={choices}
        value={value}
        onChange={onChange}
        disabled={disabled}
      />
      <dl className="flex flex-col gap-1">
        {choices.map(({ value, words, text }) => (
          <div key={value}>
            <dt className="inline font-semibold">{words}. </dt>
            <dd className="inline text-ink-2">{text}</dd>
          </div>
        ))}
      </dl>
    </div>
  )
}
