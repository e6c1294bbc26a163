import { formatBytes, formatCount } from '../../components/format'
import { Notice } from '../../components/Notice'
import { areManySmall, type Counted } from './small-files'

/** A word before somebody sends a hundred thousand tiny files on their way. */
export function SmallFilesAdvice({ totals }: { totals: Counted }) {
  if (!areManySmall(totals)) return null
  return (
    <Notice tone="warn" title="Many small files travel slowly">
      {formatCount(totals.files)} files of {formatBytes(totals.bytes / totals.files)} on average: pack them
      into a few archives first (tar or zip), or each will cost its own handshake.
    </Notice>
  )
}
