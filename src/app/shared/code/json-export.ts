import type { Unsent } from '../submit-once'
import type { CodeFile } from './export'
import { jsonText } from './literals'

/** The documents as they are sent, but for their submission ids: one, or a list of the parts. Items a line each. */
export const jsonExport = (bodies: readonly Unsent[], name = 'transfer.json'): CodeFile => ({
  name,
  type: 'application/json',
  *lines() {
    if (bodies.length !== 1) yield '['
    for (const [index, body] of bodies.entries())
      yield* documentLines(body, index < bodies.length - 1 ? ',' : '')
    if (bodies.length !== 1) yield ']'
  },
})

function* documentLines({ DATA, ...common }: Unsent, after: string): Iterable<string> {
  yield '{'
  for (const [name, value] of Object.entries(common)) yield `  "${name}": ${jsonText(value)},`
  yield '  "DATA": ['
  for (const [index, item] of DATA.entries())
    yield `    ${jsonText(item)}${index < DATA.length - 1 ? ',' : ''}`
  yield '  ]'
  yield `}${after}`
}
