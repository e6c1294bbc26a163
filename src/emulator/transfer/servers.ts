import { type Call, json, notFound, type Route } from '../http'
import type { Collection } from '../world'
import { isPersonal, nameAndId, requireCaller, requireCollection } from './access'
import { serverName } from './legacy-names'

export const serverRoutes: readonly Route[] = [
  ['GET', '/v0.10/endpoint/:id/server_list', listServers],
  ['GET', '/v0.10/endpoint/:id/server/:serverId', getServer],
]

/** https://docs.globus.org/api/transfer/endpoints_and_collections/#server_document */
export function serverDocument(collection: Collection) {
  const id = collection.document.host_endpoint_id ?? collection.id
  const server = isPersonal(collection)
    ? {
        hostname: null,
        port: null,
        scheme: null,
        uri: null,
        is_connected: false,
        subject: personalSubject(id),
      }
    : {
        hostname: serverName(collection),
        port: 2811,
        scheme: 'gsiftp',
        uri: `gsiftp://${serverName(collection)}:2811`,
        is_connected: true,
        subject: null,
      }
  return {
    DATA_TYPE: 'server',
    // Numbers count up over all servers of the service: a small part of the id stands in for that.
    id: Number.parseInt(id.slice(0, 5), 16),
    ...server,
    is_paused: false,
    incoming_data_port_start: null,
    incoming_data_port_end: null,
    outgoing_data_port_start: null,
    outgoing_data_port_end: null,
  }
}

const personalSubject = (id: string) => `/C=US/O=Globus Consortium/OU=Globus Connect Service/CN=${id}`

/** https://docs.globus.org/api/transfer/endpoints_and_collections/#get_endpoint_server_list */
function listServers(call: Call) {
  const collection = requireCollection(call.world, call.params.id!, requireCaller(call))
  return json({
    DATA_TYPE: 'endpoint_server_list',
    endpoint: collection.id,
    DATA: [serverDocument(collection)],
  })
}

/** https://docs.globus.org/api/transfer/endpoints_and_collections/#get_endpoint_server_by_id */
function getServer(call: Call) {
  const collection = requireCollection(call.world, call.params.id!, requireCaller(call))
  const server = serverDocument(collection)
  if (String(server.id) !== call.params.serverId)
    throw notFound(`No such server '${call.params.serverId}' on ${nameAndId(collection)}`)
  return json(server)
}
