import { execFile } from 'node:child_process'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { copyFile, mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

import { afterAll, beforeAll, describe, expect, test } from 'vitest'

const PROJECT = fileURLToPath(new URL('../..', import.meta.url))
const SRC = join(PROJECT, 'src')

type Import = { from: string; to: string; isType: boolean }

/** Of `import`, `export … from` and `import()` with a relative address: the files at both ends, as paths in src. */
const IMPORT = /\b(?:import|export)\b(\s+type\b)?(?:[^;'"()=]*?\bfrom)?\s*\(?\s*['"](\.[^'"]*)['"]/g

const imports: Import[] = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
  .filter((path) => /\.tsx?$/.test(path))
  .flatMap((from) =>
    Array.from(readFileSync(join(SRC, from), 'utf8').matchAll(IMPORT), ([, type, source]): Import => ({
      from,
      to: resolveFile(from, source!),
      isType: type !== undefined,
    })),
  )

function resolveFile(from: string, source: string): string {
  const target = join(SRC, dirname(from), source)
  const file = ['', '.ts', '.tsx', '/index.ts', '/index.tsx']
    .map((ending) => target + ending)
    .find((path) => statSync(path, { throwIfNoEntry: false })?.isFile())
  if (file === undefined) throw new Error(`${from} imports ${source}, which is not there`)
  return relative(SRC, file)
}

const roomOf = (path: string) => path.split('/')[0]!.replace(/\.tsx?$/, '')
const screenOf = (path: string) => /^app\/(?!shared\/)([^/]+)\//.exec(path)?.[1] ?? null

const MAY_IMPORT: Record<string, readonly string[]> = {
  app: ['app', 'api', 'auth', 'components'],
  api: ['api'],
  auth: ['auth'],
  components: ['components'],
  emulator: ['emulator'],
  demo: ['demo', 'app', 'api', 'auth', 'components', 'emulator'],
}

describe('the walls between the rooms of src', () => {
  test('are looked at as a whole', () => {
    const rooms = new Set(imports.map(({ from }) => roomOf(from)))
    expect([...rooms].filter((room) => !(room in MAY_IMPORT))).toEqual([])
    expect(rooms).toContain('emulator')
    expect(rooms).toContain('demo')
    expect(imports.length).toBeGreaterThan(500)
  })

  test('stand: app → api, auth, components; the rest import their own; the emulator types of api besides', () => {
    const broken = imports.filter(
      ({ from, to, isType }) =>
        !MAY_IMPORT[roomOf(from)]!.includes(roomOf(to)) &&
        !(roomOf(from) === 'emulator' && roomOf(to) === 'api' && isType),
    )
    expect(broken).toEqual([])
  })

  test('stand between screens, and what screens share knows none of them', () => {
    const broken = imports.filter(({ from, to }) => {
      const isInFolder = from.split('/').length > 2
      return isInFolder && screenOf(to) !== null && screenOf(from) !== screenOf(to)
    })
    expect(broken).toEqual([])
  })
})

describe('the linter', () => {
  const FILES: Record<string, string> = {
    'src/app/files/x.ts': 'export const x = 1\n',
    'src/app/shared/y.ts': 'export type Y = 1\n',
    'src/api/wire.ts':
      "export type Wire = 1\nexport const wire = 1\nexport type { X } from '../components/x'\n",
    'src/auth/scopes.ts': "export const scopes = 1\nexport * from '../api/wire'\n",
    'src/components/x.ts': "export type { Y as X } from '../app/shared/y'\n",
    'src/emulator/auth/scopes.ts': 'export const scopes = 1\n',
    'src/emulator/good.ts':
      "import type { Wire } from '../api/wire'\nimport { scopes } from './auth/scopes'\nexport const good: [Wire, 1] = [1, scopes]\n",
    'src/emulator/transfer/bad.ts':
      "export { scopes } from '../../auth/scopes'\nexport { scopes as own } from '../auth/scopes'\nexport { wire } from '../../api/wire'\n",
    'src/app/good.ts': "export { x } from './files/x'\nexport { scopes } from '../auth/scopes'\n",
    'src/app/tasks/bad.ts': "export { x } from '../../app/files/x'\nexport type { Y } from '../shared/y'\n",
    'src/app/console/bad.ts': "export const later = () => import('../files/x')\n",
    'src/app/shared/bad.ts': "export { x } from '../files/x'\n",
    'src/app/bad.ts': "export type { W } from '../emulator/good'\nexport { t } from '../../test/t'\n",
    'src/demo/good.ts': "export { x } from '../app/files/x'\nexport { good } from '../emulator/good'\n",
    'src/app/demo-bad.ts': "export { good } from '../demo/good'\n",
    'src/emulator/demo-bad.ts': "export { good } from '../demo/good'\n",
    'src/components/a23.ts': "export { nopkce } from 'oauth4webapi'\n",
    'src/app/files/a23.ts': "import * as oauth from 'oauth4webapi'\nexport const a = oauth.skipStateCheck\n",
    'src/app/files/Frame.tsx':
      'export const Frame = ({ text }: { text: string }) => <iframe title="x" srcDoc={text} />\n',
    'src/app/files/script.ts': "export const address = 'javascript:void(0)'\n",
    'src/app/files/markup.ts': [
      'export function put(el: HTMLElement, text: string) {',
      '  el.innerHTML = text',
      "  el['outerHTML'] += text",
      "  el?.insertAdjacentHTML('beforeend', text)",
      '  document.write(text)',
      '  window.document.writeln(text)',
      "  new DOMParser().parseFromString(text, 'text/html')",
      '  el.textContent = el.innerHTML',
      '}\n',
    ].join('\n'),
  }

  let found: string[]
  let directory: string

  beforeAll(async () => {
    directory = await realpath(await mkdtemp(join(tmpdir(), 'towpath-walls-')))
    await mkdir(join(directory, 'scripts'))
    for (const path of ['.oxlintrc.json', 'package.json', 'scripts/lint-rules.mjs'])
      await copyFile(join(PROJECT, path), join(directory, path))
    await symlink(join(PROJECT, 'node_modules'), join(directory, 'node_modules'), 'junction')
    for (const [path, text] of Object.entries(FILES)) {
      await mkdir(dirname(join(directory, path)), { recursive: true })
      await writeFile(join(directory, path), text)
    }
    const oxlint = join(PROJECT, 'node_modules/oxlint/bin/oxlint')
    const run = promisify(execFile)(process.execPath, [oxlint, '-f', 'unix', 'src'], { cwd: directory })
    const { stdout } = await run.catch((error: { stdout: string }) => error)
    found = stdout
      .split('\n')
      .map((line) => /^(?:.*\/)?(src\/.*?):(\d+):.*\/(?:eslint|towpath)\((.*)\)\]$/.exec(line))
      .flatMap((match) => (match ? `${match[1]}:${match[2]} ${match[3]}` : []))
      .sort()
  }, 20_000)
  afterAll(() => rm(directory, { recursive: true, force: true }))

  const about = (rule: string) => found.filter((line) => line.endsWith(` ${rule}`))

  test('holds the walls, however an import is written', () => {
    expect(about('walls')).toEqual([
      'src/api/wire.ts:3 walls',
      'src/app/bad.ts:1 walls',
      'src/app/bad.ts:2 walls',
      'src/app/console/bad.ts:1 walls',
      'src/app/demo-bad.ts:1 walls',
      'src/app/shared/bad.ts:1 walls',
      'src/app/tasks/bad.ts:1 walls',
      'src/auth/scopes.ts:2 walls',
      'src/components/x.ts:1 walls',
      'src/emulator/demo-bad.ts:1 walls',
      'src/emulator/transfer/bad.ts:1 walls',
      'src/emulator/transfer/bad.ts:3 walls',
    ])
  })

  test('A23: lets nobody import what switches a protection off', () => {
    expect(about('no-restricted-imports')).toEqual([
      'src/app/files/a23.ts:1 no-restricted-imports',
      'src/components/a23.ts:1 no-restricted-imports',
    ])
  })

  test('C4: lets no text become markup, and lets markup be read', () => {
    expect(about('no-markup')).toEqual([
      'src/app/files/Frame.tsx:1 no-markup',
      ...[2, 3, 4, 5, 6, 7].map((line) => `src/app/files/markup.ts:${line} no-markup`),
    ])
  })

  test('C3: lets no address be a script', () => {
    expect(about('no-script-url')).toEqual(['src/app/files/script.ts:1 no-script-url'])
  })
})
