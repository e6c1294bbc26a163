import type { Task } from '../../api/wire'
import { FileName } from '../../components/FileName'
import { optionLines, ruleWords } from '../shared/task-options'

/** What the task was asked to do and how. */
export function TaskOptions({ task }: { task: Task }) {
  const lines = optionLines(task)
  if (lines.length === 0) return null
  const rules = task.filter_rules ?? []
  return (
    <section aria-labelledby="task-options" className="flex flex-col gap-2">
      <h2 id="task-options" className="font-semibold">
        Options
      </h2>
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1">
        {lines.map(({ term, text, tone }) => (
          <div key={term} className="col-span-2 grid grid-cols-subgrid">
            <dt className="text-ink-2">{term}</dt>
            <dd className={tone === 'warn' ? 'font-medium text-warn' : ''}>{text}</dd>
          </div>
        ))}
        {rules.length > 0 && (
          <div className="col-span-2 grid grid-cols-subgrid">
            <dt className="text-ink-2">Filter</dt>
            <dd>
              <ol className="flex flex-col">
                {rules.map((rule, index) => (
                  // oxlint-disable-next-line react/no-array-index-key -- rules are an order and never change
                  <li key={index}>
                    <FileName name={ruleWords(rule)} />
                  </li>
                ))}
              </ol>
            </dd>
          </div>
        )}
      </dl>
    </section>
  )
}
