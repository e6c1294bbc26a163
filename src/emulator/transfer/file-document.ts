import type { FileDocument, FileType } from '../../api/wire'
import { spacedSeconds } from '../clock'
import type { FileInfo } from '../storage/storage'

/**
 * An entry of a listing. A link shows what it leads to and tells about itself in `link_*`; one that leads nowhere has
 * nothing but itself to show. https://docs.globus.org/api/transfer/file_operations/#file_document
 */
export function fileDocument(entry: FileInfo, target: FileInfo | null): FileDocument {
  const isLink = entry.kind === 'symlink'
  const shown = isLink && target ? target : entry
  return {
    DATA_TYPE: 'file',
    name: entry.name,
    type: isLink && !target ? 'invalid_symlink' : typeOf(shown),
    size: shown.size,
    last_modified: fileTime(shown.modifiedMs),
    permissions: shown.permissions,
    user: shown.user,
    group: shown.group,
    link_target: isLink ? entry.linkTarget : null,
    link_size: isLink ? entry.size : null,
    link_user: isLink ? entry.user : null,
    link_group: isLink ? entry.group : null,
    link_last_modified: isLink ? fileTime(entry.modifiedMs) : null,
  }
}

const typeOf = ({ kind }: FileInfo): FileType => (kind === 'dir' || kind === 'file' ? kind : 'other')

const DAY_SECONDS = 86_400
const TWO_DIGITS = Array.from({ length: 60 }, (_, number) => String(number).padStart(2, '0'))
let lastDay = { number: Number.NaN, text: '' }

/** As `spacedSeconds`, which takes longer than all the rest of a large listing: files of one day share its text. */
function fileTime(ms: number): string {
  const seconds = Math.floor(ms / 1000)
  const number = Math.floor(seconds / DAY_SECONDS)
  if (number !== lastDay.number) lastDay = { number, text: spacedSeconds(ms).slice(0, 10) }
  const inDay = seconds - number * DAY_SECONDS
  const hour = TWO_DIGITS[Math.floor(inDay / 3600)]
  const minute = TWO_DIGITS[Math.floor(inDay / 60) % 60]
  return `${lastDay.text} ${hour}:${minute}:${TWO_DIGITS[inDay % 60]}+00:00`
}
