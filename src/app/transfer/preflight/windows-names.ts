/** Device names, which Windows takes for files in every folder, also with an ending. */
const RESERVED = /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\..*)?$/i
const FORBIDDEN = /[<>:"\\|?*]/

/** Characters of a whole path, drive letter included, that programs on Windows can count on. */
const LONGEST_PATH = 259

/** Whether Windows can have a file of this name. */
export const fitsWindows = (name: string) =>
  !FORBIDDEN.test(name) &&
  !RESERVED.test(name) &&
  !/[. ]$/.test(name) &&
  // oxlint-disable-next-line no-control-regex -- exactly those that Windows refuses
  !/[\x00-\x1f]/.test(name)

/** Whether Windows can hold a path as Globus writes it; the drive is a name of its own there. */
export const holdsOnWindows = (path: string) =>
  path.length <= LONGEST_PATH &&
  path
    .split('/')
    .filter((name) => name !== '' && name !== '~')
    .every(fitsWindows)

/** What is known of a personal collection from its paths: `/C/…` is a drive, `/Users/…` and `/home/…` are not. */
export function mayBeWindows(folders: Iterable<string>): boolean {
  for (const folder of folders) {
    if (/^\/[A-Za-z]\//.test(folder)) return true
    if (/^\/(Users|home|Volumes|mnt|media)\//.test(folder)) return false
  }
  return true
}
