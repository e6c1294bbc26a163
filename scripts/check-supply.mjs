import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

// Checklist C6: what is installed is exactly what was reviewed, from whichever registry a machine is set up to use. No
// file of ours names one.

const EXACT = /^\d+\.\d+\.\d+(-[\w.]+)?$/
/** Addresses that package managers write into files: a registry's host, or a package below it. */
const REGISTRY =
  /\bregistry\.[\w-]+\.\w|\bnpm\.pkg\.|\/-\/[\w.-]+\.tgz\b|\b(artifactory|verdaccio|nexus)[\w-]*\.\w/i

/**
 * What is wrong with the manifest and the lock file, one sentence each.
 *
 * @param {Record<string, any>} manifest
 * @param {{ lockfileVersion: number, packages: Record<string, any> }} lock
 * @returns {string[]}
 */
export function lockProblems(manifest, lock) {
  const wanted = { ...manifest.dependencies, ...manifest.devDependencies, ...manifest.optionalDependencies }
  const root = lock.packages['']
  const locked = { ...root?.dependencies, ...root?.devDependencies, ...root?.optionalDependencies }
  return [
    ...Object.entries(wanted)
      .filter(([, version]) => !EXACT.test(version))
      .map(([name, version]) => `package.json: ${name} is “${version}”, which is no exact version.`),
    ...Object.entries(wanted)
      .filter(([name, version]) => locked[name] !== version)
      .map(([name]) => `package-lock.json does not fit package.json: ${name}.`),
    ...Object.entries(lock.packages)
      .filter(([path]) => path !== '')
      .flatMap(([path, { version, resolved, integrity, link, inBundle }]) => [
        ...(resolved === undefined ? [] : [`package-lock.json: ${path} names where it comes from.`]),
        ...(EXACT.test(version) && !link ? [] : [`package-lock.json: ${path} is no version of a registry.`]),
        // A package inside another one has that one's hash.
        ...(inBundle || integrity?.startsWith('sha512-')
          ? []
          : [`package-lock.json: ${path} has no SHA-512.`]),
      ]),
  ]
}

/**
 * The lines of a file that name a package registry.
 *
 * @param {string} path
 * @param {string} text
 * @returns {string[]}
 */
export const registriesIn = (path, text) =>
  text
    .split('\n')
    .flatMap((line, at) => (REGISTRY.test(line) ? [`${path}:${at + 1} names a package registry.`] : []))

/** All files that are committed, or would be; the tests of this script have to say what it looks for. */
function committedFiles(project) {
  const parameters = ['ls-files', '-z', '--cached', '--others', '--exclude-standard']
  return execFileSync('git', parameters, {
    cwd: project,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  })
    .split('\0')
    .filter((path) => path && !/check-supply\.(test\.ts|mjs)$/.test(path))
}

function main() {
  const project = fileURLToPath(new URL('..', import.meta.url))
  const read = (path) => readFileSync(join(project, path), 'utf8')
  const problems = lockProblems(JSON.parse(read('package.json')), JSON.parse(read('package-lock.json')))
  let files = []
  try {
    files = committedFiles(project)
  } catch {
    console.log('  no git checkout: only the lock file is looked at')
  }
  for (const path of files) problems.push(...registriesIn(path, readIfThere(join(project, path))))
  for (const problem of problems) console.error(`  ${problem}`)
  if (problems.length > 0) process.exit(1)
}

/** A file that git knows and somebody has just removed is no problem of this script. */
function readIfThere(file) {
  try {
    return readFileSync(file, 'latin1')
  } catch {
    return ''
  }
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) main()
