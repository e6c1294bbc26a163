import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join, sep } from 'node:path'
import { deterministicArchive } from './tar.mjs'

/**
 * The release as one archive. It has no config.json, so that unpacking it over an older one leaves the host's alone.
 *
 * @param {{
 *   dist: string
 *   name: string
 *   seconds: number
 *   besides: Record<string, string>
 * }} options `dist` is the built page, `name` the folder in the archive, `besides` are further files by name
 */
export function packRelease({ dist, name, seconds, besides }) {
  const built = readdirSync(dist, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name).slice(dist.length).split(sep).filter(Boolean).join('/'),
    )
    // The manifest of the build is for our own scripts.
    .filter((path) => !path.startsWith('.vite/'))
    .map((path) => ({
      path: path === 'config.json' ? 'config.sample.json' : path,
      content: readFileSync(join(dist, path)),
    }))
  const files = [
    ...built,
    ...Object.entries(besides).map(([path, text]) => ({ path, content: Buffer.from(text) })),
  ]
  const sums = { path: 'SHA256SUMS', content: Buffer.from(sumsOf(files)) }
  return deterministicArchive(
    [...files, sums].map(({ path, content }) => ({ path: `${name}/${path}`, content })),
    seconds,
  )
}

/**
 * What `sha256sum -c` reads.
 *
 * @param {readonly { path: string, content: Uint8Array }[]} files
 */
export const sumsOf = (files) =>
  files
    .map(({ path, content }) => `${createHash('sha256').update(content).digest('hex')}  ${path}\n`)
    .sort((a, b) => (a.slice(66) < b.slice(66) ? -1 : 1))
    .join('')
