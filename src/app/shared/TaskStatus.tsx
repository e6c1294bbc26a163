import { MARK_WORDS, type TaskMark } from './task-words'

/** A filled dot moves or is over; a ring waits for something. The word says which. */
const LOOKS: Record<TaskMark, string> = {
  running: 'text-accent-ink before:bg-accent',
  scanning: 'text-accent-ink before:border-2 before:border-accent',
  queued: 'text-ink-2 before:border-2 before:border-edge',
  paused: 'text-warn before:border-2 before:border-warn',
  troubled: 'text-warn before:bg-warn',
  succeeded: 'text-ok before:bg-ok',
  failed: 'text-bad before:bg-bad',
  canceled: 'text-ink-2 before:bg-edge',
}

/** How the bar beside it looks, where it is not the usual. */
export const BAR_TONES: Partial<Record<TaskMark, 'warn' | 'quiet'>> = {
  troubled: 'warn',
  paused: 'warn',
  queued: 'quiet',
}

type TaskStatusProps = {
  mark: TaskMark
  canceling?: boolean
  /** In place of the usual word. */
  words?: string | undefined
}

/** What a task is doing: a dot and a word. */
export function TaskStatus({ mark, canceling = false, words }: TaskStatusProps) {
  return (
    <span
      className={`inline-flex items-center gap-2 font-medium whitespace-nowrap before:size-2 before:shrink-0 before:rounded-full ${LOOKS[canceling ? 'queued' : mark]}`}
    >
      {canceling ? 'Canceling…' : (words ?? MARK_WORDS[mark])}
    </span>
  )
}
