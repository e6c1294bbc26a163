import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import {
  readFlags,
  readNumber,
  readOrigin,
  readRedirectUri,
  readRoot,
  readWeather,
  UsageError,
} from '../../../src/emulator/flags'

let directory: string
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'towpath-flags-'))
})
afterAll(() => rm(directory, { recursive: true }))

describe('--weather', () => {
  test('takes a name, a document or a file', async () => {
    const document = { clock_offset_seconds: 3 }
    const file = join(directory, 'weather.json')
    await writeFile(file, JSON.stringify(document))
    expect(await readWeather('storm')).toEqual({ preset: 'storm' })
    expect(await readWeather(' {"clock_offset_seconds": 3}')).toEqual(document)
    expect(await readWeather(file)).toEqual(document)
  })

  test.each([
    ['hail', 'must be one of fair, slow, flaky, rush_hour, storm, maintenance, a JSON object, or a file'],
    ['{"wind": 3}', '--weather: "wind" is not a known key'],
    ['{"preset": "hail"}', '--weather: "preset" must be one of fair'],
    ['{"requests": [', '--weather: that is not valid JSON'],
  ])('says what is wrong with %s', async (text, message) => {
    await expect(readWeather(text)).rejects.toThrow(UsageError)
    await expect(readWeather(text)).rejects.toThrow(message)
  })

  test('says what is wrong in a file', async () => {
    const file = join(directory, 'broken.json')
    await writeFile(file, 'storm')
    await expect(readWeather(file)).rejects.toThrow(`the file "${file}" is not valid JSON`)
  })
})

test.each([
  [() => readFlags(['--nope']), "Unknown option '--nope'"],
  [() => readFlags(['stray']), "Unexpected argument 'stray'"],
  [() => readNumber('--port', 'x', 0, 65_533), '--port must be a whole number'],
  [() => readNumber('--port', '70000', 0, 65_533), '--port must be a whole number'],
  [() => readRoot('files'), '--root must look like "name=path"'],
  [() => readRoot('files=/nowhere/at/all'), 'there is no directory /nowhere/at/all'],
  [() => readOrigin('http://localhost:5173/'), '--origin must look like'],
  [() => readRedirectUri('here'), '--redirect-uri must be a whole URI'],
])('says what is wrong with what was typed: %s', async (read, sentence) => {
  const reading = (async () => read())()
  await expect(reading).rejects.toThrow(UsageError)
  await expect(reading).rejects.toThrow(sentence)
})
