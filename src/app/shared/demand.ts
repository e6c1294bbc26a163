import type { AuthorizationParameters } from '../../api/wire'

const listOf = (value: readonly string[] | string | null | undefined): string[] =>
  (typeof value === 'string' ? value.split(',') : Array.isArray(value) ? value : [])
    .filter((one): one is string => typeof one === 'string')
    .map((one) => one.trim())
    .filter(Boolean)

const union = (lists: readonly (readonly string[])[]) => Array.from(new Set(lists.flat()))

/** A demand as every service is understood: lists are lists, and nothing is nothing. */
export type Demand = {
  scopes: string[]
  identities: string[]
  policies: string[]
  /** One of them is enough. */
  domains: string[]
  mfa: boolean
  message: string
  prompt: 'login' | 'none' | null
}

/** Services send lists, texts with commas, empty ones, and none. */
export const readDemand = (demand: AuthorizationParameters | null): Demand => ({
  scopes: listOf(demand?.required_scopes),
  identities: listOf(demand?.session_required_identities),
  policies: listOf(demand?.session_required_policies),
  domains: listOf(demand?.session_required_single_domain),
  mfa: demand?.session_required_mfa === true,
  message: typeof demand?.session_message === 'string' ? demand.session_message : '',
  prompt: demand?.prompt === 'login' || demand?.prompt === 'none' ? demand.prompt : null,
})

/** Whether somebody must prove who they are, and not only allow something. */
export const wantsProof = ({ scopes, identities, policies, domains, mfa, prompt }: Demand) =>
  identities.length + policies.length + domains.length > 0 || mfa || prompt === 'login' || scopes.length === 0

/**
 * Several demands as one, so that one round to the sign-in service answers all. Lists of domains cannot be put
 * together, as any one domain of a list is enough: what two have in common answers both, and without that the second
 * is left to a round of its own.
 */
export function mergeDemands(demands: readonly AuthorizationParameters[]): AuthorizationParameters {
  const read = demands.map(readDemand)
  const scopes = union(read.map(({ scopes }) => scopes))
  const identities = union(read.map(({ identities }) => identities))
  const policies = union(read.map(({ policies }) => policies))
  const domains = read
    .map(({ domains }) => domains)
    .filter((domains) => domains.length > 0)
    .reduce<string[]>((common, next) => {
      if (common.length === 0) return next
      const both = common.filter((domain) => next.includes(domain))
      return both.length > 0 ? both : common
    }, [])
  const message = read.find(({ message }) => message !== '')?.message
  return {
    ...(message && { session_message: message }),
    ...(scopes.length > 0 && { required_scopes: scopes }),
    ...(identities.length > 0 && { session_required_identities: identities }),
    ...(policies.length > 0 && { session_required_policies: policies }),
    ...(domains.length > 0 && { session_required_single_domain: domains }),
    ...(read.some(({ mfa }) => mfa) && { session_required_mfa: true }),
    ...(read.some(({ prompt }) => prompt === 'login') && { prompt: 'login' }),
  }
}

/**
 * A demand's fields as parameters of the authorize call; absent and empty ones are left out, and who must prove who
 * they are does so anew. A page is never to be silent, so `none` is not passed on (checklist A21).
 * https://docs.globus.org/api/auth/developer-guide/
 */
export function authorizeParameters(demand: AuthorizationParameters | null): Record<string, string> {
  if (!demand) return {}
  const read = readDemand(demand)
  const parameters = {
    session_required_identities: read.identities.join(','),
    session_required_policies: read.policies.join(','),
    session_required_single_domain: read.domains.join(','),
    session_required_mfa: read.mfa ? 'true' : '',
    session_message: read.message,
    prompt: wantsProof(read) ? 'login' : '',
  }
  return Object.fromEntries(Object.entries(parameters).filter(([, value]) => value !== ''))
}

/** By what a demand for a proof is known again when it repeats; empty for one that only wants a consent. */
export function fingerprint(demand: AuthorizationParameters | null): string {
  if (!demand) return ''
  const read = readDemand(demand)
  if (!wantsProof(read)) return ''
  const { identities, policies, domains, mfa } = read
  return JSON.stringify([identities.toSorted(), policies.toSorted(), domains.toSorted(), mfa])
}

/** A proof that was given this recently and did not help will not help the next time. */
const AT_ONCE_MS = 5 * 60_000

/** Whether a sign-in has just answered this very demand, so that another one would go round in a circle. */
export const wasAnswered = (
  demand: AuthorizationParameters | null,
  answered: { demand: string; atMs: number } | undefined,
  nowMs: number,
) =>
  answered !== undefined &&
  fingerprint(demand) !== '' &&
  answered.demand === fingerprint(demand) &&
  nowMs - answered.atMs < AT_ONCE_MS

const listed = new Intl.ListFormat('en', { type: 'conjunction' })
const either = new Intl.ListFormat('en', { type: 'disjunction' })

/** What a collection wants to be proved, for a person: which identity, which domain, which factor. */
export function demandWords(
  demand: AuthorizationParameters | null,
  nameOf: (id: string) => string = (id) => id,
) {
  const { identities, policies, domains, mfa } = readDemand(demand)
  return [
    identities.length > 0 && `You must be signed in as ${listed.format(identities.map(nameOf))}.`,
    domains.length > 0 && `You need an identity of ${either.format(domains)}, linked to your account.`,
    policies.length > 0 &&
      identities.length + domains.length === 0 &&
      'It has a policy of its own on who may sign in, with which institution, and how lately.',
    mfa && 'A second factor is needed.',
  ].filter((words) => words !== false)
}
