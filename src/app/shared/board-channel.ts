import type { Board } from '../../api/queries/board'

/**
 * What tabs of one person tell each other of the tasks. No token and nothing that could be used as one (checklist G6):
 * each tab has its own, and only what Globus answered travels.
 */
export type BoardMessage =
  /** An answer of the service, and when it was given. */
  | { kind: 'board'; board: Board; atMs: number }
  /** A tab that begins, or is looked at again, asks what is known. */
  | { kind: 'ask' }
  /** A tab that is looked at wants the lead of one that is not. */
  | { kind: 'want' }
  /** The one that polls could not read the tasks. */
  | { kind: 'failed'; failure: { status: number; code: string; message: string } }

/** Another tab may be of another version: what it says is taken only when it is understood. */
export function readBoardMessage(data: unknown): BoardMessage | null {
  if (typeof data !== 'object' || data === null || !('kind' in data)) return null
  const message = data as Partial<Record<string, unknown>>
  switch (message.kind) {
    case 'ask':
    case 'want':
      return { kind: message.kind }
    case 'board': {
      const { board, atMs } = message as { board?: Partial<Board>; atMs?: unknown }
      const whole =
        Array.isArray(board?.DATA) &&
        board.DATA.every((task) => typeof task?.task_id === 'string' && typeof task.status === 'string') &&
        typeof board.total === 'number' &&
        typeof board.still === 'number' &&
        typeof atMs === 'number'
      return whole ? { kind: 'board', board: board as Board, atMs: atMs as number } : null
    }
    case 'failed': {
      const { status, code, message: words } = (message.failure ?? {}) as Record<string, unknown>
      return typeof status === 'number' && typeof code === 'string' && typeof words === 'string'
        ? { kind: 'failed', failure: { status, code, message: words } }
        : null
    }
    default:
      return null
  }
}
