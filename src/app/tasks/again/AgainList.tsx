import type { Task } from '../../../api/wire'
import { plural } from '../../../components/format'
import { NamesList } from '../../shared/NamesList'
import { useParts } from '../../shared/parts'
import { type Again, nothingWords } from './again'

/** The list, where it comes from, and what is not in it. */
export function AgainList({ task, again }: { task: Task; again: Again }) {
  const { body, origin, hidden, unlisted, unlistedLost } = again
  const part = useParts().get(task.task_id)
  return (
    <>
      <p>
        {origin === 'kept'
          ? 'This browser kept the list of what was asked when it was started here.'
          : 'Started elsewhere: Globus does not give its list back. This one is made of the files that Globus says were copied or left out. Files it never came to, and empty folders, are not in it.'}
        {body !== null &&
          origin === 'listed' &&
          task.status === 'FAILED' &&
          ' To go on where it stopped, open both sides and compare them.'}
      </p>
      {hidden > 0 && (
        <p className="text-warn">
          {plural(hidden, 'file')} cannot be named: Globus does not show you the path.
        </p>
      )}
      {unlisted > 0 && (
        <p className="text-warn">
          {plural(unlisted, 'file')} that {unlisted === 1 ? 'was' : 'were'} copied cannot be named: Globus
          does not list {unlisted === 1 ? 'it' : 'them'}. It keeps these lists for 30 days.
        </p>
      )}
      {unlistedLost > 0 && (
        <p className="text-warn">
          {plural(unlistedLost, 'path')} that {unlistedLost === 1 ? 'was' : 'were'} left out cannot be named:
          Globus does not list {unlistedLost === 1 ? 'it' : 'them'}. It keeps these lists for 30 days.
        </p>
      )}
      {body === null ? (
        <p className="font-semibold">{nothingWords(again, task)}</p>
      ) : (
        <>
          <p className="font-semibold">{plural(body.DATA.length, 'item')}</p>
          <NamesList
            label="What is run again"
            names={body.DATA.map(({ source_path }) => ({ name: source_path }))}
          />
        </>
      )}
      {body && part && part.of > 1 && (
        <p className="text-ink-2">
          Edited first, it becomes a transfer of its own, and no longer part {part.part} of {part.of}.
        </p>
      )}
      {body?.delete_destination_extra && (
        <p className="text-warn">
          It deletes at the destination what the source does not have. Edit it first: the transfer screen
          counts what would go.
        </p>
      )}
    </>
  )
}
