import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

// Every row of SECURITY.md's checklist is proved by a test whose title names it, refused with a reason, or said to be
// open. A function key in a title (“F5 copies”) is no row: rows stand in brackets, “(A4, A5)”, or before a colon, “A4: ”.

const LIST = '[A-I]\\d{1,2}(?:,? [A-I]\\d{1,2})*'
const NAMED = new RegExp(`\\((${LIST})\\)|(?<![\\w+])(${LIST}):`, 'g')
/** The title of a test or a group, also behind the table of an `each`; one that is skipped proves nothing. */
const TITLE =
  /(?:\b(?:test|describe)(?:\.(?!skip|fixme|todo|fails|step|only)\w+)?|\))\(\s*(['"`])((?:(?!\1).)+)\1\s*,/g
const ROW = /^- \*\*([A-I]\d{1,2})\*\* \((?:(proved)|(partly|open): ([^)]+)|(refused))\) (?=\S)/gm

/**
 * The rows that the titles in a test file name.
 *
 * @param {string} source
 */
export const rowsNamedIn = (source) =>
  Array.from(source.matchAll(TITLE), ([, , title]) => title)
    .flatMap((title) => Array.from(title.matchAll(NAMED), ([, inside, before]) => inside ?? before))
    .flatMap((list) => list.split(/,? /))

/**
 * The rows of SECURITY.md.
 *
 * @param {string} document
 */
export const rowsListedIn = (document) =>
  Array.from(document.matchAll(ROW), ([, id, proved, waiting, part, refused]) => ({
    id,
    state: proved ?? waiting ?? refused,
    part: part ?? '',
  }))

/**
 * What does not fit together, one sentence each.
 *
 * @param {string} document
 * @param {ReadonlySet<string>} tested
 */
export function problemsOf(document, tested) {
  const rows = rowsListedIn(document)
  const known = new Set(rows.map(({ id }) => id))
  const written = Array.from(document.matchAll(/^- \*\*([A-I]\d+)\*\*/gm), ([, id]) => id)
  return [
    ...written
      .filter((id) => !known.has(id))
      .map((id) => `${id} has no state: (proved), (partly: …), (open: …) or (refused).`),
    ...written.filter((id, at) => written.indexOf(id) !== at).map((id) => `${id} stands there twice.`),
    ...gapsIn(written).map((id) => `${id} is missing from SECURITY.md.`),
    ...rows
      .filter(({ id, state }) => (state === 'proved' || state === 'partly') && !tested.has(id))
      .map(({ id, state }) => `${id} is said to be ${state}, and no test names it.`),
    ...Array.from(tested)
      .filter((id) => !written.includes(id))
      .map((id) => `${id} is named by a test and is no row of SECURITY.md.`),
  ]
}

/** Rows are numbered without gaps in each section. */
function gapsIn(ids) {
  const highest = new Map()
  for (const id of ids) highest.set(id[0], Math.max(highest.get(id[0]) ?? 0, Number(id.slice(1))))
  return Array.from(highest, ([section, count]) =>
    Array.from({ length: count }, (_, at) => `${section}${at + 1}`),
  )
    .flat()
    .filter((id) => !ids.includes(id))
}

function main() {
  const project = fileURLToPath(new URL('..', import.meta.url))
  const tested = new Set(
    readdirSync(join(project, 'test'), { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.(test|spec)\.tsx?$/.test(file))
      .flatMap((file) => rowsNamedIn(readFileSync(join(project, 'test', file), 'utf8'))),
  )
  const document = readFileSync(join(project, 'SECURITY.md'), 'utf8')
  const problems = problemsOf(document, tested)
  for (const problem of problems) console.error(`  ${problem}`)
  if (problems.length > 0) process.exit(1)

  const rows = rowsListedIn(document)
  const count = (wanted) => rows.filter(({ state }) => state === wanted).length
  console.log(
    `  ${rows.length} rows: ${count('proved')} proved, ${count('partly')} partly, ${count('open')} open, ${count('refused')} refused`,
  )
  const parts = new Map()
  for (const { id, part } of rows) if (part) parts.set(part, [...(parts.get(part) ?? []), id])
  const understated = rows.filter(({ id, state }) => state === 'open' && tested.has(id)).map(({ id }) => id)
  if (understated.length > 0) console.log(`  said to be open, and named by a test: ${understated.join(' ')}`)
  for (const [part, ids] of parts) console.log(`  waits for ${part}: ${ids.join(' ')}`)
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) main()
