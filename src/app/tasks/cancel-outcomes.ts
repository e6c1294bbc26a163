import { plural } from '../../components/format'

/** What Globus answers to a cancellation (`code`), or that it knows the task no more. */
export type CancelOutcome = string | null

/** https://docs.globus.org/api/transfer/task/#cancel_task_by_id */
const WORDS: Record<string, string> = {
  Canceled: 'stopped',
  CancelAccepted: 'stopping',
  TaskComplete: 'already over',
  gone: 'no longer in the history',
}

/** What is told when several tasks were canceled: some may be over before, or end a little later. */
export function cancelOutcomeWords(outcomes: readonly CancelOutcome[]): {
  title: string
  description: string
} {
  const counts = new Map(Object.keys(WORDS).map((code) => [code, 0]))
  for (const outcome of outcomes) {
    const code = outcome ?? 'gone'
    counts.set(code, (counts.get(code) ?? 0) + 1)
  }
  const parts = Array.from(counts).flatMap(([code, count]) =>
    count > 0 ? [`${count} ${WORDS[code] ?? code}`] : [],
  )
  const late = (counts.get('TaskComplete') ?? 0) + (counts.get('gone') ?? 0)
  const stopped = outcomes.length - late
  return {
    title: stopped === 0 ? 'There was nothing left to stop' : `${plural(stopped, 'task')} canceled`,
    description: `${parts.join(', ')}.`,
  }
}
