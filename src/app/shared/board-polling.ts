import type { QueryClient } from '@tanstack/react-query'
import { ApiError, isSignedOut } from '../../api/errors'
import { type Board, partsOf } from '../../api/queries/board'
import { pollMs } from '../../api/queries/poll'
import { askFirst, BOARD_HASH, boardState, taskQueries } from '../../api/queries/tasks'
import { type BoardMessage, readBoardMessage } from './board-channel'
import { createLead, type Locks } from './lead'
import { isYoung } from './service-clock'

type Channel = Pick<BroadcastChannel, 'postMessage' | 'addEventListener' | 'close'>

type Polling = {
  client: QueryClient
  /** Shared by the tabs of one person of one deployment, and by nobody else (checklist B4). */
  name: string
  locks: Locks | undefined
  channel: Channel | undefined
  /** Whether there is a sign-in to ask with. */
  mayLook: () => boolean
}

/** An answer younger than this is not asked for again by a tab that comes back. */
const FRESH_MS = 1_000
/** Whether another tab waits is asked for with so many answers: it speaks when it begins to. */
const ASK_EVERY = 30
/** A tab that begins waits so long for what another knows. */
const PATIENCE_MS = 700

/**
 * Has the tasks looked at again and again (checklist G6): by one tab for all, never by a page that nobody looks at, at once when
 * one comes back. What it learns the others hear. Returns what ends it.
 */
export function pollBoard({ client, name, locks, channel, mayLook }: Polling): () => void {
  const { queryKey } = taskQueries.board()
  const state = () => boardState(client)
  let timer: ReturnType<typeof setTimeout> | undefined
  let failures = 0
  /** The last answer that came from another tab: it is not sent back. */
  let heard: Board | null = null
  const waiting = new Set<(board: Board | null) => void>()
  const settle = (board: Board | null) => {
    for (const resolve of waiting) resolve(board)
    waiting.clear()
  }
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel reaches its own origin only
  const post = (message: BoardMessage) => channel?.postMessage(message)
  /** Answers that need not be told: nobody was there to hear the last one, and nobody has spoken since. */
  let alone = 0
  /** To copy a thousand tasks takes longer than to show them: not for nobody. */
  const tellOthers = async (message: BoardMessage) => {
    if (!channel) return
    if (alone > 0) alone -= 1
    else if (await lead.isAwaited()) post(message)
    else alone = ASK_EVERY - 1
  }

  /** What was heard later than it is now was heard before the clock was set back. */
  const isNewer = (atMs: number) => {
    const knownMs = state()?.dataUpdatedAt ?? 0
    return atMs > knownMs || knownMs > Date.now()
  }
  const look = () => void client.refetchQueries({ queryKey, exact: true }, { cancelRefetch: false })
  const lead = createLead(locks, name, (leads) => {
    clearTimeout(timer)
    if (!leads) return
    settle(null)
    if (Date.now() - (state()?.dataUpdatedAt ?? 0) > FRESH_MS) look()
    else schedule()
  })

  const schedule = () => {
    clearTimeout(timer)
    if (!lead.leads()) return
    const { data, error } = state() ?? {}
    const running = data !== undefined && partsOf(data).running.length > 0
    timer = setTimeout(look, pollMs({ running, still: data?.still ?? 0, failures, error }))
  }

  const onVisibility = () => {
    if (document.hidden || !mayLook()) return lead.resign()
    if (lead.leads()) return look()
    // One that nobody looks at gives way; one that somebody looks at tells what it knows.
    post({ kind: 'want' })
    post({ kind: 'ask' })
    lead.contend()
  }

  const onAnswer = () => {
    failures = 0
    // This tab gave the lead away when its sign-in had ended; an answer says that there is one again. Who leads now hears of it.
    if (!document.hidden && mayLook() && lead.contend()) post({ kind: 'ask' })
    const { data, dataUpdatedAt = 0 } = state() ?? {}
    if (data && data !== heard) void tellOthers({ kind: 'board', board: data, atMs: dataUpdatedAt })
    schedule()
  }

  const onFailure = (error: unknown) => {
    failures += 1
    // Another tab may have a sign-in that holds.
    if (isSignedOut(error)) return lead.resign()
    if (lead.leads() && error instanceof ApiError)
      post({
        kind: 'failed',
        failure: { status: error.status, code: error.code, message: error.message },
      })
    schedule()
  }

  const onMessage = ({ data }: MessageEvent<unknown>) => {
    const message = readBoardMessage(data)
    alone = 0
    if (message?.kind === 'ask') {
      const known = state()
      if (lead.leads() && known?.data) post({ kind: 'board', board: known.data, atMs: known.dataUpdatedAt })
    } else if (message?.kind === 'want') {
      if (!document.hidden || !lead.leads()) return
      lead.resign()
      lead.contend()
    } else if (message?.kind === 'board') {
      heard = message.board
      // One that was not asked for just now is shown with its age, and Globus asked: a query takes what it gets for new.
      if (waiting.size > 0 && isYoung(message.atMs)) return settle(message.board)
      if (isNewer(message.atMs)) {
        client.setQueryData(queryKey, message.board, { updatedAt: message.atMs })
        failures = 0
        schedule()
      }
      settle(null)
    } else if (message?.kind === 'failed' && !lead.leads())
      client
        .getQueryCache()
        .find({ queryKey })
        ?.setState({
          status: 'error',
          error: new ApiError(message.failure),
          errorUpdatedAt: Date.now(),
          fetchStatus: 'idle',
        })
  }

  const onOnline = () => {
    if (lead.leads()) look()
  }

  const stopAsking = askFirst((signal) => {
    if (!channel || !locks || lead.leads()) return Promise.resolve(null)
    return new Promise((resolve) => {
      waiting.add(resolve)
      signal.addEventListener('abort', () => resolve(null))
      setTimeout(() => {
        waiting.delete(resolve)
        resolve(null)
      }, PATIENCE_MS)
      post({ kind: 'ask' })
    })
  })
  const stopCache = client.getQueryCache().subscribe((event) => {
    if (event.type !== 'updated' || event.query.queryHash !== BOARD_HASH) return
    if (event.action.type === 'success' && !event.action.manual) onAnswer()
    else if (event.action.type === 'error') onFailure(event.action.error)
  })
  channel?.addEventListener('message', onMessage)
  document.addEventListener('visibilitychange', onVisibility)
  window.addEventListener('online', onOnline)
  if (!document.hidden && mayLook()) lead.contend()

  return () => {
    clearTimeout(timer)
    lead.resign()
    settle(null)
    stopAsking()
    stopCache()
    channel?.close()
    document.removeEventListener('visibilitychange', onVisibility)
    window.removeEventListener('online', onOnline)
  }
}
