import { ensureInstalled } from './ensure-installed.mjs'
import { runInstead } from './run-instead.mjs'

// node scripts/write-config.mjs: the config.json of the built page, from TOWPATH_CLIENT_ID and TOWPATH_CONFIG.
ensureInstalled()
runInstead(new URL('config-from-environment.mjs', import.meta.url))
