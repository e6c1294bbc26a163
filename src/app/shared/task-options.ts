import type { FilterRule, RecursiveSymlinks, SyncLevel, Task } from '../../api/wire'

export type OptionLine = { term: string; text: string; tone?: 'warn' }

/** https://docs.globus.org/api/transfer/task_submit/#transfer_specific_fields */
const SYNC_WORDS: Record<SyncLevel, string> = {
  0: 'Only files that are missing at the destination',
  1: 'Only files that are missing or have another size',
  2: 'Only files that are missing or newer at the source',
  3: 'Only files that are missing or whose checksum differs',
}

const LINK_WORDS: Record<RecursiveSymlinks, string> = {
  ignore: 'Left out',
  keep: 'Kept as links',
  copy: 'What they point to is copied',
}

/** What a task was asked, or will be. */
export type Asked = Pick<
  Task,
  | 'type'
  | 'sync_level'
  | 'verify_checksum'
  | 'preserve_timestamp'
  | 'encrypt_data'
  | 'recursive_symlinks'
  | 'delete_destination_extra'
  | 'skip_source_errors'
  | 'fail_on_quota_errors'
>

/** How the task is asked to work, in words, telling what it does before what it does not. */
export function optionLines(task: Asked): OptionLine[] {
  if (task.type === 'DELETE') return []
  const lines: OptionLine[] = [
    {
      term: 'Copies',
      text:
        task.sync_level === null ? 'Every file, also over one that is there' : SYNC_WORDS[task.sync_level],
    },
    {
      term: 'Check',
      text: task.verify_checksum ? 'Every copy is compared by checksum' : 'Copies are not compared',
    },
    {
      term: 'Times',
      text: task.preserve_timestamp
        ? 'Files keep their modification times'
        : 'Files get the time of the copy',
    },
    { term: 'On the way', text: task.encrypt_data ? 'Encrypted' : 'Not encrypted' },
    { term: 'Symbolic links', text: LINK_WORDS[task.recursive_symlinks ?? 'ignore'] },
  ]
  if (task.delete_destination_extra)
    lines.push({
      term: 'Deletes',
      text: 'Files at the destination that the source does not have',
      tone: 'warn',
    })
  if (task.skip_source_errors)
    lines.push({ term: 'Trouble', text: 'Sources that cannot be read are left out' })
  if (task.fail_on_quota_errors) lines.push({ term: 'Space', text: 'Stops when the destination is full' })
  return lines
}

/**
 * What happens at the deadline. The service moves the deadline it chose itself, of transfers only; the document does not
 * tell whether somebody set this one. https://docs.globus.org/api/transfer/task_submit/
 */
export const deadlineWords = ({ type }: Pick<Task, 'type'>) =>
  type === 'DELETE'
    ? 'ends then, done or not'
    : 'moves on while the task makes progress, unless it was set for this task'

/** `leaves out files named *.tmp`; rules apply in this order, the first that fits decides. */
export function ruleWords({ method = 'exclude', type, name }: FilterRule): string {
  const kind = type === 'file' ? 'files' : type === 'dir' ? 'folders' : 'files and folders'
  return `${method === 'include' ? 'keeps' : 'leaves out'} ${kind} named ${name}`
}
