import * as v from 'valibot'
import type { DeleteDocument, TransferDocument } from '../../../api/wire'
import type { Shelf } from '../draft/shelf'
import { parseKept } from '../kept'
import type { Unsent } from '../submit-once'
import { forgetOldest, recordName } from './oldest'

/** What was asked for when a task was started here: Globus does not give the list of its items back. */
export type Manifest = {
  /** Milliseconds since 1970. */
  startedAt: number
  /** Under which Globus knows the request, for its support. */
  requestId: string | null
  document: Unsent
}

const item = v.looseObject({ source_path: v.string(), destination_path: v.string() })

/** As deep as it is relied on: a page, or a person, may have written something else. */
const manifest = v.object({
  startedAt: v.number(),
  requestId: v.nullable(v.string()),
  document: v.variant('DATA_TYPE', [
    v.looseObject({
      DATA_TYPE: v.literal('transfer'),
      source_endpoint: v.string(),
      destination_endpoint: v.string(),
      DATA: v.pipe(v.array(item), v.minLength(1)),
    }),
    v.looseObject({
      DATA_TYPE: v.literal('delete'),
      endpoint: v.string(),
      DATA: v.pipe(v.array(v.looseObject({ path: v.string() })), v.minLength(1)),
    }),
  ]),
})

export type Manifests = ReturnType<typeof createManifests>

/** The manifests of one person: `key` is what all theirs begin with. */
export function createManifests(shelf: Shelf, key: string) {
  const start = (taskId: string) => `${key}:${taskId}:`
  const forget = (taskId: string) => shelf.removeAll(start(taskId))

  return {
    keep: async (
      taskId: string,
      { submission_id: _id, ...document }: TransferDocument | DeleteDocument,
      about: Omit<Manifest, 'document'>,
    ) => {
      await forget(taskId)
      const name = recordName(key, taskId, about.startedAt)
      await shelf.put(name, JSON.stringify({ ...about, document }))
      await forgetOldest(shelf, new Set(await shelf.keys(`${key}:`)))
    },
    /** Null for a task that was started elsewhere, or was forgotten. */
    find: async (taskId: string): Promise<Manifest | null> => {
      const [name] = await shelf.keys(start(taskId))
      const kept = name === undefined ? null : await shelf.get(name)
      const read = v.safeParse(manifest, parseKept(typeof kept === 'string' ? kept : null))
      // The rest of the document is as it was sent.
      return read.success ? (read.output as Manifest) : null
    },
    forget,
    forgetAll: () => shelf.removeAll(`${key}:`),
  }
}
