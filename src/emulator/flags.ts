import { readFile, stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'

import { PRESETS } from './weather/presets'
import { checkWeather, type WeatherDocument, WeatherError } from './weather/weather'

/** Reading what people type behind a command: every mistake gets a sentence of its own. */

/** Something the person who typed the command can put right. */
export class UsageError extends Error {
  override name = 'UsageError'
}

/** What was typed behind the command, by its flags. Throws `UsageError`. */
export function readFlags(args: string[]) {
  try {
    return parseArgs({
      args,
      options: {
        root: { type: 'string', multiple: true },
        port: { type: 'string' },
        data: { type: 'string' },
        rate: { type: 'string' },
        weather: { type: 'string' },
        'redirect-uri': { type: 'string', multiple: true },
        origin: { type: 'string', multiple: true },
        help: { type: 'boolean' },
      },
    }).values
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error))
  }
}

/** A whole number within bounds. Throws `UsageError`. */
export function readNumber(flag: string, text: string, least: number, most: number): number {
  const value = Number(text)
  if (!/^\d+$/.test(text) || value < least || value > most)
    throw new UsageError(`${flag} must be a whole number from ${least} to ${most}, not "${text}".`)
  return value
}

/** `name=path`, a directory of this machine to serve as a collection. Throws `UsageError`. */
export async function readRoot(text: string): Promise<{ name: string; path: string }> {
  const cut = text.indexOf('=')
  const name = text.slice(0, Math.max(cut, 0)).trim()
  const path = text.slice(cut + 1)
  if (name === '' || path === '') throw new UsageError(`--root must look like "name=path", not "${text}".`)
  const info = await stat(path).catch(() => null)
  if (!info?.isDirectory()) throw new UsageError(`--root "${text}": there is no directory ${resolve(path)}.`)
  return { name, path: resolve(path) }
}

/** Kept as written, because a redirect URI is compared character by character. Throws `UsageError`. */
export function readRedirectUri(text: string): string {
  if (!URL.canParse(text) || text.includes('#'))
    throw new UsageError(`--redirect-uri must be a whole URI without a fragment, not "${text}".`)
  return text
}

/** A page's origin, exactly as browsers send it. Throws `UsageError`. */
export function readOrigin(text: string): string {
  if (!URL.canParse(text) || new URL(text).origin !== text)
    throw new UsageError(`--origin must look like http://localhost:5173, without a path, not "${text}".`)
  return text
}

/** A preset's name, the weather itself as JSON, or a file of such. Throws `UsageError`. */
export async function readWeather(text: string): Promise<WeatherDocument> {
  if (Object.hasOwn(PRESETS, text)) return { preset: text }
  const isJson = text.trimStart().startsWith('{')
  const json = isJson ? text : await readFile(text, 'utf8').catch(() => null)
  if (json === null)
    throw new UsageError(
      `--weather must be one of ${Object.keys(PRESETS).join(', ')}, a JSON object, or a file with one: there is no file "${text}".`,
    )
  try {
    return checkWeather(JSON.parse(json))
  } catch (error) {
    if (error instanceof WeatherError) throw new UsageError(`--weather: ${error.message}`)
    throw new UsageError(`--weather: ${isJson ? 'that' : `the file "${text}"`} is not valid JSON.`)
  }
}
