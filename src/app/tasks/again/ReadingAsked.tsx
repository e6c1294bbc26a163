import { formatCount, plural } from '../../../components/format'

/** What may take long is told with how far it is, once there was a first page. */
export const ReadingAsked = ({ rows, of }: { rows: number; of: number }) => (
  <p role="status" className="text-ink-2">
    Reading what it was asked…
    {rows > 0 && ` ${formatCount(rows)} of ${plural(Math.max(rows, of), 'path')}`}
  </p>
)
