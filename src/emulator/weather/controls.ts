import type { World } from '../world'
import { refuseImpossible, refuseImpossibleEvent } from './possible'
import { addTrouble, liveRule, patchWeather, readWeather, setWeather } from './state'
import { endTokens } from './tokens'
import {
  checkHappening,
  checkWeather,
  type CollectionTrouble,
  type FileFault,
  type Happening,
  isFault,
  isTrouble,
  type TokenEvent,
  type Weather,
  type WeatherDocument,
} from './weather'

/** The one switch that tests, demos and people share. Whatever is given is checked: `WeatherError` names the key. */
export type WeatherControls = {
  /** The weather as it is now: counts have gone down, what has passed is gone. */
  get: () => Weather
  /** Puts this weather, or that of a preset, in the place of the old. */
  set: (weather: WeatherDocument | string) => Weather
  /** Replaces the keys that are named and leaves the others. */
  patch: (weather: WeatherDocument) => Weather
  /** Fair weather from now on. */
  clear: () => Weather
  /** Lets something happen once. */
  happen: (happening: Happening) => Promise<Weather>
}

export function weatherControls(world: World): WeatherControls {
  const get = () => readWeather(world)
  const checked = (input: unknown) => {
    const weather = checkWeather(input)
    refuseImpossible(world, weather)
    return weather
  }
  return {
    get,
    set: (weather) => {
      setWeather(world, checked(typeof weather === 'string' ? { preset: weather } : weather))
      return get()
    },
    patch: (weather) => {
      patchWeather(world, checked(weather))
      return get()
    },
    clear: () => {
      setWeather(world, {})
      return get()
    },
    happen: async (happening) => {
      const event = checkHappening(happening)
      refuseImpossibleEvent(world, event)
      happen(world, event)
      // Tokens are state of Globus: what happened to them outlives this process.
      await world.database.flush()
      return get()
    },
  }
}

function happen(world: World, happening: Happening) {
  const { weather } = world
  if (isOfTokens(happening)) endTokens(world, happening)
  else if (isOfCollection(happening)) addTrouble(world, happening)
  else if (happening.kind === 'recovered')
    weather.troubles = weather.troubles.filter(({ collection }) => collection !== happening.collection)
  // Before all other rules, so that it is the one that is met.
  else if (isOfFiles(happening))
    weather.tasks = [liveRule(world, { count: 1, ...happening }), ...weather.tasks]
  else weather.requests = [{ count: 1, ...happening }, ...weather.requests]
}

const isOfTokens = (happening: Happening): happening is TokenEvent =>
  happening.kind === 'expire_tokens' || happening.kind === 'revoke_tokens'
const isOfCollection = (happening: Happening): happening is CollectionTrouble => isTrouble(happening.kind)
const isOfFiles = (happening: Happening): happening is FileFault => isFault(happening.kind)
