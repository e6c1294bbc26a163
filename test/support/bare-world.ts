import type { Clock } from '../../src/emulator/clock'
import { openDatabase } from '../../src/emulator/database'
import { type Random, seededRandom } from '../../src/emulator/random'
import { memoryStorage } from '../../src/emulator/storage/memory'
import type { EmulatorStorage } from '../../src/emulator/storage/storage'
import { fairWeather } from '../../src/emulator/weather/state'
import { type Identity, openTables, type World } from '../../src/emulator/world'

export const START_MS = Date.UTC(2026, 2, 4, 15, 16, 17)
export const CLIENT = '11111111-1111-4111-8111-111111111111'
export const ORIGINS = { auth: 'https://auth.example', transfer: 'https://transfer.example' }

export const ADA: Identity = {
  id: 'bbbbbbbb-0000-4000-8000-000000000001',
  username: 'ada@example.edu',
  name: 'Ada Example',
  email: 'ada@example.edu',
  organization: 'Example University',
  identity_provider: 'cccccccc-0000-4000-8000-000000000001',
  identity_provider_display_name: 'Example University',
}
export const BEN: Identity = {
  ...ADA,
  id: 'bbbbbbbb-0000-4000-8000-000000000002',
  username: 'ben@lab.example',
  name: 'Ben <b>Example</b>',
  email: 'ben@lab.example',
}

type BareOptions = {
  clock: Clock
  storage?: EmulatorStorage
  random?: Random
  /** Bytes per second; default: as fast as it goes. */
  rate?: number
}

/** A world of two people, in which there is nothing else. */
export async function openBareWorld(options: BareOptions): Promise<World> {
  const { clock, storage = memoryStorage(clock), random = seededRandom(1), rate = Infinity } = options
  const database = await openDatabase(storage)
  const tables = openTables(database)
  for (const identity of [ADA, BEN]) tables.identities.put(identity.id, identity)
  return {
    clock,
    random,
    database,
    tables,
    trees: new Map(),
    weather: fairWeather(),
    origins: ORIGINS,
    rateBytesPerSecond: rate,
  }
}
