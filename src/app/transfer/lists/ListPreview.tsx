import { FileName } from '../../../components/FileName'
import { formatCount } from '../../../components/format'
import type { Draft, NewItem } from '../../shared/draft/draft'
import { landingPath } from '../../shared/draft/landing'

const MOST_SHOWN = 50

/** The first of what would be added, and where each would land. */
export function ListPreview({ draft, items }: { draft: Draft; items: readonly NewItem[] }) {
  if (items.length === 0) return null
  return (
    <table className="w-full table-fixed text-left text-sm">
      <caption className="sr-only">What would be added</caption>
      <thead className="text-ink-3">
        <tr>
          <th scope="col" className="py-1 pr-2 font-normal">
            From
          </th>
          <th scope="col" className="py-1 font-normal">
            Lands at
          </th>
        </tr>
      </thead>
      <tbody className="font-mono">
        {items.slice(0, MOST_SHOWN).map((item) => (
          <tr key={`${item.source_path}\n${item.lands}`} className="border-t border-line-soft align-top">
            <td className="py-1 pr-2 break-all">
              <FileName name={item.source_path} />
            </td>
            <td className="py-1 break-all text-ink-2">
              <FileName name={landingPath(draft, item) ?? item.lands ?? '—'} />
            </td>
          </tr>
        ))}
      </tbody>
      {items.length > MOST_SHOWN && (
        <tfoot>
          <tr>
            <td colSpan={2} className="py-1 text-ink-2">
              and {formatCount(items.length - MOST_SHOWN)} more
            </td>
          </tr>
        </tfoot>
      )}
    </table>
  )
}
