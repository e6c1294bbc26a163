import { fileURLToPath } from 'node:url'
import { ensureInstalled } from './ensure-installed.mjs'
import { runInstead } from './run-instead.mjs'

ensureInstalled()
runInstead(new URL('serve-dev.mjs', import.meta.url), { cwd: fileURLToPath(new URL('..', import.meta.url)) })
