import { openShelf, type Shelf } from '../draft/shelf'
import { createManifests } from './manifests'

const shelves = new Map<string, Promise<Shelf>>()

type Keys = { manifestKey: string; curveKey: string }

/** What this browser remembers of one person's tasks. */
export async function openRecords(name: string, { manifestKey }: Keys) {
  const opening = shelves.get(name) ?? openShelf(name)
  shelves.set(name, opening)
  const shelf = await opening
  const manifests = createManifests(shelf, manifestKey)
  return {
    manifests,
    /** Forgets all that is remembered of a task. */
    forget: (taskId: string) => manifests.forget(taskId),
    /** The same of all tasks. */
    forgetAll: () => manifests.forgetAll(),
  }
}
