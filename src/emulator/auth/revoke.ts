import { json } from '../http'
import { requireClient } from './client-authentication'
import { requireForm } from './form'
import { refusingAsOAuth } from './refusals'

/**
 * Takes back one token of the client; the answer is the same when there is no such token.
 * https://docs.globus.org/api/auth/reference/#token_revoke
 */
export const revoke = refusingAsOAuth(async (call) => {
  const { tokens } = call.world.tables
  const form = await requireForm(call, ['client_id', 'token'])
  const client = requireClient(call, form)
  const token = tokens.get(form.get('token') ?? '')
  if (token?.client_id === client.client_id) tokens.delete(token.token)
  return json({ active: false })
})
