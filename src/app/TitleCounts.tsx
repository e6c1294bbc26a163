import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useSyncExternalStore } from 'react'
import { type Board, partsOf } from '../api/queries/board'
import { boardState, taskQueries } from '../api/queries/tasks'
import { formatCount, formatTime } from '../components/format'
import { heldUp } from './shared/held-up'
import { useLook } from './shared/use-look'
import { useTitleCounts } from './shared/use-title'

/** What runs, in the title of every screen: whoever waits for a task works on another one, or in another tab. */
export function TitleCounts() {
  const client = useQueryClient()
  const isHidden = useSyncExternalStore(onVisibility, () => document.hidden)
  const { isError } = useQuery({ ...taskQueries.board(), notifyOnChangeProps: ['isError'] })
  // Nobody asks for a page that nobody looks at (checklist G6).
  const isOfThen = isHidden || isError
  const counts = useLook((board) => {
    const words = countWords(board)
    const { dataUpdatedAt = 0 } = boardState(client) ?? {}
    return words && isOfThen ? `${words} at ${formatTime(dataUpdatedAt)}` : words
  })
  useTitleCounts(counts ?? '')
  return null
}

const onVisibility = (listener: () => void) => {
  document.addEventListener('visibilitychange', listener)
  return () => document.removeEventListener('visibilitychange', listener)
}

/** `2 running, 1 stuck`; nothing when nothing runs. */
function countWords(board: Board): string {
  const { running } = partsOf(board)
  const { stuck } = heldUp(running)
  return [
    ...(running.length > 0 ? [`${formatCount(running.length)} running`] : []),
    ...(stuck.length > 0 ? [`${formatCount(stuck.length)} stuck`] : []),
  ].join(', ')
}
