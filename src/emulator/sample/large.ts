import type { TransferDocument } from '../../api/wire'
import { isoSeconds } from '../clock'
import { seededRandom } from '../random'
import { addEvent, jsonDetails, MAX_EVENTS } from '../transfer/task-events'
import { endTask, newTask } from '../transfer/task-state'
import type { Collection, PauseRuleRow, World } from '../world'
import { tutorialClient } from './clients'
import { ada, ben, grace } from './identities'
import { guest, mapped, rule } from './kinds'

/** How much there is of everything. */
export type LargeSizes = {
  finishedTasks: number
  activeTasks: number
  collections: number
  rules: number
  files: number
}

export const LARGE: LargeSizes = {
  finishedTasks: 100_000,
  activeTasks: 1000,
  collections: 1000,
  rules: 1000,
  files: 100_000,
}

/** What is worth asking about in a large world. */
export type LargeWorld = {
  /** A guest collection with all the rules. */
  sharedId: string
  /** A task that has copied all the files. */
  filesTaskId: string
  /** A task with as many events as anybody can reach. */
  eventsTaskId: string
}

const MINUTE_MS = 60_000
const FIELDS = ['Lidar', 'Genome', 'Cryo', 'Climate', 'Beamline', 'Survey', 'Ocean', 'Proteome']
const LABELS = ['Nightly copy', 'Raw frames', 'Share with Ben', 'Backup', null]

/** Fills a sample world with the years of a busy person, Ada: the same for the same clock and sizes. */
export function fillLargeWorld(world: World, sizes: LargeSizes = LARGE): LargeWorld {
  const random = seededRandom(7)
  const id = () => random.uuid()
  const hosts = Array.from({ length: sizes.collections }, (_, index) => hostNumber(index, id()))
  for (const host of hosts) world.tables.collections.put(host.id, host)
  const shared = sharedFolder(hosts[0]!, id, sizes.rules)
  world.tables.collections.put(shared.id, shared)

  const now = world.clock.now()
  const firstActiveMs = now - sizes.activeTasks * MINUTE_MS
  // Active tasks wait for a manager, so that they are still active when somebody looks.
  const pause = pauseOf(hosts[0]!, id(), now)
  world.tables.pause_rules.put(pause.id, pause)
  /** A task that was submitted when the clock stood at `atMs`. */
  const submit = (index: number, atMs: number) => {
    const past: World = { ...world, clock: { ...world.clock, now: () => atMs } }
    const isHeld = atMs >= firstActiveMs
    const source = hosts[isHeld ? 0 : index % hosts.length]!
    const destination = hosts[(index * 7 + 1) % hosts.length]!
    const submission: TransferDocument = {
      DATA_TYPE: 'transfer',
      submission_id: id(),
      source_endpoint: source.id,
      destination_endpoint: destination.id,
      label: LABELS[index % LABELS.length],
      DATA: [
        {
          DATA_TYPE: 'transfer_item',
          source_path: '/frames/',
          destination_path: `/run-${index}/`,
          recursive: true,
        },
      ],
    }
    const taskId = id()
    const about = {
      taskId,
      ownerId: ada.id,
      clientId: tutorialClient.client_id,
      submission,
      source,
      destination,
    }
    return { past, taskId, submission, row: newTask(past, { ...about, explicitDeadlineMs: null }) }
  }

  const taskIds: string[] = []
  for (let index = 0; index < sizes.finishedTasks; index += 1) {
    const atMs = now - (sizes.finishedTasks - index + sizes.activeTasks) * MINUTE_MS
    const { past, taskId, row } = submit(index, atMs)
    taskIds.push(taskId)
    Object.assign(row.document, { files: 12, files_transferred: 12, bytes_transferred: index * 4096 })
    addEvent(past, taskId, 'STARTED', 'Starting sync scan')
    if (index % 20 === 0) {
      addEvent(past, taskId, 'PERMISSION_DENIED', `Error (transfer)\nFile: /run-${index}/frame.tif`, true)
      endTask(past, row, { status: 'FAILED', code: 'PERMISSION_DENIED', left: 'subtasks_failed' })
    } else {
      addEvent(past, taskId, 'SUCCEEDED', jsonDetails({ files_succeeded: 12 }))
      endTask(past, row, { status: 'SUCCEEDED' })
    }
  }
  for (let index = 0; index < sizes.activeTasks; index += 1) {
    const { taskId, submission, row } = submit(index, now - (sizes.activeTasks - index) * MINUTE_MS)
    world.tables.tasks.put(taskId, row)
    world.tables.orders.put(taskId, submission)
  }

  const [filesTaskId = '', eventsTaskId = ''] = taskIds.slice(-2)
  for (let index = 0; index < sizes.files; index += 1)
    world.tables.transferred.append(filesTaskId, {
      DATA_TYPE: 'successful_transfer',
      source_path: `/frames/frame_${index}.tif`,
      destination_path: `/run/frame_${index}.tif`,
      size: 1_800_000 + index,
      checksum: '0123456789abcdef0123456789abcdef',
      checksum_algorithm: 'MD5',
      dynamic: false,
    })
  for (let index = 0; index < MAX_EVENTS; index += 1)
    addEvent(
      world,
      eventsTaskId,
      'PROGRESS',
      jsonDetails({ bytes_transferred: index, duration: 10, mbps: 1 }),
    )
  return { sharedId: shared.id, filesTaskId, eventsTaskId }
}

const hostNumber = (index: number, id: string): Collection =>
  mapped(
    {
      id,
      display_name: `${FIELDS[index % FIELDS.length]} archive ${index}`,
      owner_id: grace.id,
      owner_string: grace.username,
      organization: 'Fenwick Light Source',
      description: `Results of the ${FIELDS[index % FIELDS.length]?.toLowerCase()} group, part ${index}`,
    },
    // Its files are computed, so a thousand of them take no space.
    { tree: 'detector-frames', home: '/', read_only: true },
  )

const pauseOf = (host: Collection, id: string, nowMs: number): PauseRuleRow => ({
  id,
  message: 'The tape robot is in repair',
  start_time: null,
  endpoint_id: host.id,
  identity_id: null,
  modified_by_id: grace.id,
  modified_time: isoSeconds(nowMs),
  created_by_host_manager: false,
  pause_ls: false,
  pause_mkdir: false,
  pause_symlink: false,
  pause_rename: false,
  pause_task_delete: false,
  pause_task_transfer_write: false,
  pause_task_transfer_read: true,
})

const sharedFolder = (host: Collection, id: () => string, rules: number): Collection =>
  guest(
    { id: id(), display_name: 'Shared with everybody', owner_id: ada.id, owner_string: ada.username },
    host,
    {
      tree: host.tree,
      access: Array.from({ length: rules }, (_, index) =>
        rule(id(), `/folder-${index}/`, 'r', { principal_type: 'identity', principal: ben.id }),
      ),
    },
  )
