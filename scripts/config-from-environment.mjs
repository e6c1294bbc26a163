import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { ConfigError, parseConfig } from '../src/app/config.ts'

// A mistake is better found here than on the published page.
const { TOWPATH_CLIENT_ID: clientId = '', TOWPATH_CONFIG: further = '' } = process.env
if (!clientId && !further) {
  console.log(
    'Neither TOWPATH_CLIENT_ID nor TOWPATH_CONFIG is set: the page will say that it is not set up yet.',
  )
  process.exit(0)
}
try {
  const text = JSON.stringify(
    { environment: 'production', clientId, ...JSON.parse(further || '{}') },
    null,
    2,
  )
  parseConfig(text)
  writeFileSync(fileURLToPath(new URL('../dist/config.json', import.meta.url)), `${text}\n`)
  console.log('config.json is written.')
} catch (error) {
  const problems = error instanceof ConfigError ? error.problems : ['TOWPATH_CONFIG is not a JSON object.']
  for (const problem of problems) console.error(problem)
  process.exit(1)
}
