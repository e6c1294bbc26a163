import { isWithin } from '../storage/paths'
import type { Owner } from '../storage/views'

const HOME = /^\/(?:home|Users)\/(ada|ben|grace)(?:\/|$)/

/** Whose the rest of a tree is, by folder; what is missing belongs to its server. */
const KEEPERS: Record<string, Record<string, Owner>> = {
  'tutorial-1': { '/home/share': { user: 'globus', group: 'globus' } },
  'tutorial-2': { '/home/share': { user: 'globus', group: 'globus' } },
  'alder-scratch': { '/projects/lab-archive': { user: 'grace', group: 'diffraction' } },
  'names-that-bite': { '/': { user: 'ada', group: 'staff' } },
  'teaching-share': { '/': { user: 'ben', group: 'teaching' } },
  consortium: { '/': { user: 'curator', group: 'release' } },
}

const SERVER: Owner = { user: 'root', group: 'root' }

/**
 * Who owns the paths of a tree of the sample world, whoever runs the emulator: homes belong to their people, and so
 * does what they put there.
 */
export function sampleOwner(tree: string): (path: string) => Owner {
  const keepers = Object.entries(KEEPERS[tree] ?? {})
  return (path) => {
    const user = HOME.exec(path)?.[1]
    if (user !== undefined) return { user, group: path.startsWith('/Users/') ? 'staff' : 'users' }
    return keepers.find(([folder]) => isWithin(path, folder))?.[1] ?? SERVER
  }
}
