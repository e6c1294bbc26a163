import type { TaskSummary } from '../../../api/tasks'
import { isPart, type Listing } from '../../../api/listing'
import type { AuthorizationParameters, FileDocument } from '../../../api/wire'
import type { EndpointDetails, PauseRule } from '../../../api/wire-collections'
import type { Draft } from '../../shared/draft/draft'
import { entryNamed } from '../../shared/name-index'
import type { Preview } from '../preview/preview-walk'
import type { WalkEnd } from '../../shared/walk'
import type { PlacedItem } from './placed-items'
import type { DraftSide } from '../use-draft-sides'

/** A folder that was asked about: what is in it, or why that is not known. */
export type Look = { listing: Listing; error: null } | { listing: null; error: unknown }

export type SideFacts = {
  id: string | null
  /** Undefined until it is known. */
  collection: EndpointDetails | undefined
  error: unknown
  pauseRules: readonly PauseRule[]
  /** By path; those that are not there have not been asked about yet. */
  looks: ReadonlyMap<string, Look>
}

/** A task that has to do with the destination, and the codes of the trouble that is known of it. */
export type KnownTask = Pick<
  TaskSummary,
  | 'task_id'
  | 'type'
  | 'status'
  | 'label'
  | 'request_time'
  | 'destination_endpoint_id'
  | 'source_endpoint_display_name'
  | 'faults'
> & { codes: readonly string[] }

/** Everything that a draft is judged by. What is judged asks for nothing more, so that it can be tested by itself. */
export type Facts = {
  draft: Draft
  placed: readonly PlacedItem[]
  sides: Record<DraftSide, SideFacts>
  tasks: readonly KnownTask[]
  /** Scopes that were asked for at sign-in. */
  scopes: string
  nowMs: number
  /** How many requests the draft becomes. */
  parts: number
  preview: PreviewFacts
}

/** The walk of both sides, if one was made: stale when the draft has changed in what it is about, or after a while. */
export type PreviewFacts = { walk: Preview | null; end: WalkEnd | null; stale: boolean }

/** What a person can do about a finding besides changing the draft. */
export type Acts = {
  signIn: (demand: AuthorizationParameters) => void
  checkAgain: () => void
  /** Shows what the transfer would do, and looks at both sides for it where nobody has yet. */
  seePreview: () => void
}

/** The entry of that name: null where there is none, undefined where that cannot be known. */
export function entryAt(
  side: SideFacts,
  folder: string | null,
  name: string,
): FileDocument | null | undefined {
  const listing = folder === null ? null : side.looks.get(folder)?.listing
  if (!listing) return undefined
  // What is missing from a part of a folder may well be there.
  return entryNamed(listing, name) ?? (isPart(listing) ? undefined : null)
}
