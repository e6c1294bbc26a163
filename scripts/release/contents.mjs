import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Every package that the page is built from, as the lock file has it: no tool, and nothing optional. */
function packagesOf(project) {
  const { packages } = JSON.parse(readFileSync(join(project, 'package-lock.json'), 'utf8'))
  return Object.entries(packages)
    .filter(([path, { dev, optional, devOptional }]) => path !== '' && !dev && !optional && !devOptional)
    .map(([path, entry]) => ({ path, name: path.slice(path.lastIndexOf('node_modules/') + 13), ...entry }))
    .sort((a, b) => (a.path < b.path ? -1 : 1))
}

const purl = (name, version) => `pkg:npm/${name.replace('@', '%40')}@${version}`

/**
 * What the page is made of, as a CycloneDX document. `npm sbom` leaves react out here (it takes what a tool needs too
 * for a tool of ours), and writes down when and in which folder it ran.
 *
 * @param {string} project
 */
export function softwareBill(project) {
  const { name, version, license } = JSON.parse(readFileSync(join(project, 'package.json'), 'utf8'))
  const component = (type, name, version, license) => ({
    'bom-ref': `${name}@${version}`,
    type,
    name,
    version,
    purl: purl(name, version),
    licenses: [{ license: { id: license } }],
  })
  const document = {
    bomFormat: 'CycloneDX',
    specVersion: '1.5',
    version: 1,
    metadata: { component: component('application', name, version, license) },
    components: packagesOf(project).map(({ name, version, license, integrity }) => ({
      ...component('library', name, version, license),
      hashes: [
        { alg: 'SHA-512', content: Buffer.from(integrity.replace('sha512-', ''), 'base64').toString('hex') },
      ],
    })),
  }
  return `${JSON.stringify(document, null, 2)}\n`
}

/**
 * The licences of all that is built into the page, as they ask for.
 *
 * @param {string} project
 */
export const thirdPartyLicences = (project) =>
  packagesOf(project)
    .map(({ path, name, version, license }) => {
      const file = readdirSync(join(project, path)).find((entry) => /^(licen[cs]e|copying)(\.|$)/i.test(entry))
      const text = file ? readFileSync(join(project, path, file), 'utf8').trim() : `Licence: ${license}`
      return `${name} ${version}\n\n${text}\n`
    })
    .join(`\n${'-'.repeat(80)}\n\n`)
