import { isoSeconds } from '../clock'
import { badRequest, type Call, json, notFound, result, type Route, TransferError } from '../http'
import type { AccessRule, Collection, World } from '../world'
import { changeCollection, nameAndId, requireCaller, requireCollection, requireRole } from './access'
import { type Fields, fieldsOf, readJson } from './fields'
import { parseTime } from './filters'
import { asDirectory, resolvePath } from './paths'
import { rulesOf } from './permissions'
import { requirePrincipal } from './principals'
import { rolesOn } from './roles'

export const accessRuleRoutes: readonly Route[] = [
  ['GET', '/v0.10/endpoint/:id/access_list', listRules],
  ['POST', '/v0.10/endpoint/:id/access', createRule],
  ['GET', '/v0.10/endpoint/:id/access/:ruleId', getRule],
  ['PUT', '/v0.10/endpoint/:id/access/:ruleId', updateRule],
  ['DELETE', '/v0.10/endpoint/:id/access/:ruleId', deleteRule],
]

/** https://docs.globus.org/api/transfer/acl/#limits */
const MAX_RULES = 1000

const PRINCIPAL_TYPES = ['identity', 'group', 'all_authenticated_users', 'anonymous'] as const

/** https://docs.globus.org/api/transfer/acl/#rest_access_get_list */
function listRules(call: Call) {
  return json(accessList(call.world, openGuest(call, 'view')))
}

/** The rules of a guest collection, those that follow from roles first. */
export function accessList(world: World, collection: Collection) {
  const DATA = [...implicitRules(world, collection), ...rulesOf(world, collection).map(ruleDocument)]
  return { DATA_TYPE: 'access_list', endpoint: collection.id, length: DATA.length, DATA }
}

/** https://docs.globus.org/api/transfer/acl/#rest_access_get */
function getRule(call: Call) {
  return json(ruleDocument(requireRule(call, openGuest(call, 'view'))))
}

/** https://docs.globus.org/api/transfer/acl/#rest_access_create */
async function createRule(call: Call) {
  const { world } = call
  requireCaller(call)
  const document = fieldsOf(await readJson(call), '')
  const collection = openGuest(call, 'change')
  document.literal('DATA_TYPE', 'access', 'optional')
  const principal_type = document.oneOf('principal_type', PRINCIPAL_TYPES)
  const principal = readPrincipal(world, document, principal_type)
  const path = readFolder(call, collection, document)
  const permissions = document.oneOf('permissions', ['r', 'rw'])
  const expiration_date = readExpiration(world, collection, document)
  // There is nobody here who could read the mail.
  document.optionalText('notify_email')
  document.optionalText('notify_message')

  const rules = rulesOf(world, collection)
  const isTheSame = (rule: AccessRule) =>
    rule.principal_type === principal_type && rule.principal === principal && rule.path === path
  if (rules.some(isTheSame))
    throw new TransferError(409, 'Exists', `There is an access rule for this principal on '${path}' already`)
  if (rules.length >= MAX_RULES)
    throw new TransferError(409, 'ClientError.Conflict', `A collection can have ${MAX_RULES} access rules`)
  const rule: AccessRule = {
    id: world.random.uuid(),
    path,
    permissions,
    principal_type,
    principal,
    create_time: isoSeconds(world.clock.now()),
    ...(expiration_date !== null && { expiration_date }),
  }
  putRules(world, collection, [...rules, rule])
  return json(
    {
      DATA_TYPE: 'access_create_result',
      code: 'Created',
      message: 'Access rule created successfully.',
      access_id: rule.id,
      request_id: call.requestId,
      resource: call.url.pathname,
    },
    201,
  )
}

/** https://docs.globus.org/api/transfer/acl/#rest_access_update */
async function updateRule(call: Call) {
  const { world } = call
  requireCaller(call)
  const document = fieldsOf(await readJson(call), '')
  const collection = openGuest(call, 'change')
  const { expiration_date: before, ...rule } = requireRule(call, collection)
  document.literal('DATA_TYPE', 'access', 'optional')
  for (const name of ['id', 'path', 'principal_type', 'principal'] as const)
    if ((document.raw(name) ?? rule[name]) !== rule[name])
      throw document.refuse(name, 'of an access rule cannot be changed')
  const permissions = document.oneOf('permissions', ['r', 'rw'], rule.permissions)
  const keepsDate = document.raw('expiration_date') === undefined
  const expiration_date = keepsDate ? before : readExpiration(world, collection, document)

  const updated: AccessRule = { ...rule, permissions, ...(expiration_date && { expiration_date }) }
  const rules = rulesOf(world, collection)
  putRules(
    world,
    collection,
    rules.map((other) => (other.id === rule.id ? updated : other)),
  )
  return result(call, 'Updated', `Access rule '${rule.id}' updated successfully`)
}

/** https://docs.globus.org/api/transfer/acl/#rest_access_delete */
function deleteRule(call: Call) {
  const collection = openGuest(call, 'remove')
  const { id } = requireRule(call, collection)
  const others = rulesOf(call.world, collection).filter((rule) => rule.id !== id)
  putRules(call.world, collection, others)
  return result(call, 'Deleted', `Access rule '${id}' deleted successfully`)
}

const ALLOWED = {
  view: ['administrator', 'restricted_administrator', 'access_manager'],
  remove: ['administrator', 'restricted_administrator', 'access_manager'],
  change: ['administrator', 'access_manager'],
} as const

/** The guest collection of a call, for somebody who may do this with its rules. */
function openGuest(call: Call, use: keyof typeof ALLOWED): Collection {
  const caller = requireCaller(call)
  const collection = requireCollection(call.world, call.params.id!, caller)
  if (collection.access === null)
    throw new TransferError(400, 'NotSupported', `${nameAndId(collection)} is not a guest collection`)
  requireRole(call.world, caller, collection, ...ALLOWED[use])
  return collection
}

function requireRule({ world, params }: Call, collection: Collection): AccessRule {
  const rule = rulesOf(world, collection).find(({ id }) => id === params.ruleId)
  if (!rule) throw notFound(`No such access rule '${params.ruleId}' on ${nameAndId(collection)}`)
  return rule
}

const putRules = (world: World, { id }: Collection, access: AccessRule[]) =>
  changeCollection(world, id, { access })

function readPrincipal(world: World, document: Fields, type: AccessRule['principal_type']): string {
  if (type === 'identity' || type === 'group') return requirePrincipal(world, document, type)
  if (document.optionalText('principal')) throw document.refuse('principal', `must be empty for ${type}`)
  return ''
}

/** Rules are for directories, whether they exist or not. */
function readFolder(call: Call, collection: Collection, document: Fields): string {
  const path = document.text('path')
  if (!path.startsWith('/') || !path.endsWith('/'))
    throw document.refuse('path', 'must be the absolute path of a directory and end with a slash')
  return asDirectory(resolvePath(collection, requireCaller(call).identity, path).treePath)
}

/** When a rule ends, in the form of documents; null for never, if the collection lets rules be that long. */
function readExpiration(world: World, collection: Collection, document: Fields): string | null {
  const text = document.optionalText('expiration_date')
  const minutes = collection.document.acl_max_expiration_period_mins ?? null
  const latestMs = minutes === null ? Infinity : world.clock.now() + minutes * 60_000
  const atMs = text === null ? Infinity : parseTime(text)
  if (Number.isNaN(atMs)) throw document.refuse('expiration_date', 'must be a date or a date and time')
  if (atMs <= world.clock.now()) throw document.refuse('expiration_date', 'must be in the future')
  if (atMs > latestMs)
    throw badRequest(`Access rules of this collection must expire within ${minutes} minutes`)
  return text === null ? null : isoSeconds(atMs)
}

const ruleDocument = (rule: AccessRule) => ({
  DATA_TYPE: 'access',
  id: rule.id,
  path: rule.path,
  permissions: rule.permissions,
  principal_type: rule.principal_type,
  principal: rule.principal,
  role_id: null,
  role_type: null,
  create_time: rule.create_time ?? null,
  expiration_date: rule.expiration_date ?? null,
})

/** What roles allow is shown as rules that nobody can change. */
const implicitRules = (world: World, collection: Collection) =>
  rolesOn(world, collection)
    .filter(({ role }) => role === 'administrator' || role === 'access_manager')
    .map(({ id, role, principal_type, principal }) => ({
      DATA_TYPE: 'access',
      id: null,
      path: '/',
      permissions: 'rw',
      principal_type,
      principal,
      role_id: id,
      role_type: role,
      create_time: null,
      expiration_date: null,
    }))
