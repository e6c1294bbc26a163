import { createElement, Fragment } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { toApiError } from '../../src/api/errors'
import { indexListing } from '../../src/api/listing'
import type { FileDocument } from '../../src/api/wire'
import {
  type Draft,
  type DraftOptions,
  emptyDraft,
  type NewItem,
  withItems,
  withOptions,
} from '../../src/app/shared/draft/draft'
import { atOnce } from '../../src/app/shared/derived'
import { useDraft } from '../../src/app/shared/draft/draft-store'
import { landingPath } from '../../src/app/shared/draft/landing'
import * as access from '../../src/app/transfer/preflight/access-findings'
import type { Acts, Facts, Look, SideFacts } from '../../src/app/transfer/preflight/facts'
import type { Finding } from '../../src/app/transfer/preflight/finding'
import * as landing from '../../src/app/transfer/preflight/landing-findings'
import { nameFindings } from '../../src/app/transfer/preflight/name-findings'
import * as options from '../../src/app/transfer/preflight/option-findings'
import * as path from '../../src/app/transfer/preflight/path-findings'
import { placedItems } from '../../src/app/transfer/preflight/placed-items'
import { aCollection, DESTINATION, SOURCE, START_MS } from './emulator-world'

// What the page takes in steps, at once.
export const accessFindings = (facts: Facts, acts: Acts) => atOnce(access.accessFindings(facts, acts))
export const readOnlyFinding = (facts: Facts) => atOnce(access.readOnlyFinding(facts))
export const pathFindings = (facts: Facts) => atOnce(path.pathFindings(facts))
export const landingFindings = (facts: Facts, acts: Acts) => atOnce(landing.landingFindings(facts, acts))
export const optionFindings = (facts: Facts) => [
  ...atOnce(options.mirrorFindings(facts)),
  ...options.optionFindings(facts),
  ...atOnce(nameFindings(facts)),
]

/** When the checks are made. */
export const NOW_MS = START_MS
/** Tone and id of each. */
export const ids = (findings: readonly Finding[]) => findings.map(({ id, tone }) => `${tone} ${id}`)
/** What of it can be read. */
export const wordsOf = ({ title, text }: Finding) =>
  renderToStaticMarkup(createElement(Fragment, null, title, ' ', text)).replace(/<[^>]*>/g, ' ')

export const file = (path: string, more: Partial<NewItem> = {}): NewItem => ({
  source_path: path,
  kind: 'file',
  lands: null,
  size: 3,
  ...more,
})
export const folder = (path: string, more: Partial<NewItem> = {}): NewItem =>
  file(path, { kind: 'folder', size: null, ...more })

export const draftOf = (
  items: readonly NewItem[],
  options: Partial<DraftOptions> = {},
  own: Partial<Draft> = {},
) =>
  withOptions(
    withItems({ ...emptyDraft(), source: SOURCE, destination: DESTINATION, folder: '/to/', ...own }, items),
    options,
  )

export type Known = Record<string, readonly FileDocument[] | Error>

export const entry = (name: string, more: Partial<FileDocument> = {}): FileDocument => ({
  name,
  type: 'file',
  size: 3,
  last_modified: '2026-03-04 15:16:17+00:00',
  ...more,
})
export const dir = (name: string, more: Partial<FileDocument> = {}) => entry(name, { type: 'dir', ...more })

export const absent = toApiError(404, { code: 'ClientError.NotFound', message: 'No such folder' })
export const consentError = (id: string) =>
  toApiError(403, {
    code: 'ConsentRequired',
    message: 'Missing required data_access consent',
    required_scopes: [`urn:x[*https://auth.globus.org/scopes/${id}/data_access]`],
  })

export async function sideOf(id: string, known: Known, own: Partial<SideFacts> = {}): Promise<SideFacts> {
  const looks = new Map<string, Look>()
  for (const [path, found] of Object.entries(known))
    looks.set(
      path,
      found instanceof Error
        ? { listing: null, error: found }
        : { listing: await indexListing({ path, DATA: [...found] }), error: null },
    )
  const { document } = aCollection(id)
  return {
    id,
    collection: {
      ...document,
      entity_type: 'GCSv5_guest_collection',
      gcp_connected: null,
      gcp_paused: null,
      my_effective_roles: [],
      in_use: false,
    },
    error: null,
    pauseRules: [],
    looks,
    ...own,
  }
}

export type About = { source?: Known; destination?: Known } & Partial<Omit<Facts, 'sides'>> & {
    sides?: Partial<Record<'source' | 'destination', Partial<SideFacts>>>
  }

export async function factsOf(draft: Draft, about: About = {}): Promise<Facts> {
  const { source = {}, destination = {}, sides = {}, ...own } = about
  return {
    draft,
    placed: placedItems(draft),
    tasks: [],
    scopes: '',
    nowMs: NOW_MS,
    parts: 1,
    preview: { walk: null, end: null, stale: false },
    ...own,
    sides: {
      source: await sideOf(draft.source ?? SOURCE, source, sides.source),
      destination: await sideOf(draft.destination ?? DESTINATION, destination, sides.destination),
    },
  }
}

export const asked: string[] = []
export const acts: Acts = {
  signIn: (demand) => asked.push(`sign in ${JSON.stringify(demand.required_scopes ?? demand)}`),
  checkAgain: () => asked.push('again'),
  seePreview: () => asked.push('preview'),
}

/** Presses a fix and tells what the items have become. */
export function press(draft: Draft, finding: Finding | undefined, label: string) {
  useDraft.setState({ draft, run: null })
  const fix = finding?.fixes?.find((one) => one.label === label)
  if (!fix) throw new Error(`No ${label} among ${finding?.fixes?.map((one) => one.label).join(', ')}`)
  fix.run()
  return useDraft.getState().draft
}
export const landings = (draft: Draft) => draft.items.map((item) => landingPath(draft, item))
