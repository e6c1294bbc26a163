/** What Auth remembers, a row each. */

/** A person who can sign in. Served by Auth's identities call and by the id_token. */
export type Identity = {
  id: string
  username: string
  name: string
  /** The identity of an application has neither. */
  email: string | null
  organization: string | null
  identity_provider: string
  identity_provider_display_name: string
  /** The identity that stands for the person, where this is another one of theirs. */
  linked_to?: string
  /** Private: nobody else is told more than the username. Closed: signs in nowhere any more. */
  status?: 'private' | 'closed'
}

/** Somebody who never signed in, made known so that things can be shared with them. */
export type UnusedIdentity = Pick<Identity, 'id' | 'username' | 'identity_provider'>

/** https://docs.globus.org/api/auth/reference/#client_resource */
export type ClientType =
  | 'public_installed_client'
  | 'public_webapp_client'
  | 'confidential_client'
  | 'client_identity'
  | 'resource_server'
  | 'hybrid_confidential_client_resource_server'
  | 'globus_connect_server'

/** A registered application or service. */
export type Client = {
  client_id: string
  client_type: ClientType
  name: string
  redirect_uris: string[]
  /** Names under which its scopes are known as a resource server, besides its id. */
  fqdns: string[]
  /** Whose instance it is, or null. */
  parent_client: string | null
  /** Anybody may register instances of it, each with a secret of its own: how the official command line signs in. */
  is_template: boolean
  /** People name each grant, so that they can tell the installations of an application apart. */
  prompt_for_named_grant: boolean
  visibility: 'public' | 'private'
  required_idp: string | null
  preselect_idp: string | null
  links: { privacy_policy: string | null; terms_and_conditions: string | null }
}

/** A secret of a client, of which only a digest is kept. */
export type ClientCredential = {
  id: string
  client_id: string
  name: string
  secret_sha256: string
  created_ms: number
}

/** https://docs.globus.org/api/auth/reference/#policy_resource */
export type Policy = {
  id: string
  project_id: string
  display_name: string
  description: string
  high_assurance: boolean
  /** Seconds after which a sign-in counts no more; null for never. */
  authentication_assurance_timeout: number | null
  required_mfa: boolean
  /** Domains of which an identity is wanted, and those whose identities do not count. */
  domain_constraints_include: string[] | null
  domain_constraints_exclude: string[] | null
}

/**
 * One granted scope of one person for one application. `path` is the way from the application's own scope down, for
 * example `[transfer all, data_access of a collection]`; `dependency_path` on the wire is made of the ids along it.
 */
export type Consent = {
  id: number
  identity_id: string
  client_id: string
  path: string[]
  created: string
  updated: string
  /** When tokens were last made from it; absent for never. */
  last_used?: string
  /** It can be withdrawn alone; absent: if anything stands above it. */
  atomically_revocable?: boolean
  /** The name the person gave the grant. */
  grant_name?: string
}

export type AuthorizationCode = {
  code: string
  client_id: string
  identity_id: string
  redirect_uri: string
  /** Top-level scopes, as tokens report them. */
  scopes: string[]
  /** Null for a client with a secret that sent none. */
  pkce: { challenge: string; method: 'S256' | 'plain' } | null
  state: string | null
  nonce: string | null
  offline: boolean
  created_ms: number
  used: boolean
}

export type Token = {
  token: string
  kind: 'access' | 'refresh'
  client_id: string
  identity_id: string
  resource_server: string
  scopes: string[]
  /** Milliseconds since 1970. */
  expires_ms: number
  issued_ms: number
  /** The authorization code it goes back to: a code used twice takes its tokens back. */
  code?: string
  /**
   * For a dependent token: the application the person signed in to, and the way down from there to the scopes of the
   * token. Absent when the consents are the client's own.
   */
  root?: { client_id: string; path: string[] }
}

/** How an identity last proved to an application who it is. */
export type Session = {
  identity_id: string
  client_id: string
  authenticated_ms: number
  /** When it last did so with a second factor. */
  second_factor_ms?: number
  /** The person has signed out since: nothing happens without asking them. */
  signed_out?: boolean
}
