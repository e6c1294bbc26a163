import { expect, test } from 'vitest'
import { lockProblems, registriesIn } from '../../../scripts/check-supply.mjs'

const HASH = 'sha512-QNhWdt7nrgVWWQG58QuGsAR3jv3Hbe4mb4vz7w2csnHavciZJgda1CPNaldF6eVxv90ud3jUXpKlHL69gO38yw=='
const manifest = { dependencies: { a: '1.2.3' }, devDependencies: { b: '4.5.6-rc.1' } }
const lock = {
  lockfileVersion: 3,
  packages: {
    '': manifest,
    'node_modules/a': { version: '1.2.3', integrity: HASH },
    'node_modules/b': { version: '4.5.6-rc.1', integrity: HASH, dev: true },
    'node_modules/b/node_modules/c': { version: '1.0.0', inBundle: true },
  },
}
const withPackage = (entry: object) => ({ ...lock, packages: { ...lock.packages, 'node_modules/a': entry } })

test('C6: exact versions with their hashes and no addresses are as they should be', () => {
  expect(lockProblems(manifest, lock)).toEqual([])
})

test.each<[string, object, object, RegExp]>([
  ['a range', { ...manifest, dependencies: { a: '^1.2.3' } }, lock, /no exact version/],
  ['an address', { ...manifest, dependencies: { a: 'github:x/y' } }, lock, /no exact version/],
  [
    'another version than the lock file’s',
    { ...manifest, dependencies: { a: '1.2.4' } },
    lock,
    /does not fit/,
  ],
  [
    'a dependency that is not locked',
    { ...manifest, dependencies: { a: '1.2.3', d: '1.0.0' } },
    lock,
    /does not fit/,
  ],
  [
    'an address in the lock file',
    manifest,
    withPackage({ version: '1.2.3', integrity: HASH, resolved: 'https://x' }),
    /comes from/,
  ],
  ['no hash', manifest, withPackage({ version: '1.2.3' }), /no SHA-512/],
  ['an old hash', manifest, withPackage({ version: '1.2.3', integrity: 'sha1-x' }), /no SHA-512/],
  [
    'a folder',
    manifest,
    withPackage({ version: '1.2.3', integrity: HASH, link: true }),
    /no version of a registry/,
  ],
  [
    'a repository',
    manifest,
    withPackage({ version: 'git+ssh://x', integrity: HASH }),
    /no version of a registry/,
  ],
])('C6: %s is refused', (_what, ofProject, ofLock, problem) => {
  const problems = lockProblems(ofProject, ofLock as typeof lock)
  expect(problems.join('\n')).toMatch(problem)
})

test('C6: a file that names a package registry is found, with its line', () => {
  for (const line of [
    'registry=https://registry.npmjs.org/',
    '@x:registry=https://npm.pkg.github.com',
    '"resolved": "https://packages.example.org/npm/a/-/a-1.2.3.tgz"',
    'https://artifactory.example.org/api/npm',
  ])
    expect(registriesIn('.npmrc', `save-exact=true\n${line}`)).toEqual(['.npmrc:2 names a package registry.'])
  expect(registriesIn('x.md', 'Register it in the registry. See npm, and the nexus of both.\n')).toEqual([])
})
