import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'

const FOLDER = fileURLToPath(new URL('../../../.github/workflows', import.meta.url))
const SCRIPTS = JSON.parse(
  readFileSync(fileURLToPath(new URL('../../../package.json', import.meta.url)), 'utf8'),
) as { scripts: Record<string, string> }

const workflows = Object.fromEntries(
  readdirSync(FOLDER).map((name) => [name, readFileSync(join(FOLDER, name), 'utf8')]),
)

describe.each(Object.entries(workflows))('C6: the workflow %s', (_name, text) => {
  test('names every action by a commit, and says which version that is', () => {
    const uses = Array.from(text.matchAll(/uses: (.*)$/gm), ([, what]) => what!)
    expect(uses.length).toBeGreaterThan(0)
    for (const what of uses) expect(what).toMatch(/^actions\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/)
  })

  test('may read and nothing else, but for the job that publishes', () => {
    expect(text).toMatch(/^permissions:\n  contents: read\n\n/m)
    const written = Array.from(text.matchAll(/^ +([\w-]+): write$/gm), ([, what]) => what)
    expect(written).toEqual(text.includes('deploy-pages@') ? ['pages', 'id-token'] : [])
    expect(text).not.toMatch(/pull_request_target|secrets\.|write-all/)
  })

  test('puts nothing that somebody else writes into a command', () => {
    for (const [, command] of text.matchAll(/run: (.*(?:\n {10,}.*)*)/g)) expect(command).not.toContain('${{')
  })

  test('runs what there is', () => {
    for (const [, name] of text.matchAll(/npm (?:run )?(test|release|build)\b/g))
      expect(Object.keys(SCRIPTS.scripts)).toContain(name)
    for (const [, path] of text.matchAll(/node (scripts\/\S+)/g))
      expect(readFileSync(join(FOLDER, '../..', path!), 'utf8')).not.toBe('')
  })
})

test('C6: signatures, known holes, the lock file and a release that can be made again are looked at in public', () => {
  for (const command of [
    'node scripts/check-supply.mjs',
    'npm audit signatures',
    'npm audit --omit=dev',
    'diff -r release release-again',
  ])
    expect(workflows['ci.yml']).toContain(command)
})
