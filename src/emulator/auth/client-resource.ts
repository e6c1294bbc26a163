import { type Call, json } from '../http'
import type { Client } from '../world'
import { basicClient } from './client-authentication'
import { addCredential, credentialsOf, grantTypesOf, isPublic, registeredClient } from './clients'
import { revokeConsent } from './consents'
import { refuseDeveloper } from './developer-resources'
import { badParameters, forbidden } from './refusals'

/** https://docs.globus.org/api/auth/reference/#client_resource */
const clientDocument = (client: Client) => ({
  fqdns: client.fqdns,
  name: client.name,
  id: client.client_id,
  public_client: isPublic(client),
  scopes: [],
  required_idp: client.required_idp,
  grant_types: grantTypesOf(client),
  userinfo_from_effective_identity: true,
  client_type: client.client_type,
  prompt_for_named_grant: client.prompt_for_named_grant,
  links: client.links,
  visibility: client.visibility,
  preselect_idp: client.preselect_idp,
  parent_client: client.parent_client,
  project: null,
  redirect_uris: client.redirect_uris,
})

/**
 * Registers an instance of a native application, with a secret that nobody else has. Nobody is signed in yet, so the
 * call is open to everybody. https://docs.globus.org/api/auth/reference/#create_native_app_instance
 */
export async function createClient(call: Call): Promise<Response> {
  const { world } = call
  const fields = await readClient(call)
  if (fields && !('template_id' in fields)) return refuseDeveloper(call)
  const template = world.tables.clients.get(String(fields?.template_id))
  if (!fields || !template?.is_template)
    return badParameters(call, 'client.template_id must be a client that instances can be made of')
  const { name } = fields
  if (!isName(name)) return badParameters(call, 'client.name must be a text')
  const client = registeredClient({
    client_id: world.random.uuid(),
    name,
    redirect_uris: [],
    client_type: 'confidential_client',
    parent_client: template.client_id,
    visibility: 'private',
  })
  world.tables.clients.put(client.client_id, client)
  const credential = addCredential(world, client.client_id, 'Auto-created at client creation')
  return json({
    client: clientDocument(client),
    included: {
      client_credential: {
        name: credential.name,
        id: credential.id,
        client: client.client_id,
        secret: credential.secret,
      },
    },
  })
}

/** https://docs.globus.org/api/auth/reference/#get_clients, for a client that asks about itself. */
export function getClient(call: Call): Response {
  const client = requireSelf(call)
  return client instanceof Response ? client : json({ client: clientDocument(client) })
}

/** https://docs.globus.org/api/auth/reference/#update_client, for a client that changes itself. */
export async function updateClient(call: Call): Promise<Response> {
  const client = requireSelf(call)
  if (client instanceof Response) return client
  const fields = await readClient(call)
  if (!fields) return badParameters(call, 'The body must be a JSON document with a client in it')
  const wrong = Object.entries(fields).find(
    ([name, value]) => !(Object.hasOwn(UPDATES, name) && UPDATES[name]!(value)),
  )
  if (wrong) return badParameters(call, `client.${wrong[0]} cannot be set to this`)
  const updated = { ...client, ...fields }
  call.world.tables.clients.put(client.client_id, updated)
  return json({ client: clientDocument(updated) })
}

/** https://docs.globus.org/api/auth/reference/#delete_client: with every token, consent and secret it has. */
export function deleteClient(call: Call): Response {
  const client = requireSelf(call)
  if (client instanceof Response) return client
  const { tables } = call.world
  const isOwn = ({ client_id }: { client_id: string }) => client_id === client.client_id
  for (const consent of Array.from(tables.consents.values()).filter(isOwn)) revokeConsent(call.world, consent)
  for (const { token } of Array.from(tables.tokens.values()).filter(isOwn)) tables.tokens.delete(token)
  for (const { code } of Array.from(tables.codes.values()).filter(isOwn)) tables.codes.delete(code)
  for (const { id } of credentialsOf(call.world, client.client_id)) tables.client_credentials.delete(id)
  tables.clients.delete(client.client_id)
  return json({ client: clientDocument(client) })
}

/** The client that calls, when it is the one of the path. */
function requireSelf(call: Call): Client | Response {
  const client = basicClient(call)
  if (!client) return refuseDeveloper(call)
  return client.client_id === call.params.clientId ? client : forbidden(call, 'A client manages itself only')
}

const isName = (value: unknown): value is string => typeof value === 'string' && value.trim() !== ''
const isTextOrNull = (value: unknown) => value === null || typeof value === 'string'

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** What may be changed, and to what. */
const UPDATES: Record<string, (value: unknown) => boolean> = {
  name: isName,
  visibility: (value) => value === 'public' || value === 'private',
  redirect_uris: (value) =>
    Array.isArray(value) &&
    value.every((uri) => typeof uri === 'string' && URL.canParse(uri) && !uri.includes('#')),
  links: (value) =>
    isRecord(value) &&
    Object.keys(value).toSorted().join() === 'privacy_policy,terms_and_conditions' &&
    Object.values(value).every(isTextOrNull),
  required_idp: isTextOrNull,
  preselect_idp: isTextOrNull,
}

/** The fields of `{"client": {…}}`, or null when the body is something else. */
async function readClient({ request }: Call): Promise<Record<string, unknown> | null> {
  try {
    const body: unknown = JSON.parse(await request.text())
    return isRecord(body) && isRecord(body.client) ? body.client : null
  } catch {
    return null
  }
}
