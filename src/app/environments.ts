import type { Config } from './config'

export type Services = { auth: string; transfer: string }

/** Checklist A11, D4: the hosts of an environment are fixed here; no address, answer or link can change them. */
const ENVIRONMENTS: Record<'production' | 'demo', Services> = Object.freeze({
  production: Object.freeze({
    auth: 'https://auth.globus.org',
    transfer: 'https://transfer.api.globus.org',
  }),
  // Names that no network knows: demo.html answers them by itself, and shares nothing with the live page (A10).
  demo: Object.freeze({ auth: 'https://auth.demo.invalid', transfer: 'https://transfer.demo.invalid' }),
})

/** Where the services of the configured environment stand. */
export const servicesOf = (config: Config): Services =>
  // `parseConfig` refuses the environment `local` without services.
  config.environment === 'local' ? config.services! : ENVIRONMENTS[config.environment]
