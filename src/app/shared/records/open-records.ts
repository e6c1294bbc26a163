import type { QueryClient } from '@tanstack/react-query'
import { taskQueries } from '../../../api/queries/tasks'
import type { TaskSummary } from '../../../api/tasks'
import type { DeleteDocument, SubmissionResult, TransferDocument } from '../../../api/wire'
import { openShelf, type Shelf } from '../draft/shelf'
import { createCurves } from './curves'
import { useLiveCurves } from './live-curves'
import { createManifests } from './manifests'
import { RECORDS } from './use-records'

type Keys = { manifestKey: string; curveKey: string }
export type Records = ReturnType<typeof recordsOf>

const opened = new Map<string, Promise<Records>>()

/** What this browser remembers of one person's tasks. */
export function openRecords(name: string, keys: Keys): Promise<Records> {
  const person = `${name} ${keys.manifestKey}`
  const opening = opened.get(person) ?? openShelf(name).then((shelf) => recordsFrom(shelf, keys))
  opened.set(person, opening)
  return opening
}

async function recordsFrom(shelf: Shelf, keys: Keys): Promise<Records> {
  const records = recordsOf(shelf, keys)
  // What cannot be read is not followed first.
  await records.curves.look().catch(() => undefined)
  return records
}

/**
 * Milliseconds between two times that what was seen is written down. It is also when the page is left: only a browser that breaks
 * down loses more, and to ask the database often costs more than what is written.
 */
const SAVE_MS = 120_000
/** The same for tasks of which nothing was written yet: that takes longer than a page has that is left. */
const SAVE_NEW_MS = 10_000

function recordsOf(shelf: Shelf, { manifestKey, curveKey }: Keys) {
  const manifests = createManifests(shelf, manifestKey)
  const curves = createCurves(shelf, curveKey, (live) => useLiveCurves.setState({ curves: live }))
  return {
    manifests,
    curves,
    /** Forgets all that is remembered of a task. */
    forget: async (taskId: string) => {
      await manifests.forget(taskId)
      await curves.forget(taskId)
    },
    forgetAll: async () => {
      await manifests.forgetAll()
      await curves.forgetAll()
    },
    /** Takes down what is asked for and how it goes, until the returned function is called. */
    keep: (client: QueryClient) => {
      const stopManifests = keepManifests(client, async (document, result) => {
        const about = { startedAt: Date.now(), requestId: result.request_id ?? null }
        await manifests.keep(result.task_id, document, about)
        await client.invalidateQueries({ queryKey: [...RECORDS, 'manifest', result.task_id] })
      })
      const stopCurves = client.getQueryCache().subscribe((event) => {
        if (event.type !== 'updated' || event.action.type !== 'success') return
        const [root, kind] = event.query.queryKey
        if (root !== taskQueries.all()[0] || (kind !== 'board' && kind !== 'one')) return
        const { data, dataUpdatedAt } = event.query.state
        const tasks = kind === 'board' ? (data as { DATA: TaskSummary[] }).DATA : [data as TaskSummary]
        curves.see(kind, tasks, dataUpdatedAt)
      })
      // Without room for it the curve is shorter, and nothing else is.
      const attempt = (saving: Promise<void>) => void saving.catch(() => undefined)
      const timers = [
        setInterval(() => attempt(curves.saveKnown()), SAVE_MS),
        setInterval(() => attempt(curves.saveKnown('new')), SAVE_NEW_MS),
      ]
      // It may be the last chance; who comes back may have forgotten something elsewhere.
      const onVisibility = () => attempt(document.hidden ? curves.saveAll() : curves.saveKnown())
      document.addEventListener('visibilitychange', onVisibility)
      return () => {
        timers.forEach(clearInterval)
        document.removeEventListener('visibilitychange', onVisibility)
        stopCurves()
        stopManifests()
        attempt(curves.saveAll())
      }
    },
  }
}

type Submitting = { document?: TransferDocument | DeleteDocument }
type Keep = (document: TransferDocument | DeleteDocument, result: SubmissionResult) => Promise<void>

const keepManifests = (client: QueryClient, keep: Keep) =>
  client.getMutationCache().subscribe((event) => {
    if (event.type !== 'updated' || event.action.type !== 'success') return
    const { document } = (event.mutation.state.variables ?? {}) as Submitting
    const result = (event.mutation.state.data ?? {}) as SubmissionResult
    // Without room for it the task still runs, and its page says that the list is not known.
    if (document && result.task_id) keep(document, result).catch(() => undefined)
  })
