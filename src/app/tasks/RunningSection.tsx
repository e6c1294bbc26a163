import { Activity, memo, type RefObject } from 'react'
import { formatCount } from '../../components/format'
import { gridHeight } from '../../components/grid-size'
import { countHeldUp } from '../shared/held-up'
import { useLook } from '../shared/use-look'
import { Aside, BoardSection } from './BoardSection'
import { HandOver } from './HandOver'
import { RunningTasks } from './RunningTasks'
import { isFiltered, isNarrowed, type Shown, type TaskFilter } from './task-filter'
import { TASK_ROWS } from './TaskGrid'

type RunningSectionProps = Parameters<typeof RunningTasks>[0] & {
  filter: TaskFilter
  /** Where the keyboard goes on when nothing of it is left. */
  focusAfter: RefObject<HTMLElement | null>
  onHeld: () => void
  onAll: () => void
}

/**
 * What runs, under its heading; not shown when a filter leaves nothing of it. Its rows stay as they were until it is shown
 * again, without being told of any answer: to make them anew was a third of what taking a filter away cost.
 */
export function RunningSection({ filter, focusAfter, onHeld, onAll, ...list }: RunningSectionProps) {
  const count = list.ids.length
  // Then nothing runs, and not only nothing of what was asked for.
  if (count === 0 && !isFiltered(filter)) return null
  return (
    <Activity mode={count > 0 ? 'visible' : 'hidden'}>
      <HandOver to={focusAfter}>
        <BoardSection
          id="tasks-running"
          title={filter.show === 'held' ? 'Held up' : 'Running'}
          count={formatCount(count)}
          aside={
            // They are counted among all that run.
            (filter.show === 'held' || !isNarrowed(filter)) && (
              <HeldUp show={filter.show} onHeld={onHeld} onAll={onAll} />
            )
          }
          // No higher than its rows, and never so high that nothing is left for what is over.
          maxHeight={gridHeight(count, TASK_ROWS)}
        >
          <KeptTasks {...list} />
        </BoardSection>
      </HandOver>
    </Activity>
  )
}

const KeptTasks = memo(RunningTasks, (_before, { ids }) => ids.length === 0)

type HeldUpProps = Pick<RunningSectionProps, 'onHeld' | 'onAll'> & { show: Shown }

/** The way to those that are held up, and back: one button, which keeps the keyboard. */
function HeldUp({ show, onHeld, onAll }: HeldUpProps) {
  const held = useLook(countHeldUp) ?? 0
  const isShown = show === 'held'
  if (held === 0 && !isShown) return null
  return (
    <Aside warns={!isShown} onClick={isShown ? onAll : onHeld}>
      {isShown ? (
        'Show all tasks'
      ) : (
        <>
          {formatCount(held)} held up<span className="sr-only">: show only these</span>
        </>
      )}
    </Aside>
  )
}
