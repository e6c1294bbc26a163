import type { Client, ClientType, World } from '../world'
import { base64, sha256Hex } from './bytes'

/** An application as somebody registers it who starts an emulator; all else has a usual value. */
export type Registration = Pick<Client, 'client_id' | 'name' | 'redirect_uris'> &
  Partial<Client> & {
    /** What it proves with who it is; public clients have none. */
    secret?: string
  }

export const registeredClient = (own: Omit<Registration, 'secret'>): Client => ({
  client_type: 'public_webapp_client',
  fqdns: [],
  parent_client: null,
  is_template: false,
  prompt_for_named_grant: false,
  visibility: 'public',
  required_idp: null,
  preselect_idp: null,
  links: { privacy_policy: null, terms_and_conditions: null },
  ...own,
})

/** Writes a registration down, as often as it comes. */
export function registerClient(world: World, { secret, ...own }: Registration) {
  const { client_id } = own
  world.tables.clients.put(client_id, registeredClient(own))
  if (secret !== undefined) putCredential(world, { id: client_id, client_id, name: 'Registration' }, secret)
}

/** A new secret of a client. The answer is the only time that it is seen. */
export function addCredential(world: World, clientId: string, name: string) {
  const credential = { id: world.random.uuid(), client_id: clientId, name }
  const secret = base64(world.random.bytes(32))
  putCredential(world, credential, secret)
  return { ...credential, secret }
}

const putCredential = (
  world: World,
  credential: { id: string; client_id: string; name: string },
  secret: string,
) =>
  world.tables.client_credentials.put(credential.id, {
    ...credential,
    secret_sha256: sha256Hex(secret),
    created_ms: world.clock.now(),
  })

export const credentialsOf = (world: World, clientId: string) =>
  Array.from(world.tables.client_credentials.values()).filter(({ client_id }) => client_id === clientId)

/** Applications that run where people can look into them keep no secret. */
export const isPublic = ({ client_type }: Client) =>
  client_type === 'public_installed_client' || client_type === 'public_webapp_client'

export const DEPENDENT_TOKEN = 'urn:globus:auth:grant_type:dependent_token'

const RESOURCE_SERVERS: readonly ClientType[] = [
  'resource_server',
  'hybrid_confidential_client_resource_server',
  'globus_connect_server',
]

/** What a client may ask of the token endpoint: https://docs.globus.org/api/auth/reference/#client_resource */
export const grantTypesOf = (client: Client): string[] => [
  'authorization_code',
  ...(isPublic(client) ? [] : ['client_credentials']),
  'refresh_token',
  ...(RESOURCE_SERVERS.includes(client.client_type) ? [DEPENDENT_TOKEN] : []),
]

/** Whether tokens of a resource server are this client's to look at. */
export const isResourceServer = ({ client_id, fqdns }: Client, resourceServer: string) =>
  [client_id, ...fqdns].includes(resourceServer)
