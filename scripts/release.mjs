import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { ensureInstalled } from './ensure-installed.mjs'
import { softwareBill, thirdPartyLicences } from './release/contents.mjs'
import { packRelease, sumsOf } from './release/pack.mjs'

// npm run release: builds the page and makes one archive of it, the same bytes for the same commit.
const { values } = parseArgs({
  options: { out: { type: 'string', default: 'release' }, 'no-build': { type: 'boolean', default: false } },
})
const project = fileURLToPath(new URL('..', import.meta.url))
const out = resolve(project, values.out)

ensureInstalled()
if (!values['no-build']) {
  const vite = join(project, 'node_modules/vite/bin/vite.js')
  const { status } = spawnSync(process.execPath, [vite, 'build', '--logLevel', 'warn'], {
    cwd: project,
    stdio: 'inherit',
  })
  if (status !== 0) process.exit(1)
}

const { name, version } = JSON.parse(readFileSync(join(project, 'package.json'), 'utf8'))
const bill = softwareBill(project)
const archive = packRelease({
  dist: join(project, 'dist'),
  name: `${name}-${version}`,
  seconds: releaseTime(),
  besides: {
    LICENSE: readFileSync(join(project, 'LICENSE'), 'utf8'),
    'THIRD-PARTY-LICENCES.txt': thirdPartyLicences(project),
    'sbom.cdx.json': bill,
  },
})
const files = [
  { path: `${name}-${version}.tar.gz`, content: archive },
  { path: `${name}-${version}.sbom.cdx.json`, content: Buffer.from(bill) },
]
mkdirSync(out, { recursive: true })
for (const { path, content } of files) writeFileSync(join(out, path), content)
writeFileSync(join(out, 'SHA256SUMS'), sumsOf(files))
process.stdout.write(sumsOf(files))
console.log(`In ${out}. Unpack it where the page shall stand: docs/hosting.md.`)

/**
 * The time that all files get: that of the commit. One that never changes would not do, because servers make an ETag of
 * a file's time and size, and the index.html of two versions often has the same size.
 */
function releaseTime() {
  const { SOURCE_DATE_EPOCH: given } = process.env
  if (given) return Number(given)
  try {
    return Number(execFileSync('git', ['log', '-1', '--format=%ct'], { cwd: project, encoding: 'utf8' }))
  } catch {
    console.error(
      'This is no git checkout: give the time of the release in SOURCE_DATE_EPOCH (seconds since 1970).',
    )
    process.exit(1)
  }
}
