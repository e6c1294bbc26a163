import { csvLine } from '../../shared/csv'
import type { Draft } from '../../shared/draft/draft'
import { landingPath } from '../../shared/draft/landing'
import { batchLines, itemRefusal } from '../../shared/code/cli-export'
import type { CodeFile, Refusal } from '../../shared/code/export'
import { jsonText } from '../../shared/code/literals'
import { transferBodies } from '../transfer-body'
import type { RefusedRow } from './row'

const HEADINGS = ['source', 'destination', 'kind', 'size', 'checksum', 'algorithm']

/** The items with where each of them lands, as a spreadsheet reads them (checklist H5). */
export const csvList = (draft: Draft): CodeFile => ({
  name: 'items.csv',
  type: 'text/csv',
  *lines() {
    yield csvLine(HEADINGS)
    for (const item of draft.items) {
      const { source_path, kind, size, lands } = item
      const destination = landingPath(draft, item) ?? lands ?? ''
      const { external_checksum = '', checksum_algorithm = '' } = item
      const known = size === null ? '' : String(size)
      yield csvLine([source_path, destination, kind, known, external_checksum, checksum_algorithm])
    }
  },
})

/** The items as they are in the basket: nothing is lost. */
export const jsonList = ({ source, destination, items }: Draft): CodeFile => ({
  name: 'items.json',
  type: 'application/json',
  *lines() {
    yield `{"source": ${jsonText(source)}, "destination": ${jsonText(destination)}, "items": [`
    for (const [index, { key: _key, ...item }] of items.entries())
      yield `${jsonText(item)}${index < items.length - 1 ? ',' : ''}`
    yield ']}'
  },
})

/** Lines for `globus transfer --batch`, or why there are none. */
export function batchList(draft: Draft): { file: CodeFile } | { refused: Refusal } {
  const bodies = transferBodies(draft, { source: null, destination: null })
  if (bodies.length === 0)
    return { refused: { reason: 'Choose both collections and the folder where things land first.' } }
  for (const { DATA } of bodies)
    for (const item of DATA) {
      const refused = itemRefusal(item)
      if (refused) return { refused }
    }
  return {
    file: {
      name: 'batch.txt',
      type: 'text/plain',
      lines: () => batchLines(bodies.flatMap(({ DATA }) => DATA)),
    },
  }
}

/** The rows that were not taken, with why. */
export const refusedList = (refused: readonly RefusedRow[]): CodeFile => ({
  name: 'refused.csv',
  type: 'text/csv',
  *lines() {
    yield csvLine(['row', 'reason', 'text'])
    for (const { row, problem, text } of refused) yield csvLine([String(row), problem, text])
  },
})
