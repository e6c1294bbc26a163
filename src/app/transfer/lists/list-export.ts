import { csvLine, tsvLine } from '../../shared/csv'
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
  lines: () => tableLines(draft, csvLine),
})

/** The same with tabs between the fields. */
export const tsvList = (draft: Draft): CodeFile => ({
  name: 'items.tsv',
  type: 'text/tab-separated-values',
  lines: () => tableLines(draft, tsvLine),
})

function* tableLines(draft: Draft, line: typeof csvLine): Iterable<string> {
  yield line(HEADINGS)
  for (const item of draft.items) {
    const { source_path, kind, size, lands } = item
    const destination = landingPath(draft, item) ?? lands ?? ''
    const { external_checksum = '', checksum_algorithm = '' } = item
    const known = size === null ? '' : String(size)
    const cells = [source_path, destination, kind, known, external_checksum, checksum_algorithm]
    yield line(cells)
  }
}

/**
 * What `sha256sum` and the like write, and check: the checksums that are expected, of the files that have one. Null when
 * none has. Of several algorithms each line names its own, as with `--tag`.
 */
export function checksumList({ items }: Pick<Draft, 'items'>): CodeFile | null {
  const checked = items.filter(({ external_checksum }) => external_checksum)
  const algorithms = new Set(checked.map(({ checksum_algorithm = 'MD5' }) => checksum_algorithm))
  if (checked.length === 0) return null
  const isTagged = algorithms.size > 1
  return {
    name: isTagged ? 'CHECKSUMS' : `${Array.from(algorithms)[0]}SUMS`,
    type: 'text/plain',
    *lines() {
      for (const { source_path, external_checksum = '', checksum_algorithm = 'MD5' } of checked) {
        const name = source_path.replace(/[\\\n\r]/g, (one) => ESCAPES[one]!)
        const mark = name === source_path ? '' : '\\'
        yield isTagged
          ? `${mark}${checksum_algorithm} (${name}) = ${external_checksum}`
          : `${mark}${external_checksum}  ${name}`
      }
    },
  }
}

const ESCAPES: Record<string, string> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r' }

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
