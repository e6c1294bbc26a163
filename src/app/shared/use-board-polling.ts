import { useQueryClient } from '@tanstack/react-query'
import { useLayoutEffect } from 'react'
import { useServices } from '../services'
import { pollBoard } from './board-polling'
import { useKeptKey } from './kept'

/** Keeps the tasks fresh as long as somebody is signed in. Mounted once, in the shell. */
export function useBoardPolling() {
  const client = useQueryClient()
  const { auth } = useServices()
  const name = useKeptKey('board')
  // Before anybody who shows the tasks asks for them: another tab may know them already.
  useLayoutEffect(
    () =>
      pollBoard({
        client,
        name,
        locks: 'locks' in navigator ? navigator.locks : undefined,
        channel: openChannel(name),
        mayLook: () => !auth.session.store.getState().ended,
      }),
    [client, name, auth],
  )
}

/** None where tabs cannot be told apart or cannot talk: then each sees to itself. */
function openChannel(name: string): BroadcastChannel | undefined {
  if (!('locks' in navigator) || !('BroadcastChannel' in window)) return undefined
  try {
    return new BroadcastChannel(name)
  } catch {
    return undefined
  }
}
