import { isRunning, type TaskSummary } from '../../api/tasks'
import { type Action, useOfferActions } from '../shared/actions'
import type { Part } from '../shared/parts'
import { isFiltered, NO_FILTER, SHOWN, type Shown, type TaskFilter } from './task-filter'

const SHOW_LABELS: Record<Shown, string> = {
  all: 'Show all tasks',
  running: 'Show running tasks only',
  held: 'Show held-up tasks only',
  failed: 'Show failed tasks only',
  succeeded: 'Show succeeded tasks only',
  canceled: 'Show canceled tasks only',
}

type BoardState = {
  filter: TaskFilter
  /** What is selected, or else the task under the cursor. */
  chosen: () => readonly TaskSummary[]
  /** How many of how many are listed, where more match. */
  knownOf: string
  cursor: string | null
  selected: number
  parts: ReadonlyMap<string, Part>
  /** How many of these can be run again. */
  again: (tasks: readonly TaskSummary[]) => number
  onOpen: (taskId: string) => void
  onAsk: (what: 'cancel' | 'remove' | 'again') => void
  /** Shows these tasks alone. */
  onParts: (ids: readonly string[]) => void
  onAll: () => void
  onNone: () => void
  onFilter: (filter: TaskFilter) => void
  onFind: () => void
  onLook: () => void
  /** Saves what is selected, or else all that are listed. */
  onSave: (kind: 'csv' | 'json') => void
}

/** Everything that can be done on the board, for its keys, the palette and the list of keys. */
export function useBoardActions(board: BoardState) {
  useOfferActions('board', () => {
    const { filter, cursor, selected, parts, knownOf } = board
    const chosen = board.chosen()
    const running = chosen.filter(isRunning).length
    const over = chosen.length - running
    const part = cursor === null ? undefined : parts.get(cursor)
    // One key for both: what runs is canceled first, and only what is over can leave the history.
    const remove = running === 0
    return [
      {
        id: 'task-open',
        label: 'Open the task',
        group: 'Tasks',
        keys: ['Enter'],
        inList: true,
        unavailable: cursor === null ? 'Move to a task first' : null,
        run: () => cursor !== null && board.onOpen(cursor),
      },
      {
        id: 'tasks-cancel',
        label: selected > 1 ? 'Cancel the selected tasks' : 'Cancel the task',
        group: 'Tasks',
        ...(remove ? {} : { keys: ['Delete'], inList: true }),
        unavailable: running === 0 ? 'Nothing that is selected runs' : null,
        run: () => board.onAsk('cancel'),
      },
      {
        id: 'tasks-remove',
        label:
          selected > 1 ? 'Remove the selected tasks from the history' : 'Remove the task from the history',
        group: 'Tasks',
        ...(remove ? { keys: ['Delete'], inList: true } : {}),
        unavailable: over === 0 ? 'Nothing that is selected is over' : null,
        run: () => board.onAsk('remove'),
      },
      {
        id: 'tasks-again',
        label:
          selected > 1
            ? 'Run the selected tasks again that failed or were canceled'
            : 'Run the failed or canceled task again',
        group: 'Tasks',
        unavailable:
          board.again(chosen) === 0
            ? 'Nothing that is selected is a transfer that failed or was canceled and was not run again since'
            : null,
        run: () => board.onAsk('again'),
      },
      {
        id: 'tasks-parts',
        label: part?.of === 1 ? 'Show all tries of this transfer' : 'Show all parts of this transfer',
        group: 'View',
        unavailable: part
          ? null
          : 'The cursor is on no part of a larger transfer, and on none that was run again',
        run: () => part && board.onParts(part.siblings),
      },
      {
        id: 'tasks-all',
        label: 'Select all tasks',
        group: 'Select',
        keys: ['Ctrl+A'],
        inList: true,
        run: board.onAll,
      },
      {
        id: 'tasks-none',
        label: 'Select no task',
        group: 'Select',
        keys: ['Escape'],
        inList: true,
        unavailable: selected === 0 ? 'Nothing is selected' : null,
        run: board.onNone,
      },
      { id: 'tasks-find', label: 'Find tasks', group: 'Tasks', keys: ['/'], run: board.onFind },
      {
        id: 'tasks-look',
        label: 'Ask for the tasks again',
        group: 'Tasks',
        keys: ['Ctrl+R'],
        run: board.onLook,
      },
      ...(['csv', 'json'] as const).map((kind): Action => {
        return {
          id: `tasks-${kind}`,
          label: `Save the ${selected > 0 ? 'selected' : 'listed'} tasks${selected === 0 && knownOf ? ` (${knownOf})` : ''} as a ${kind.toUpperCase()} file`,
          group: 'Tasks',
          run: () => board.onSave(kind),
        }
      }),
      {
        id: 'tasks-unfilter',
        label: 'Take away all filters of the tasks',
        group: 'View',
        unavailable: isFiltered(filter) ? null : 'None is set',
        run: () => board.onFilter({ ...NO_FILTER, order: filter.order }),
      },
      ...SHOWN.map((show): Action => {
        return {
          id: `tasks-show-${show}`,
          label: SHOW_LABELS[show],
          group: 'View',
          unavailable: filter.show === show ? 'It is so already' : null,
          run: () => board.onFilter({ ...filter, show }),
        }
      }),
    ]
  })
}
