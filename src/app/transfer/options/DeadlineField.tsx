import { Button } from '../../../components/Button'
import { FIELD } from '../../../components/field'
import { deadlineProblem, toLocalInput, zoneWords } from '../../shared/deadline'
import { useClockWords, useServiceNow } from '../../shared/service-clock'
import { Row } from './Row'
import { useRefusedField } from '../submit/use-refusal'

type DeadlineFieldProps = { written: string; onChange: (written: string) => void }

/** By when it has to be done, in the person's own time zone. */
export function DeadlineField({ written, onChange }: DeadlineFieldProps) {
  const now = useServiceNow(written !== '')
  const { isRefused, about = '' } = useRefusedField('deadline')
  const clocks = useClockWords()
  const problem = deadlineProblem(written, now)
  return (
    <Row label="Deadline" field="deadline">
      {(id) => (
        <>
          <span className="flex flex-wrap items-center gap-2">
            <input
              id={id}
              type="datetime-local"
              value={written}
              min={toLocalInput(now)}
              aria-invalid={problem !== null || isRefused}
              aria-describedby={`${id}-about ${about}`}
              onChange={({ target }) => onChange(target.value)}
              className={`${FIELD} aria-invalid:border-bad`}
            />
            {written !== '' && (
              <Button look="quiet" onClick={() => onChange('')}>
                No deadline
              </Button>
            )}
          </span>
          <p id={`${id}-about`} className={`text-sm ${problem ? 'text-bad' : 'text-ink-2'}`}>
            {problem ??
              (written === ''
                ? 'Without one Globus gives it a day, and more as long as it gets on.'
                : `${zoneWords(written, now)}. Whatever is not copied by then is given up.`)}{' '}
            {clocks}
          </p>
        </>
      )}
    </Row>
  )
}
