import { MARK_WORDS, type TaskMark } from './task-words'

/** A filled dot moves or is over; a ring waits for something. The word says which. */
const LOOKS: Record<TaskMark, { dot: string; word: string }> = {
  running: { dot: 'bg-accent', word: 'text-accent-ink' },
  scanning: { dot: 'border-2 border-accent', word: 'text-accent-ink' },
  queued: { dot: 'border-2 border-edge', word: 'text-ink-2' },
  paused: { dot: 'border-2 border-warn', word: 'text-warn' },
  troubled: { dot: 'bg-warn', word: 'text-warn' },
  succeeded: { dot: 'bg-ok', word: 'text-ok' },
  failed: { dot: 'bg-bad', word: 'text-bad' },
  canceled: { dot: 'bg-edge', word: 'text-ink-2' },
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
  const { dot, word } = LOOKS[canceling ? 'queued' : mark]
  return (
    <span className={`inline-flex items-center gap-2 font-medium whitespace-nowrap ${word}`}>
      <span aria-hidden className={`size-2 shrink-0 rounded-full ${dot}`} />
      {canceling ? 'Canceling…' : (words ?? MARK_WORDS[mark])}
    </span>
  )
}
