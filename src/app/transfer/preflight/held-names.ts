import type { EntityType } from '../../../api/wire-collections'

/**
 * What a place is known to be, for the names that it holds. `personal`: a personal computer, with whichever system.
 * `server`: its documents do not say what storage is behind it (a file system, S3, Google Drive, tape…).
 */
export type Host = 'windows' | 'mac' | 'linux' | 'personal' | 'server'

/** Which system it is, from the paths there: `/C/…` is a drive, `/Users/…` and `/home/…` are homes. */
export function hostOf(entityType: EntityType, paths: Iterable<string>): Host {
  if (!entityType.startsWith('GCP_')) return 'server'
  for (const path of paths) {
    if (/^\/[A-Za-z]\//.test(path)) return 'windows'
    if (/^\/(Users|Volumes)\//.test(path)) return 'mac'
    if (/^\/(home|mnt|media)\//.test(path)) return 'linux'
  }
  return 'personal'
}

/** What is the matter with a path: Windows cannot have it, hardly any file system has it, some storages refuse it. */
export type NameTrouble = 'windows' | 'long' | 'odd'

/** What the place may have against a path; `below` is the part of it that is not there yet. */
export function nameTrouble(host: Host, path: string, below: string): NameTrouble | null {
  if ((host === 'windows' || host === 'personal') && !holdsOnWindows(path, below)) return 'windows'
  const names = namesOf(below)
  if (isLonger(path, LONGEST_PATH_BYTES) || names.some((name) => isLonger(name, LONGEST_NAME_BYTES)))
    return 'long'
  // The file systems of other personal computers have all of these.
  return host === 'server' && names.some((name) => ODD.test(name)) ? 'odd' : null
}

/** Of nearly every file system, in bytes as UTF-8: of a name, and of a whole path. */
export const LONGEST_NAME_BYTES = 255
export const LONGEST_PATH_BYTES = 4_096

/** Controls, a backslash, and what Windows shares (SMB) cut off at the end. */
// oxlint-disable-next-line no-control-regex -- exactly those
const ODD = /[\x00-\x1f\x7f\\]|[. ]$/

/** Device names, which Windows takes for files in every folder, also with an ending. */
const RESERVED = /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\..*)?$/i
// oxlint-disable-next-line no-control-regex -- exactly those that Windows refuses
const FORBIDDEN = /[<>:"\\|?*\x00-\x1f]|[. ]$/

/** Characters of a whole path, drive letter included, that programs on Windows can count on; and of a name. */
const LONGEST_WINDOWS_PATH = 259
const LONGEST_WINDOWS_NAME = 255

/** Whether Windows can have a file of this name. */
export const fitsWindows = (name: string) =>
  name.length <= LONGEST_WINDOWS_NAME && !FORBIDDEN.test(name) && !RESERVED.test(name)

/** Whether Windows can hold a path as Globus writes it; the drive is a name of its own there. */
export const holdsOnWindows = (path: string, below = path) =>
  path.length <= LONGEST_WINDOWS_PATH && namesOf(below).every(fitsWindows)

const namesOf = (path: string) => path.split('/').filter((name) => name !== '' && name !== '~')

const utf8 = new TextEncoder()

/** No character takes more than three bytes for each of its units, so that nearly all need not be encoded. */
const isLonger = (text: string, bytes: number) =>
  text.length > bytes || (text.length * 3 > bytes && utf8.encode(text).length > bytes)

/** What a storage may take for the same: capital and small letters, ways to write an accent (Unicode NFC and NFD). */
export type Alike = { byCase: boolean; byForm: boolean }

/** What the system is known to do, or may do. */
export const ALIKE: Record<Host, Alike> = {
  windows: { byCase: true, byForm: false },
  mac: { byCase: true, byForm: true },
  linux: { byCase: false, byForm: false },
  personal: { byCase: true, byForm: true },
  server: { byCase: true, byForm: true },
}

/** The same for all names that any storage might take for one. */
export const folded = (name: string) => name.normalize('NFC').toLowerCase()

/** Whether two different names of one fold are the same name to such a storage. */
export const areAlike = (a: string, b: string, { byCase, byForm }: Alike) =>
  a !== b &&
  ((byCase && byForm) ||
    (byCase && a.toLowerCase() === b.toLowerCase()) ||
    (byForm && a.normalize('NFC') === b.normalize('NFC')))

/** What is left of it once a storage is seen to keep two such names apart. */
export const keptApart = (alike: Alike, a: string, b: string): Alike => ({
  byCase: alike.byCase && a.toLowerCase() !== b.toLowerCase(),
  byForm: alike.byForm && a.normalize('NFC') !== b.normalize('NFC'),
})
