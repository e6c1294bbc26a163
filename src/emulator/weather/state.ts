import type { Clock } from '../clock'
import type { World } from '../world'
import { PRESETS } from './presets'
import {
  type CollectionTrouble,
  type RequestRule,
  type TaskRule,
  type Weather,
  type WeatherDocument,
} from './weather'

/** A rule for tasks with what it needs to be repeatable and to come to an end. */
export type LiveTaskRule = {
  rule: TaskRule
  /** Which tasks and files are unlucky follows from this number, whatever order they come in. */
  seed: number
  /** How often each task or file has met it. */
  met: Map<string, number>
}

/** Something that is wrong with a collection; `untilMs` is clock time, or Infinity. */
export type LiveTrouble = { kind: CollectionTrouble['kind']; collection: string; untilMs: number }

/**
 * The weather in force. It is nothing that Globus knows, so the journal does not keep it: a restart begins with what it
 * is started with. Counts go down in here, and a rule that is used up is gone.
 */
export type WeatherState = {
  clockOffsetMs: number
  requests: RequestRule[]
  tasks: LiveTaskRule[]
  troubles: LiveTrouble[]
}

export const fairWeather = (): WeatherState => ({ clockOffsetMs: 0, requests: [], tasks: [], troubles: [] })

/** A clock that is as wrong as the weather says; waiting takes as long as ever. */
export const skewedClock = (clock: Clock, weather: WeatherState): Clock => ({
  now: () => clock.now() + weather.clockOffsetMs,
  sleep: clock.sleep,
})

/** Changes what is named and leaves the rest as it is. The document has been checked. */
export function patchWeather(world: World, document: WeatherDocument) {
  const { clock_offset_seconds, requests, tasks, collections } = withPreset(document)
  const { weather } = world
  if (clock_offset_seconds !== undefined) {
    const changeMs = clock_offset_seconds * 1000 - weather.clockOffsetMs
    weather.clockOffsetMs += changeMs
    // What has so long to go keeps it, however the clock is set.
    for (const trouble of weather.troubles) trouble.untilMs += changeMs
  }
  if (requests) weather.requests = structuredClone(requests)
  if (tasks) weather.tasks = tasks.map((rule) => liveRule(world, rule))
  if (collections) {
    weather.troubles = []
    for (const trouble of collections) addTrouble(world, trouble)
  }
}

/** Puts this weather in the place of the old; what is not named is fair. */
export function setWeather(world: World, document: WeatherDocument) {
  patchWeather(world, { ...FAIR, ...withPreset(document) })
}

const FAIR: Weather = { clock_offset_seconds: 0, requests: [], tasks: [], collections: [] }

/** The weather as it is now, in the form it is set in. */
export function readWeather({ weather, clock }: World): Weather {
  return {
    clock_offset_seconds: weather.clockOffsetMs / 1000,
    requests: structuredClone(weather.requests),
    tasks: weather.tasks.map(({ rule }) => ({ ...rule })),
    collections: currentTroubles(weather, clock).map(({ kind, collection, untilMs }) => ({
      kind,
      collection,
      ...(untilMs !== Infinity && { for_seconds: (untilMs - clock.now()) / 1000 }),
    })),
  }
}

/** A rule of its own: its count goes down while the caller's stays. */
export const liveRule = ({ random }: Pick<World, 'random'>, rule: TaskRule): LiveTaskRule => ({
  rule: { ...rule },
  seed: new DataView(random.bytes(4).buffer).getUint32(0),
  met: new Map(),
})

export function addTrouble({ weather, clock }: World, trouble: Omit<CollectionTrouble, 'count'>) {
  const { kind, collection, for_seconds: forSeconds = Infinity } = trouble
  weather.troubles.push({ kind, collection, untilMs: clock.now() + forSeconds * 1000 })
}

/** Forgets what has passed. */
export function currentTroubles(weather: WeatherState, clock: Clock): LiveTrouble[] {
  if (weather.troubles.length > 0)
    weather.troubles = weather.troubles.filter(({ untilMs }) => untilMs > clock.now())
  return weather.troubles
}

/** Names stand for what they mean; keys beside the name go before it. */
function withPreset({ preset, ...own }: WeatherDocument): Omit<WeatherDocument, 'preset'> {
  if (preset === undefined) return own
  return { ...FAIR, ...PRESETS[preset], ...own }
}
