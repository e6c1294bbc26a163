import { create } from 'zustand'
import { onSignOut } from '../shared/on-sign-out'
import { isExpression } from './name-pattern'

/**
 * Filters in use that are regular expressions. Some take longer than anybody lives, and nothing ends one that has
 * begun: one that came with an address is not tried on a name before the person says so (checklist H8). For as long as
 * the page is open, so that a reload ends what a person's own one has begun.
 */
const useMeant = create<{ filters: ReadonlySet<string> }>(() => ({ filters: new Set() }))

onSignOut(() => useMeant.setState({ filters: new Set() }))

/** Notes that the person wrote or wants this filter. */
export function meanFilter(filter: string) {
  if (isExpression(filter)) useMeant.setState(({ filters }) => ({ filters: new Set([...filters, filter]) }))
}

/** Whether a filter of the address waits for the person's word. */
export const useWaits = (filter: string) =>
  useMeant(({ filters }) => isExpression(filter) && !filters.has(filter))
