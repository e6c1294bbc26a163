import { type Call, json } from '../http'
import { readForm } from './form'
import { oauthError } from './refusals'

/**
 * Takes back one token of the client; the answer is the same when there is no such token.
 * https://docs.globus.org/api/auth/reference/#token_revoke
 */
export async function revoke(call: Call) {
  const { clients, tokens } = call.world.tables
  const form = await readForm(call)
  if (!form) return oauthError('invalid_request', 'The body must be application/x-www-form-urlencoded')
  const client = clients.get(form.get('client_id') ?? '')
  if (!client) return oauthError('invalid_client', 'The client_id is missing or unknown')
  const token = tokens.get(form.get('token') ?? '')
  if (token?.client_id === client.client_id) tokens.delete(token.token)
  return json({ active: false })
}
