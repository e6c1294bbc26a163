import { linesOf } from './lines'
import { plainRow, type ReadRow } from './row'

/** `<digits>  <name>`, or `<digits> *<name>` of a file read as binary; a backslash before says that the name has escapes. */
const GNU = /^(\\?)([0-9a-f]{8,128})(?: [ *]|[ \t])([^]+)$/i
/** `SHA256 (<name>) = <digits>`. */
const BSD = /^(\\?)([A-Z]{2,}[A-Z0-9/-]*) ?\(([^]+)\) ?= ?([0-9a-f]{8,128})$/i

/** The rows of what `sha256sum`, `md5sum` and the like write. A name below a folder keeps its folders where it lands. */
export function* checksumRows(text: string): Generator<ReadRow> {
  for (const { line, text: written } of linesOf(text)) {
    if (written.trim() === '' || written.startsWith('#')) continue
    yield (
      readChecksumLine(line, written) ?? {
        row: line,
        text: written,
        problem: 'This is no line of a checksum file: the checksum, two blanks, the name.',
      }
    )
  }
}

export const isChecksumLine = (line: string) => GNU.test(line) || BSD.test(line)

function readChecksumLine(row: number, line: string): ReadRow | null {
  const gnu = GNU.exec(line)
  const bsd = gnu ? null : BSD.exec(line)
  const [escaped, checksum, name, algorithm] = gnu
    ? [gnu[1], gnu[2]!, gnu[3]!, null]
    : bsd
      ? [bsd[1], bsd[4]!, bsd[3]!, bsd[2]!.toUpperCase()]
      : []
  if (checksum === undefined || name === undefined) return null
  const source = (escaped ? unescaped(name) : name).replace(/^(\.\/+)+/, '')
  const landing = !source.startsWith('/') && source.includes('/') ? source : null
  return plainRow(row, source, { kind: 'file', checksum, algorithm: algorithm ?? null, landing })
}

const ESCAPES: Record<string, string> = { '\\n': '\n', '\\r': '\r', '\\\\': '\\' }
const unescaped = (name: string) => name.replace(/\\[nr\\]/g, (escape) => ESCAPES[escape]!)
