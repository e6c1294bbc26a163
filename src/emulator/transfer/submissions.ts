import type { DeleteDocument, TransferDocument } from '../../api/wire'
import { badRequest, type Call, json, type Route, TransferError } from '../http'
import { turnAfter } from '../turns'
import type { AccessRule, Caller, Collection, Submission, World } from '../world'
import { isConnected, nameAndId, requireCaller, requireCollection, requireDataAccess } from './access'
import { fieldsOf, readJson } from './fields'
import { hasWildcards } from './glob'
import { resolvePath } from './paths'
import { limitsOf, permissionCheck } from './permissions'
import { noteRecent } from './recents'
import { newTask } from './task-state'
import { validateDelete, validateTransfer, type ValidSubmission } from './validate-submission'

/** https://docs.globus.org/api/transfer/task_submit/#limits */
const MAX_PENDING_TASKS = 100

/** https://docs.globus.org/api/transfer/task_submit/#get_submission_id */
function getSubmissionId(call: Call): Response {
  const { world } = call
  const caller = requireCaller(call)
  const id = world.random.uuid()
  const row: Submission = {
    id,
    identity_id: caller.identity.id,
    task_id: null,
    created_ms: world.clock.now(),
  }
  world.tables.submissions.put(id, row)
  return json({ DATA_TYPE: 'submission_id', value: id })
}

/** https://docs.globus.org/api/transfer/task_submit/#submit_transfer_task */
const submitTransfer = (call: Call) =>
  submit(call, 'transfer', validateTransfer, (document, open) => {
    const source = open(document.source_endpoint)
    const destination = open(document.destination_endpoint)
    return {
      source,
      destination,
      check: (index) => {
        const { source_path, destination_path } = document.DATA[index]!
        source.require(source_path, 'r')
        destination.require(destination_path, 'rw')
      },
    }
  })

/** https://docs.globus.org/api/transfer/task_submit/#submit_delete_task */
const submitDelete = (call: Call) =>
  submit(call, 'delete', validateDelete, (document, open) => {
    const source = open(document.endpoint)
    return {
      source,
      destination: null,
      check: (index) => {
        const { path } = document.DATA[index]!
        const target = document.interpret_globs ? withoutPattern(path) : path
        if (source.require(target, 'rw') === '/' && target === path)
          throw badRequest('The root of a collection cannot be deleted')
      },
    }
  })

/** A collection that may be used, with what the rights on it say of paths. */
type Side = {
  collection: Collection
  limits: readonly AccessRule[] | null
  /** Whether a path exists is the task's business; whether it may be named is not. Gives its place in the tree. */
  require: (path: string, permission: 'r' | 'rw') => string
}

type Sides = {
  source: Side
  destination: Side | null
  /** Refuses what may not be done with this item of the document. */
  check: (index: number) => void
}

/** The way of every submission: once per submission id, all checks before the first change. */
async function submit<Document extends TransferDocument | DeleteDocument>(
  call: Call,
  kind: Document['DATA_TYPE'],
  validate: (body: unknown, nowMs: number) => Promise<ValidSubmission<Document>>,
  openSides: (document: Document, open: (id: string) => Side) => Sides,
): Promise<Response> {
  const { world } = call
  const caller = requireCaller(call)
  const body = await readJson(call)
  const first = requireSubmission(world, caller, body)
  if (first.task_id !== null) return accepted(call, kind, first.id, first.task_id, 'Duplicate')
  const { document, deadlineMs } = await validate(body, world.clock.now())
  const open = () => openSides(document, (id) => openSide(world, caller, id))
  let sides = open()
  let checked: Sides
  // While a long list is looked at, others have their turns, and rights may change.
  do {
    checked = sides
    await checkItems(checked, document.DATA.length)
    sides = open()
  } while (!haveSameLimits(checked, sides))

  // From here on nobody else has a turn.
  const submission = requireSubmission(world, caller, body)
  if (submission.task_id !== null) return accepted(call, kind, submission.id, submission.task_id, 'Duplicate')
  requireRoomInQueue(world, caller)
  const source = sides.source.collection
  const destination = sides.destination?.collection ?? null
  const taskId = world.random.uuid()
  const task = newTask(world, {
    taskId,
    ownerId: caller.identity.id,
    clientId: caller.clientId,
    root: caller.token.root,
    submission: document,
    source,
    destination,
    explicitDeadlineMs: deadlineMs,
  })
  world.tables.tasks.put(taskId, task)
  world.tables.orders.put(taskId, document)
  world.tables.submissions.put(submission.id, { ...submission, task_id: taskId })
  noteRecent(world, caller.identity.id, source.id)
  if (destination) noteRecent(world, caller.identity.id, destination.id)
  return accepted(call, kind, submission.id, taskId, 'Accepted')
}

async function checkItems({ check }: Sides, items: number) {
  for (let index = 0; index < items; index += 1) {
    check(index)
    const turn = turnAfter(index + 1)
    if (turn) await turn
  }
}

const haveSameLimits = (one: Sides, other: Sides) => {
  const limits = ({ source, destination }: Sides) => JSON.stringify([source.limits, destination?.limits])
  return limits(one) === limits(other)
}

function openSide(world: World, caller: Caller, id: string): Side {
  const collection = requireUsable(world, caller, id)
  const limits = limitsOf(world, caller, collection)
  const requirePermission = permissionCheck(limits, collection)
  return {
    collection,
    limits,
    require: (path, permission) => {
      const { treePath } = resolvePath(collection, caller.identity, path)
      requirePermission(treePath, permission)
      return treePath
    },
  }
}

/** A submission id is good for the person who fetched it. */
function requireSubmission(world: World, caller: Caller, body: unknown): Submission {
  const id = fieldsOf(body, '').text('submission_id')
  const submission = world.tables.submissions.get(id)
  if (!submission || submission.identity_id !== caller.identity.id)
    throw badRequest('submission_id is unknown: fetch one from /submission_id')
  return submission
}

function requireUsable(world: World, caller: Caller, id: string): Collection {
  const collection = requireCollection(world, id, caller)
  requireDataAccess(world, caller, collection)
  if (!isConnected(world, collection))
    throw new TransferError(
      409,
      'GCDisconnectedException',
      `The Globus Connect Personal endpoint ${nameAndId(collection)} is not currently connected to Globus`,
    )
  return collection
}

/** The folder of a pattern: backslashes and wildcards of the last segment are no names. */
function withoutPattern(path: string): string {
  const trimmed = path.replace(/\/+$/, '')
  const slash = trimmed.lastIndexOf('/')
  const last = trimmed.slice(slash + 1)
  if (!hasWildcards(last) && !last.includes('\\')) return path
  return slash < 0 ? '/~/' : trimmed.slice(0, slash + 1)
}

function requireRoomInQueue(world: World, caller: Caller) {
  const pending = world.tables.tasks.active.count(caller.identity.id)
  if (pending >= MAX_PENDING_TASKS)
    throw new TransferError(
      409,
      'ClientError.Conflict',
      `You have ${pending} pending tasks; at most ${MAX_PENDING_TASKS} are allowed at a time`,
    )
}

const MESSAGES = {
  Accepted: (kind: string) =>
    `The ${kind} has been accepted and a task has been created and queued for execution`,
  Duplicate: (kind: string) => `A ${kind} with the same submission id has been accepted before`,
}

/** https://docs.globus.org/api/transfer/task_submit/#response */
const accepted = (
  { requestId, url }: Call,
  kind: 'transfer' | 'delete',
  submissionId: string,
  taskId: string,
  code: keyof typeof MESSAGES,
) =>
  json(
    {
      DATA_TYPE: `${kind}_result`,
      code,
      message: MESSAGES[code](kind),
      request_id: requestId,
      resource: url.pathname,
      submission_id: submissionId,
      task_id: taskId,
      task_link: {
        DATA_TYPE: 'link',
        href: `task/${taskId}?format=json`,
        rel: 'related',
        resource: 'task',
        title: 'related task',
      },
    },
    202,
  )

export const submissionRoutes: readonly Route[] = [
  ['GET', '/v0.10/submission_id', getSubmissionId],
  ['POST', '/v0.10/transfer', submitTransfer],
  ['POST', '/v0.10/delete', submitDelete],
]
