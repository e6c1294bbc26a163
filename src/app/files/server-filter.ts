import { foldName } from '../../api/listing'
import { readNamePattern } from './name-pattern'

/** What Globus is asked to list, and whether it then lists a name. */
export type ServerFilter = { filters: string[]; passes: (name: string) => boolean }

/**
 * The filters that Globus is to list by for what was typed: `*.tif, *.csv` for names like one of these, a word without a
 * star for names that have it. None for everything; a sentence when it cannot be asked. Case does not matter.
 * https://docs.globus.org/api/transfer/overview/#filtering_and_ordering
 */
export function readServerFilter(typed: string): ServerFilter | { problem: string } {
  // In a filter a slash ends the clause.
  if (typed.includes('/')) return { problem: 'A name cannot contain a slash.' }
  const patterns = typed
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part) => (part.includes('*') ? part : `*${part}*`))
  const tests = patterns.map(readNamePattern)
  return {
    filters: patterns.map((pattern) => `name:~${pattern}`),
    passes: (name) =>
      tests.length === 0 || tests.some((test) => 'matches' in test && test.matches(name, foldName(name))),
  }
}
