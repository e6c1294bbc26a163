import type { DeleteDocument, TransferDocument } from '../../api/wire'
import { isCutOff, isPausedByOwner } from '../weather/collections'
import { meetTroubles } from '../weather/tasks'
import { nextTurn } from '../turns'
import type { TaskRow, World } from '../world'
import { isConnected } from './access'
import { asFault, Fault } from './faults'
import { addEvent } from './task-events'
import { deactivateTask, lapsedCredentials, reactivateTask } from './task-credentials'
import { holdTask, pauseMessage, releaseTask } from './task-pause'
import { collectionsOf, countPending, DEFAULT_DEADLINE_MS, extendDeadline, setCondition } from './task-state'

/** Why a run stops before its task is done; the reason its signal carries. */
export class Interruption extends Error {
  override name = 'Interruption'
  readonly kind: 'canceled' | 'expired' | 'stopped' | 'ended elsewhere'

  constructor(kind: Interruption['kind']) {
    super(kind)
    this.kind = kind
  }
}

/** A task at work. */
export type Run = {
  world: World
  taskId: string
  row: TaskRow
  signal: AbortSignal
  slot: { acquire: () => Promise<void>; release: () => void }
  /** Clock time until which the bytes copied so far should take, at the world's rate. */
  dueMs: number
  flushedMs: number
  /** When its owner's consents and session were last looked at. */
  credentialsMs: number
  /** Steps since the event loop last had its turn. */
  steps: number
  lastFaultMs: number | null
}

export const transferDocument = (run: Run) => orderOf(run) as TransferDocument
export const deleteDocument = (run: Run) => orderOf(run) as DeleteDocument

/** What the user submitted. */
function orderOf({ world, taskId }: Run): TransferDocument | DeleteDocument {
  const order = world.tables.orders.get(taskId)
  if (!order) throw new Fault('UNKNOWN', 'What the task was to do is not known any more', { fatal: true })
  return order
}

/** Makes the counters visible; the journal hears of them about once a second. */
export function report(run: Run) {
  countPending(run.row.document)
  run.world.tables.tasks.put(run.taskId, run.row)
}

const FLUSH_EVERY_MS = 1000

/** Makes the counters visible and safe. */
export async function persist(run: Run) {
  report(run)
  run.flushedMs = run.world.clock.now()
  await run.world.database.flush()
}

const STEPS_PER_TURN = 64

/** Between two steps of a task: the place where it stops, pauses, or finds that a side is gone. */
export async function checkpoint(run: Run) {
  run.steps += 1
  if (run.steps % STEPS_PER_TURN === 0) await nextTurn()
  requireActive(run)
  if (run.row.document.is_paused || pauseMessage(run.world, run.row) !== null) await waitWhilePaused(run)
  await requireCredentials(run)
  requireConnections(run)
  if (run.world.clock.now() - run.flushedMs >= FLUSH_EVERY_MS) await persist(run)
}

/** A queued task may be ended by the call that cancels it. */
function requireActive(run: Run) {
  run.signal.throwIfAborted()
  if (run.row.completed_ms !== null) throw new Interruption('ended elsewhere')
}

const ENTRIES_PER_REST = 50
const REST_MS = 20

/** Called per entry of a scan or deletion: storage takes its time, and people see the numbers grow. */
export async function rest(run: Run, entries: number) {
  if (entries % ENTRIES_PER_REST !== 0 || !Number.isFinite(run.world.rateBytesPerSecond)) return
  report(run)
  await run.world.clock.sleep(REST_MS, run.signal)
}

/** Shorter waits are saved up: timers are not that precise. */
const SHORTEST_WAIT_MS = 10

/** A page that nobody looks at gets its timers once a second; what they are late is made up for. */
const MOST_LATE_MS = 1500

/** Takes the time that copying `bytes` takes at the world's rate. */
export async function pace(run: Run, bytes: number) {
  const { clock, rateBytesPerSecond } = run.world
  if (!Number.isFinite(rateBytesPerSecond)) return
  const now = clock.now()
  const from = now - run.dueMs > MOST_LATE_MS ? now : run.dueMs
  run.dueMs = from + (bytes / rateBytesPerSecond) * 1000
  if (run.dueMs - now >= SHORTEST_WAIT_MS) await clock.sleep(run.dueMs - now, run.signal)
}

/**
 * Does one repeatable step of a task until it succeeds: faults become events and growing pauses. It throws what ends
 * the step: an interruption, a fatal fault, or one that `skip_source_errors` lets the caller skip.
 */
export async function attempt<T>(run: Run, step: () => Promise<T>): Promise<T> {
  for (let failures = 0; ; failures += 1) {
    try {
      await checkpoint(run)
      const result = await step()
      if (failures > 0) recover(run)
      return result
    } catch (error) {
      run.signal.throwIfAborted()
      if (error instanceof Interruption) throw error
      const fault = asFault(error)
      if (endsTask(run, fault) || mayBeSkipped(run, fault)) {
        if (failures > 0) recover(run)
        throw fault
      }
      await backOff(run, fault, failures)
    }
  }
}

export const mayBeSkipped = (run: Run, fault: Fault) => fault.skippable && run.row.document.skip_source_errors

/** Whether trying again is of no use, or not what the user wants. */
export const endsTask = (run: Run, fault: Fault) =>
  fault.fatal || (fault.code === 'QUOTA_EXCEEDED' && run.row.document.fail_on_quota_errors)

const FIRST_PAUSE_MS = 1000
const LONGEST_PAUSE_MS = 60_000

/** Reports a fault and waits before the next try, without holding a place that other tasks could use. */
export async function backOff(run: Run, fault: Fault, failures: number) {
  reportFault(run, fault)
  run.row.document.subtasks_retrying = 1
  report(run)
  run.slot.release()
  // A journal that cannot be written is itself a fault that waiting may cure.
  await run.world.database.flush().catch(() => undefined)
  await run.world.clock.sleep(Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** failures), run.signal)
  await takeSlot(run)
}

export function reportFault(run: Run, fault: Fault) {
  const { document } = run.row
  document.faults += 1
  setCondition(document, fault.code, false)
  run.lastFaultMs = run.world.clock.now()
  addEvent(run.world, run.taskId, fault.code, fault.details, true)
}

function recover(run: Run) {
  run.row.document.subtasks_retrying = 0
  setCondition(run.row.document, 'OK', true)
  report(run)
}

const FAULT_SHOWN_MS = 15 * 60_000

/** Waits for one of the places that the owner's tasks have. */
export async function takeSlot(run: Run) {
  const { document } = run.row
  const waits = run.slot.acquire()
  const recentFault = run.lastFaultMs !== null && run.world.clock.now() - run.lastFaultMs < FAULT_SHOWN_MS
  if (!recentFault && !document.is_paused && document.status === 'ACTIVE')
    setCondition(document, 'Queued', true)
  report(run)
  await waits
  requireActive(run)
  run.dueMs = run.world.clock.now()
  // Waiting in the queue costs nothing of the time a task has.
  if (document.nice_status === 'Queued') {
    if (document.faults === 0) extendDeadline(run.row, run.world.clock.now() + DEFAULT_DEADLINE_MS)
    setCondition(document, 'OK', true)
  }
  report(run)
}

const PAUSE_CHECK_MS = 1000

async function waitWhilePaused(run: Run) {
  const { world, row, signal } = run
  holdTask(world, row)
  await persist(run)
  run.slot.release()
  while (pauseMessage(world, row) !== null) {
    await world.clock.sleep(PAUSE_CHECK_MS, signal)
    signal.throwIfAborted()
  }
  releaseTask(world, row)
  await takeSlot(run)
}

const CREDENTIALS_CHECK_MS = 1000

/** Waits for the owner when the task may not go on without them. */
async function requireCredentials(run: Run) {
  const { world, row, signal } = run
  if (world.clock.now() - run.credentialsMs < CREDENTIALS_CHECK_MS) return
  run.credentialsMs = world.clock.now()
  let lapsed = lapsedCredentials(world, row)
  if (lapsed === null && row.document.status === 'ACTIVE') return
  if (lapsed !== null) {
    deactivateTask(world, row, lapsed)
    await persist(run)
    run.slot.release()
  }
  while (lapsed !== null) {
    await world.clock.sleep(CREDENTIALS_CHECK_MS, signal)
    signal.throwIfAborted()
    lapsed = lapsedCredentials(world, row)
  }
  reactivateTask(world, row)
  await takeSlot(run)
}

function requireConnections(run: Run) {
  meetTroubles(run.world, run.row)
  for (const collection of Object.values(collectionsOf(run.world, run.row))) {
    if (!collection) continue
    const { display_name, id } = collection.document
    const about = `Endpoint: ${display_name} (${id})`
    if (!isConnected(run.world, collection))
      throw new Fault('GC_NOT_CONNECTED', `${about}\nMessage: The endpoint is not connected`)
    if (isCutOff(run.world, collection))
      throw new Fault('CONNECT_FAILED', `${about}\nMessage: Could not connect to the server`)
    if (isPausedByOwner(run.world, collection))
      throw new Fault('GC_PAUSED', `${about}\nMessage: The endpoint is paused by its owner`)
  }
}
