import type { Client, Identity, Policy, World } from '../world'
import { domainOf } from './people'
import type { Authentication } from './sessions'

/** https://docs.globus.org/api/auth/sessions/#authorization_parameters */
export type SessionDemand = {
  message: string | null
  /** Ids or usernames: every one of them has to sign in. */
  identities: string[]
  /** One identity of any of these is enough. */
  domains: string[]
  /** Ids; every one has to be met. */
  policies: Policy[]
  mfa: boolean
}

const isNamed = (wanted: string, { id, username }: Identity) =>
  wanted.toLowerCase() === id || wanted.toLowerCase() === username.toLowerCase()

const isOfDomain = ({ username }: Identity, domains: readonly string[]) =>
  domains.some((domain) => domain.toLowerCase() === domainOf(username))

/** Whether the domains that a policy names let this identity meet it at all. */
const isAccepted = (
  { domain_constraints_include: include, domain_constraints_exclude: exclude }: Policy,
  identity: Identity,
) => (include === null || isOfDomain(identity, include)) && !(exclude && isOfDomain(identity, exclude))

/** https://docs.globus.org/api/auth/sessions/#policies: the right identity, with what is asked of it, not too long ago. */
export function meetsPolicy(
  world: World,
  policy: Policy,
  authentications: readonly Authentication[],
): boolean {
  const { authentication_assurance_timeout: seconds, required_mfa } = policy
  const isFresh = (atMs: number) => seconds === null || world.clock.now() - atMs <= seconds * 1000
  return authentications.some(
    ({ identity, atMs, secondFactorMs }) =>
      isAccepted(policy, identity) &&
      isFresh(atMs) &&
      (!required_mfa || (secondFactorMs !== null && isFresh(secondFactorMs))),
  )
}

/** What of a demand these sign-ins leave open. */
export function openDemand(
  world: World,
  demand: SessionDemand,
  authentications: readonly Authentication[],
): SessionDemand {
  const some = (test: (identity: Identity) => boolean) =>
    authentications.some(({ identity }) => test(identity))
  return {
    message: demand.message,
    identities: demand.identities.filter((wanted) => !some((identity) => isNamed(wanted, identity))),
    domains: some((identity) => isOfDomain(identity, demand.domains)) ? [] : demand.domains,
    policies: demand.policies.filter((policy) => !meetsPolicy(world, policy, authentications)),
    mfa: demand.mfa && !authentications.some(({ secondFactorMs }) => secondFactorMs !== null),
  }
}

export const isMet = ({ identities, domains, policies, mfa }: SessionDemand) =>
  identities.length === 0 && domains.length === 0 && policies.length === 0 && !mfa

/** Whether a second factor is part of what is asked. */
export const wantsSecondFactor = ({ mfa, policies }: SessionDemand) =>
  mfa || policies.some(({ required_mfa }) => required_mfa)

/** Whether signing in as this identity brings what is still open any nearer. */
export function canHelp(demand: SessionDemand, client: Client, identity: Identity): boolean {
  const { identities, domains, policies } = demand
  if (client.required_idp !== null && identity.identity_provider !== client.required_idp) return false
  if (identities.length === 0 && domains.length === 0 && policies.length === 0) return true
  return (
    identities.some((wanted) => isNamed(wanted, identity)) ||
    isOfDomain(identity, domains) ||
    policies.some((policy) => isAccepted(policy, identity))
  )
}
