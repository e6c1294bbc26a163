import { authRoutes } from '../auth/routes'
import { isPersonal } from '../transfer/access'
import { fitsRoute } from '../transfer/glob'
import { transferRoutes } from '../transfer/routes'
import type { World } from '../world'
import {
  type Happening,
  isRequestKind,
  type RequestRule,
  type WeatherDocument,
  WeatherError,
} from './weather'

type Rule = { kind: string; collection?: string | undefined; path?: string | undefined }

const PATTERNS = {
  auth: authRoutes.map(([, pattern]) => pattern),
  transfer: transferRoutes.map(([, pattern]) => pattern),
}

/**
 * Throws for weather that can never come: a collection that is not there, a call that no service answers. It would be
 * fair weather that looks like a passed test.
 */
export function refuseImpossible(world: World, { requests, tasks, collections }: WeatherDocument) {
  const problems = Object.entries({ requests, tasks, collections }).flatMap(([key, rules = []]) =>
    rules.flatMap((rule, index) => problemsOf(world, rule, `${key}.${index}.`)),
  )
  if (problems.length > 0) throw new WeatherError(problems.join(' '))
}

export function refuseImpossibleEvent(world: World, happening: Happening) {
  const problems = problemsOf(world, happening, '')
  if (problems.length > 0) throw new WeatherError(problems.join(' '))
}

function problemsOf({ tables }: World, rule: Rule, place: string): string[] {
  const { collection, kind } = rule
  const found = collection === undefined ? null : tables.collections.get(collection)
  return [
    found === undefined ? `"${place}collection" must be the id of a collection of this world.` : null,
    kind === 'paused_by_owner' && found && !isPersonal(found)
      ? `"${place}collection" must be a personal collection: no other can be paused by its owner.`
      : null,
    isOfCalls(rule) ? problemOfPath(rule, place) : null,
  ].filter((problem) => problem !== null)
}

const isOfCalls = (rule: Rule): rule is RequestRule => isRequestKind(rule.kind)

function problemOfPath({ path, service }: RequestRule, place: string): string | null {
  if (path === undefined) return null
  const patterns = service ? PATTERNS[service] : Object.values(PATTERNS).flat()
  if (patterns.some((pattern) => fitsRoute(path, pattern))) return null
  const services = service === undefined ? 'either service' : service === 'auth' ? 'Auth' : 'Transfer'
  return `"${place}path" must fit a path of ${services}: without the host and the query, and with * for any text.`
}
