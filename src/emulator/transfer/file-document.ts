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
    last_modified: spacedSeconds(shown.modifiedMs),
    permissions: shown.permissions,
    user: shown.user,
    group: shown.group,
    link_target: isLink ? entry.linkTarget : null,
    link_size: isLink ? entry.size : null,
    link_user: isLink ? entry.user : null,
    link_group: isLink ? entry.group : null,
    link_last_modified: isLink ? spacedSeconds(entry.modifiedMs) : null,
  }
}

const typeOf = ({ kind }: FileInfo): FileType => (kind === 'dir' || kind === 'file' ? kind : 'other')
