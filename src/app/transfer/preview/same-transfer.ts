import type { Draft } from '../../shared/draft/draft'

/** Whether a walk of one draft says everything about another: they are about the same. */
export const sameTransfer = (a: Draft, b: Draft) =>
  a.source === b.source &&
  a.destination === b.destination &&
  a.folder === b.folder &&
  a.landing === b.landing &&
  a.items === b.items &&
  (
    [
      'sync_level',
      'filter_rules',
      'recursive_symlinks',
      'delete_destination_extra',
      'source_local_user',
      'destination_local_user',
    ] as const
  ).every((option) => a.options[option] === b.options[option])
