import { takeCallback } from '../auth/callback'
import { boot } from './boot'
import { loadConfig } from './config'

boot({
  answer: takeCallback(),
  loadConfig,
  // The folder the page stands in, with a slash.
  pageAddress: new URL('./', window.location.href.split(/[?#]/, 1)[0]).href,
  leave: (url) => window.location.assign(url),
  addressOf: (url) => url.href,
})
