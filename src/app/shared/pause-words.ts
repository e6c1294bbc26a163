import type { PauseRule } from '../../api/wire-collections'

const PAUSED: readonly (readonly [flag: Extract<keyof PauseRule, `pause_${string}`>, words: string])[] = [
  ['pause_ls', 'opening folders'],
  ['pause_task_transfer_read', 'copying from here'],
  ['pause_task_transfer_write', 'copying to here'],
  ['pause_task_delete', 'deleting'],
  ['pause_rename', 'renaming'],
  ['pause_mkdir', 'new folders'],
  ['pause_symlink', 'symbolic links'],
]

const AND = new Intl.ListFormat('en', { type: 'conjunction' })

/** What a rule stops, in words; null for a rule that stops nothing. */
export function pausedWords(rule: PauseRule): string | null {
  const stopped = PAUSED.filter(([flag]) => rule[flag]).map(([, words]) => words)
  if (stopped.length === 0) return null
  return stopped.length === PAUSED.length ? 'Everything is paused.' : `Paused: ${AND.format(stopped)}.`
}
