import { expectFields, type Fields } from './documents'

const TOKEN: Fields = {
  access_token: 'string',
  scope: 'string',
  expires_in: 'number',
  token_type: 'string',
  resource_server: 'string',
}

const IDENTITY: Fields = {
  id: 'string',
  username: 'string',
  name: 'string?',
  email: 'string?',
  organization: 'string?',
  identity_provider: 'string',
  identity_type: 'string',
  status: 'string',
}

const CLAIMED_IDENTITY: Fields = {
  sub: 'string',
  username: 'string',
  name: 'string?',
  email: 'string?',
  organization: 'string?',
  identity_provider: 'string',
  identity_provider_display_name: 'string',
  last_authentication: 'number?',
}

/** The documents of Auth, which carry no name: https://docs.globus.org/api/auth/reference/ */
const DOCUMENTS = {
  token: TOKEN,
  'token response': { ...TOKEN, other_tokens: 'list' },
  introspection: {
    active: 'boolean',
    token_type: 'string',
    scope: 'string',
    client_id: 'string',
    username: 'string',
    name: 'string?',
    email: 'string?',
    exp: 'number',
    iat: 'number',
    nbf: 'number',
    sub: 'string',
    aud: 'list',
    iss: 'string',
  },
  userinfo: {
    sub: 'string',
    name: 'string?',
    email: 'string?',
    preferred_username: 'string',
    organization: 'string?',
    identity_provider: 'string',
    identity_provider_display_name: 'string',
    last_authentication: 'number?',
    identity_set: 'list',
  },
  'claimed identity': CLAIMED_IDENTITY,
  identity: IDENTITY,
  'identity provider': {
    id: 'string',
    name: 'string',
    short_name: 'string',
    alternative_names: 'list',
    domains: 'list',
  },
  consent: {
    id: 'number',
    scope: 'string',
    scope_name: 'string',
    client: 'string',
    dependency_path: 'list',
    status: 'string',
    allows_refresh: 'boolean',
    atomically_revocable: 'boolean',
    auto_approved: 'boolean',
    effective_identity: 'string',
    created: 'string',
    updated: 'string',
    last_used: 'string',
  },
  client: {
    id: 'string',
    name: 'string',
    client_type: 'string',
    public_client: 'boolean',
    parent_client: 'string?',
    project: 'string?',
    grant_types: 'list',
    redirect_uris: 'list',
    fqdns: 'list',
    scopes: 'list',
    links: 'object',
    visibility: 'string',
    required_idp: 'string?',
    preselect_idp: 'string?',
    prompt_for_named_grant: 'boolean',
    userinfo_from_effective_identity: 'boolean',
  },
  'client credential': { id: 'string', name: 'string', client: 'string', secret: 'string' },
  refusal: { errors: 'list', error: 'string', error_description: 'string' },
  'OAuth refusal': { error: 'string', error_description: 'string' },
} satisfies Record<string, Fields>

const SOMETIMES: Record<string, Fields> = {
  token: { refresh_token: 'string', state: 'string' },
  'token response': { refresh_token: 'string', state: 'string', id_token: 'string' },
  introspection: { session_info: 'object', identity_set: 'list', identity_set_detail: 'list' },
}

/** Fails unless this is the whole document of that name: all fields, no others, each of its kind. */
export const expectAuthDocument = (name: keyof typeof DOCUMENTS, document: unknown) =>
  expectFields(name, document as Record<string, unknown>, DOCUMENTS[name], SOMETIMES[name])
