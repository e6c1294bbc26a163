import type { Call, Route } from '../http'
import { basicClient } from './client-authentication'
import { notFound, unauthorized } from './refusals'
import { AUTH_SERVER } from './scopes'
import { authenticate } from './tokens'

/**
 * What developers keep at Globus is not here: nobody has projects, so nothing in them is found.
 * https://docs.globus.org/api/auth/reference/#developer_resource_api
 */
export const refuseDeveloper = (call: Call): Response =>
  authenticate(call, AUTH_SERVER) || basicClient(call)
    ? notFound(call, 'The emulator keeps no projects')
    : unauthorized(call)

const COLLECTIONS = ['projects', 'scopes', 'policies']

export const developerRoutes: readonly Route[] = [
  ['GET', '/v2/api/clients', refuseDeveloper],
  ['GET', '/v2/api/clients/:clientId/credentials', refuseDeveloper],
  ['POST', '/v2/api/clients/:clientId/credentials', refuseDeveloper],
  ['DELETE', '/v2/api/clients/:clientId/credentials/:id', refuseDeveloper],
  ...COLLECTIONS.flatMap((name): Route[] => [
    ['GET', `/v2/api/${name}`, refuseDeveloper],
    ['POST', `/v2/api/${name}`, refuseDeveloper],
    ['GET', `/v2/api/${name}/:id`, refuseDeveloper],
    ['PUT', `/v2/api/${name}/:id`, refuseDeveloper],
    ['DELETE', `/v2/api/${name}/:id`, refuseDeveloper],
  ]),
]
