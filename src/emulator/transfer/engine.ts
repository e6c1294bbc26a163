import type { TaskRow, World } from '../world'
import { copyAll } from './copy'
import { removeAll, scanDelete } from './delete'
import { asFault } from './faults'
import { scanTransfer } from './scan'
import { createSlots, type Slots } from './slots'
import { endCanceled } from './task-cancel'
import { addEvent, jsonDetails } from './task-events'
import { backOff, endsTask, Interruption, persist, reportFault, type Run, takeSlot } from './task-run'
import { deadlineMs, DEFAULT_DEADLINE_MS, type Ending, endTask, EXPIRED, extendDeadline } from './task-state'

/** Tasks of one kind that the service works on at a time for one person. */
const TASKS_AT_A_TIME = 3

type Worker = {
  row: TaskRow
  /** Ends the run at its next step. */
  interrupt: (kind: Interruption['kind']) => void
  /** Lets the deadline be read anew. */
  lookAtDeadline: () => void
  done: Promise<void>
}

export type TaskEngine = {
  /** Looks at the tables again: a task may be new, canceled or have another deadline. */
  wake: () => void
  /** Stops every task where it is; the next engine over these tables goes on. */
  stop: () => Promise<void>
}

/** Works on the tasks in the tables until it is stopped. */
export function startTaskEngine(world: World): TaskEngine {
  const slots = createSlots(TASKS_AT_A_TIME)
  const workers = new Map<string, Worker>()
  let isStopped = false

  const wake = () => {
    if (isStopped) return
    // A copy: work that begins may also end at once.
    for (const row of Array.from(world.tables.tasks.active.ascending(''))) {
      const id = row.document.task_id
      if (workers.has(id)) continue
      const worker = startWorker(world, slots, row)
      workers.set(id, worker)
      void worker.done.then(() => workers.delete(id))
    }
    for (const worker of workers.values()) {
      if (worker.row.completed_ms !== null) worker.interrupt('ended elsewhere')
      else if (worker.row.cancel_requested) worker.interrupt('canceled')
      else worker.lookAtDeadline()
    }
  }

  wake()
  return {
    wake,
    stop: async () => {
      isStopped = true
      for (const worker of workers.values()) worker.interrupt('stopped')
      await Promise.all(Array.from(workers.values(), ({ done }) => done))
    },
  }
}

function startWorker(world: World, slots: Slots, row: TaskRow): Worker {
  const controller = new AbortController()
  const { signal } = controller
  const interrupt = (kind: Interruption['kind']) => controller.abort(new Interruption(kind))
  const run: Run = {
    world,
    taskId: row.document.task_id,
    row,
    signal,
    slot: slotFor(slots, row, signal),
    dueMs: 0,
    flushedMs: world.clock.now(),
    credentialsMs: -Infinity,
    steps: 0,
    lastFaultMs: null,
  }
  const deadline = watchDeadline(run, () => interrupt('expired'))
  const done = work(run).finally(() => {
    run.slot.release()
    // The watch ends with the task; a signal that nobody listens to any more does no harm.
    interrupt('ended elsewhere')
  })
  return { row, interrupt, lookAtDeadline: deadline.look, done }
}

/** The place of one task among those of its owner and kind. */
function slotFor(slots: Slots, row: TaskRow, signal: AbortSignal): Run['slot'] {
  const group = `${row.document.owner_id} ${row.document.type}`
  let isHeld = false
  return {
    acquire: async () => {
      if (isHeld) return
      await slots.acquire(group, row.requested_ms, signal)
      isHeld = true
    },
    release: () => {
      if (isHeld) slots.release(group)
      isHeld = false
    },
  }
}

/** Timers cannot be set to months. */
const LONGEST_WATCH_MS = 6 * 3_600_000

function watchDeadline(run: Run, expire: () => void) {
  const { clock } = run.world
  let watchedMs = Infinity
  let nudge = new AbortController()

  const watch = async () => {
    while (!run.signal.aborted) {
      // A task that waits in the queue without an error always has a day left.
      if (run.row.document.nice_status === 'Queued' && run.row.document.faults === 0 && hasExpired())
        extendDeadline(run.row, clock.now() + DEFAULT_DEADLINE_MS)
      if (hasExpired()) return expire()
      watchedMs = deadlineMs(run.row)
      nudge = new AbortController()
      run.signal.addEventListener('abort', () => nudge.abort(), { once: true, signal: nudge.signal })
      await clock.sleep(Math.min(LONGEST_WATCH_MS, watchedMs - clock.now()), nudge.signal)
      nudge.abort()
    }
  }
  const hasExpired = () => deadlineMs(run.row) <= clock.now()

  void watch()
  return {
    look: () => {
      if (deadlineMs(run.row) < watchedMs) nudge.abort()
    },
  }
}

/** Runs a task to its end, whatever happens on the way. */
async function work(run: Run) {
  for (let failures = 0; ; failures += 1) {
    try {
      await takeSlot(run)
      await (run.row.document.type === 'TRANSFER' ? transfer(run) : remove(run))
      return await end(run, { status: 'SUCCEEDED' })
    } catch (error) {
      if (error instanceof Interruption) return await endInterrupted(run, error.kind)
      const fault = asFault(error)
      if (endsTask(run, fault)) {
        reportFault(run, fault)
        return await end(run, { status: 'FAILED', code: fault.code, left: 'subtasks_failed' })
      }
      // An interruption of the pause is found by the next step.
      await backOff(run, fault, failures).catch(() => undefined)
    }
  }
}

async function transfer(run: Run) {
  const { document } = run.row
  const plan = run.world.tables.plans.get(run.taskId) ?? (await scanTransfer(run))
  run.world.tables.plans.put(run.taskId, plan)
  // Before the first byte is written: see `TaskPlan`.
  await persist(run)
  await copyAll(run, plan)
  const skipped = document.subtasks_skipped_errors
  if (document.delete_destination_extra) {
    if (skipped > 0)
      addEvent(
        run.world,
        run.taskId,
        'DELETE_DESTINATION_EXTRA_SKIPPED',
        `${skipped} source path(s) were skipped`,
      )
    else if (plan.deletions.length > 0) await removeAll(run, plan)
  }
  if (skipped > 0) addEvent(run.world, run.taskId, 'SKIPPED_ERRORS', `${skipped} path(s) skipped`)
  addEvent(run.world, run.taskId, 'SUCCEEDED', jsonDetails({ files_succeeded: document.files_transferred }))
}

async function remove(run: Run) {
  const plan = run.world.tables.plans.get(run.taskId) ?? (await scanDelete(run))
  run.world.tables.plans.put(run.taskId, plan)
  // Once something is gone, a scan would not find it any more.
  await persist(run)
  await removeAll(run, plan)
}

async function endInterrupted(run: Run, kind: Interruption['kind']) {
  if (kind === 'canceled') {
    endCanceled(run.world, run.row)
    await flush(run)
  } else if (kind === 'expired') {
    addEvent(run.world, run.taskId, 'EXPIRED', 'The deadline of the task has passed', true)
    await end(run, EXPIRED)
  }
}

async function end(run: Run, ending: Ending) {
  endTask(run.world, run.row, ending)
  await flush(run)
}

/** The journal says so itself when it fails: at the next call. */
const flush = (run: Run) => run.world.database.flush().catch(() => undefined)
