import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
// What a server that renders pages would load: there is no window in it.
import { GlobusTransferElement, version } from '../../public/embed'

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8')
const SRC = fileURLToPath(new URL('../../src/', import.meta.url))
const sources = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
  .filter((path) => /^(?!emulator).*\.tsx?$/.test(path))
  .map((path) => ({ path, text: readFileSync(SRC + path, 'utf8') }))

test('C8: embed.js is published with its version and the hash of this very file', () => {
  const hash = createHash('sha384').update(read('public/embed.js')).digest('base64')
  const document = read('docs/embedding.md')
  expect(document).toContain(`integrity="sha384-${hash}"`)
  expect(document).toContain(`version ${version} of`)
  expect(read('public/embed.js')).toContain(`Version ${version};`)
  expect(GlobusTransferElement).toBeTypeOf('function')
})

test('C8: docs/embedding.md names every attribute, event and error that embed.js knows', () => {
  const document = read('docs/embedding.md')
  const code = read('public/embed.js')
  const names = [
    ...Array.from(code.matchAll(/getAttribute\('([\w-]+)'\)/g), ([, name]) => name!),
    ...Array.from(code.matchAll(/#tell\('([\w-]+)'/g), ([, name]) => name!),
  ]
  expect(names.length).toBeGreaterThan(12)
  expect(names.filter((name) => !document.includes(`\`${name}`))).toEqual([])
})

test('B7: every link to a new window has no opener, and one place alone opens a window that has', () => {
  const links = sources.flatMap(({ path, text }) =>
    // To the end of the tag: JSX has no “>” at the start of a line but there.
    Array.from(text.matchAll(/target="_blank"[^]*?(?:^\s*\/?>|>$)/gm), ([tag]) => ({ path, tag })),
  )
  expect(links.length).toBeGreaterThan(4)
  expect(links.filter(({ tag }) => !tag.includes('rel="noopener noreferrer"'))).toEqual([])
  const opened = sources.filter(({ text }) => /\b(window|self|globalThis)\.open\(/.test(text))
  expect(opened.map(({ path }) => path)).toEqual(['auth/popup.ts'])
})
