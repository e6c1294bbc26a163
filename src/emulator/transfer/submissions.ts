import type { DeleteDocument, TransferDocument } from '../../api/wire'
import { badRequest, type Call, json, type Route, TransferError } from '../http'
import type { Caller, Collection, Submission, World } from '../world'
import { isConnected, nameAndId, requireCaller, requireCollection, requireDataAccess } from './access'
import { fieldsOf, readJson } from './fields'
import { hasWildcards } from './glob'
import { resolvePath } from './paths'
import { requirePermission } from './permissions'
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
  submit(call, 'transfer', validateTransfer, (caller, document) => {
    const source = requireUsable(call.world, caller, document.source_endpoint)
    const destination = requireUsable(call.world, caller, document.destination_endpoint)
    for (const { source_path, destination_path } of document.DATA) {
      requirePath(call.world, caller, source, source_path, 'r')
      requirePath(call.world, caller, destination, destination_path, 'rw')
    }
    return { source, destination }
  })

/** https://docs.globus.org/api/transfer/task_submit/#submit_delete_task */
const submitDelete = (call: Call) =>
  submit(call, 'delete', validateDelete, (caller, document) => {
    const source = requireUsable(call.world, caller, document.endpoint)
    for (const { path } of document.DATA) {
      const target = document.interpret_globs ? withoutPattern(path) : path
      if (requirePath(call.world, caller, source, target, 'rw') === '/' && target === path)
        throw badRequest('The root of a collection cannot be deleted')
    }
    return { source, destination: null }
  })

type Sides = { source: Collection; destination: Collection | null }

/** The way of every submission: once per submission id, all checks before the first change. */
async function submit<Document extends TransferDocument | DeleteDocument>(
  call: Call,
  kind: Document['DATA_TYPE'],
  validate: (body: unknown, nowMs: number) => ValidSubmission<Document>,
  check: (caller: Caller, document: Document) => Sides,
): Promise<Response> {
  const { world } = call
  const caller = requireCaller(call)
  const body = await readJson(call)
  const submission = requireSubmission(world, caller, body)
  if (submission.task_id !== null) return accepted(call, kind, submission.id, submission.task_id, 'Duplicate')
  const { document, deadlineMs } = validate(body, world.clock.now())
  const sides = check(caller, document)
  requireRoomInQueue(world, caller)

  const taskId = world.random.uuid()
  const task = newTask(world, {
    taskId,
    ownerId: caller.identity.id,
    clientId: caller.clientId,
    root: caller.token.root,
    submission: document,
    ...sides,
    explicitDeadlineMs: deadlineMs,
  })
  world.tables.tasks.put(taskId, task)
  world.tables.orders.put(taskId, document)
  world.tables.submissions.put(submission.id, { ...submission, task_id: taskId })
  noteRecent(world, caller.identity.id, sides.source.id)
  if (sides.destination) noteRecent(world, caller.identity.id, sides.destination.id)
  return accepted(call, kind, submission.id, taskId, 'Accepted')
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

/** Whether a path exists is the task's business; whether it may be named is not. */
function requirePath(
  world: World,
  caller: Caller,
  collection: Collection,
  path: string,
  permission: 'r' | 'rw',
): string {
  const { treePath } = resolvePath(collection, caller.identity, path)
  requirePermission(world, caller, collection, treePath, permission)
  return treePath
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
