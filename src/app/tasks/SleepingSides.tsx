import { useQueries } from '@tanstack/react-query'
import { collectionQueries } from '../../api/queries/collections'
import type { Task } from '../../api/wire'
import { FileName } from '../../components/FileName'
import { collectionTrouble } from '../shared/collection-words'

/** Which of the two sides is asleep or paused: the task itself does not tell. Asked anew, as computers come and go. */
export function SleepingSides({ task }: { task: Task }) {
  const ids = [task.source_endpoint_id, task.destination_endpoint_id].filter((id) => id !== null)
  const sides = useQueries({
    queries: Array.from(new Set(ids), (id) => ({
      ...collectionQueries.one(id),
      staleTime: 0,
      refetchInterval: 60_000,
    })),
  })
  const asleep = sides.flatMap(({ data }) => {
    const trouble = data && collectionTrouble(data)
    return trouble ? [{ ...data, trouble }] : []
  })
  // What was known before is not believed; what was learnt since holds while it is asked for again.
  const allKnown = sides.every(({ isSuccess, isFetchedAfterMount }) => isSuccess && isFetchedAfterMount)
  const allAwake = allKnown && asleep.length === 0
  if (allAwake) return <p>It is there again by now: Globus goes on when it tries the next time.</p>
  return asleep.map(({ id, display_name, trouble }) => (
    <p key={id}>
      <FileName name={display_name} className="font-semibold" /> is {trouble}.
    </p>
  ))
}
