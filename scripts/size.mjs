import { existsSync, readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'

// First-load JavaScript, gzip, as a browser fetches it: the entry and everything it imports statically, then the chunks
// that a screen adds. Budgets in kB of 1,000 bytes.
const BUDGETS = [
  { screen: 'sign-in', chunks: ['index.html'], limit: 130 },
  { screen: 'files', chunks: ['index.html', 'src/app/Shell.tsx', 'src/app/files/FilesPage.tsx'], limit: 220 },
  {
    screen: 'transfer',
    chunks: ['index.html', 'src/app/Shell.tsx', 'src/app/transfer/TransferPage.tsx'],
    limit: 220,
  },
  { screen: 'tasks', chunks: ['index.html', 'src/app/Shell.tsx', 'src/app/tasks/TasksPage.tsx'], limit: 220 },
  {
    screen: 'one task',
    chunks: ['index.html', 'src/app/Shell.tsx', 'src/app/tasks/TaskPage.tsx'],
    limit: 220,
  },
  // The app, and Globus.
  { screen: 'demo', chunks: ['demo.html'], limit: 260 },
]

const manifestFile = 'dist/.vite/manifest.json'
if (!existsSync(manifestFile)) {
  console.error('There is no build to measure. Run npm run build first.')
  process.exit(1)
}
const manifest = JSON.parse(readFileSync(manifestFile, 'utf8'))

let over = false
for (const { screen, chunks, limit } of BUDGETS) {
  const files = new Set(chunks.flatMap((chunk) => withImports(chunk)))
  const kilobytes =
    [...files].reduce((sum, file) => sum + gzipSync(readFileSync(`dist/${file}`)).length, 0) / 1000
  const verdict = kilobytes > limit ? 'OVER' : 'ok'
  over ||= kilobytes > limit
  console.log(
    `  ${screen.padEnd(10)} ${kilobytes.toFixed(1).padStart(7)} kB of ${limit} kB in ${files.size} files  ${verdict}`,
  )
}
process.exit(over ? 1 : 0)

function withImports(name, seen = new Set()) {
  const chunk = manifest[name]
  if (!chunk) throw new Error(`The build has no chunk ${name}; the list in scripts/size.mjs is out of date.`)
  if (seen.has(name)) return []
  seen.add(name)
  return [chunk.file, ...(chunk.imports ?? []).flatMap((next) => withImports(next, seen))]
}
