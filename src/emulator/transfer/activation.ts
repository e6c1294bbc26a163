import { type Call, json, result, type Route } from '../http'
import { requireCaller, requireCollection } from './access'

/**
 * Collections were once activated before use. Old clients still ask for it, and are told that there is nothing to do.
 * https://docs.globus.org/api/transfer/endpoint_activation/
 */
export const activationRoutes: readonly Route[] = [
  ['GET', '/v0.10/endpoint/:id/activation_requirements', getRequirements],
  ['POST', '/v0.10/endpoint/:id/autoactivate', activate],
  ['POST', '/v0.10/endpoint/:id/activate', activate],
  ['POST', '/v0.10/endpoint/:id/deactivate', deactivate],
]

const NOTHING_REQUIRED = {
  activated: true,
  auto_activation_supported: true,
  expire_time: null,
  expires_in: -1,
  oauth_server: null,
  length: 0,
  DATA: [],
}

function getRequirements(call: Call) {
  requireCollection(call.world, call.params.id!, requireCaller(call))
  return json({ DATA_TYPE: 'activation_requirements', ...NOTHING_REQUIRED })
}

function activate(call: Call) {
  const { id } = requireCollection(call.world, call.params.id!, requireCaller(call))
  return json({
    DATA_TYPE: 'activation_result',
    code: 'AutoActivated.GlobusOnlineCredential',
    message: 'Endpoint activated successfully using Globus Online credentials.',
    request_id: call.requestId,
    resource: call.url.pathname,
    endpoint: id,
    subject: null,
    ...NOTHING_REQUIRED,
  })
}

function deactivate(call: Call) {
  requireCollection(call.world, call.params.id!, requireCaller(call))
  return result(call, 'Deactivated', 'Endpoint deactivated successfully')
}
