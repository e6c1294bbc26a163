import type { SyncLevel, Task } from '../../../api/wire'
import { plural } from '../../../components/format'
import { taskMark } from '../../shared/task-words'
import { type Again, type AgainKind, type AgainOrigin, isGoneThrough, type Sparing } from './again'

type Kind = { value: AgainKind; words: string; text: string }

const KINDS: Record<AgainOrigin, readonly Kind[]> = {
  kept: [
    { value: 'all', words: 'Everything', text: 'All that was asked for, in the same way.' },
    {
      value: 'rest',
      words: 'Only what is missing',
      text: 'What failed or was left out. Folders are gone through.',
    },
    {
      value: 'carry-on',
      words: 'Carry on',
      text: 'All that was asked for; what is there is looked at first.',
    },
  ],
  // Not all that was asked for, so it cannot be carried on.
  listed: [
    { value: 'all', words: 'All that is listed', text: 'What Globus says was copied or left out.' },
    { value: 'rest', words: 'Only what was left out', text: 'What Globus says was left out.' },
  ],
}

/** What of a task can be asked for once more. */
export const kindsOf = (task: Task, origin: AgainOrigin): readonly Kind[] =>
  taskMark(task) === 'succeeded' && task.subtasks_skipped_errors === 0
    ? KINDS[origin].slice(0, 1)
    : KINDS[origin]

/** What is done with a file that is at the destination already, by the level of the request. */
const REPLACES: Record<SyncLevel, string> = {
  0: 'A file that is there is not replaced, whatever is in it. One that arrived only in part counts as there, and stays so.',
  1: 'A file that is there is replaced only if its size differs.',
  2: 'A file that is there is replaced only if the source is newer. One that arrived only in part may count as the newer one, and stay so.',
  3: 'A file that is there is replaced only if its checksum differs: one that has arrived whole is not sent again.',
}

export const replacesWords = (level: SyncLevel | null) =>
  level === null ? 'Each file is sent, and replaces the one that is there.' : REPLACES[level]

/** What was to be left alone, and is not where all that differs is replaced. */
export const SPARING: Record<Sparing, { told: string; replace: string }> = {
  0: {
    told: 'It was told to leave alone every file that is there.',
    replace:
      'Each file that is there and whose checksum differs is replaced, also one that was there before.',
  },
  1: {
    told: 'It was told to leave alone files that are there with the same size.',
    replace: 'Each file that is there and whose checksum differs is replaced, also one of the same size.',
  },
  2: {
    told: 'It was told to leave alone files that are there and not older than the source.',
    replace: 'Each file that is there and whose checksum differs is replaced, also one that is newer.',
  },
}

/** What the question is about, by what there is to ask for. */
export function againTitle(kind: AgainKind, { body, of }: Pick<Again, 'body' | 'of'>): string {
  if (!body || kind === 'all') return 'Run it again'
  if (kind === 'carry-on') return 'Carry on where it stopped'
  if (body.DATA.some(isGoneThrough)) return 'Copy what is missing'
  const count = body.DATA.length
  const missing =
    of === null ? `${plural(count, 'path')} left out` : `${count} of ${plural(of, 'file')} missing`
  return `${missing}: copy ${count === 1 ? 'it' : 'them'}`
}
