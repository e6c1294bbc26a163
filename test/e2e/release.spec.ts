import { execFile } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, test } from '@playwright/test'

const RELEASE = fileURLToPath(new URL('../../scripts/release.mjs', import.meta.url))
const run = promisify(execFile)

test('the release is one archive of the build with what belongs to it, and its sums (C6, D7)', async () => {
  const out = await mkdtemp(join(tmpdir(), 'towpath-release-'))
  const environment = { ...process.env, SOURCE_DATE_EPOCH: '1790000000' }
  try {
    await run(process.execPath, [RELEASE, '--no-build', '--out', out], { env: environment })
    const archive = (await readdir(out)).find((name) => name.endsWith('.tar.gz'))!
    const { stdout } = await run('tar', ['-tzf', archive], { cwd: out })
    const files = stdout
      .trim()
      .split('\n')
      .map((line) => line.slice(line.indexOf('/') + 1))
    expect(files).toEqual(
      expect.arrayContaining([
        '.nojekyll',
        'LICENSE',
        'SHA256SUMS',
        'THIRD-PARTY-LICENCES.txt',
        'config.sample.json',
        'demo.html',
        'embed.d.ts',
        'embed.js',
        'index.html',
        'sbom.cdx.json',
      ]),
    )
    expect(new Set(files).size).toBe(files.length)
    expect(
      files.filter((file) => file === 'config.json' || file.startsWith('.vite') || file.endsWith('.map')),
    ).toEqual([])
    expect(await readFile(join(out, 'SHA256SUMS'), 'utf8')).toContain(`  ${archive}\n`)
  } finally {
    await rm(out, { recursive: true, force: true })
  }
})
