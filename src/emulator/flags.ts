import { stat } from 'node:fs/promises'
import { resolve } from 'node:path'

/** Reading what people type behind a command: every mistake gets a sentence of its own. */

/** Something the person who typed the command can put right. */
export class UsageError extends Error {
  override name = 'UsageError'
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
