import { X } from 'lucide-react'
import { Link } from 'react-router'
import { FileName } from '../../components/FileName'
import { formatBytes, plural } from '../../components/format'
import { IconButton } from '../../components/IconButton'
import { useLastFiles } from '../last-files'
import { withoutItems } from '../shared/draft/draft'
import { changeDraft, useDraft } from '../shared/draft/draft-store'
import { landingPath } from '../shared/draft/landing'

/** What moves, and where each of it lands. */
export function Basket() {
  const draft = useDraft(({ draft }) => draft)
  const files = useLastFiles(({ path }) => path)
  const bytes = draft.items.reduce((sum, { size }) => sum + (size ?? 0), 0)
  return (
    <section aria-labelledby="basket" className="flex min-w-0 flex-col gap-2">
      <div className="flex flex-wrap items-baseline gap-x-3">
        <h2 id="basket" className="text-md font-semibold">
          What moves
        </h2>
        <p className="text-sm text-ink-2">
          {plural(draft.items.length, 'item')}
          {bytes > 0 && ` · ${formatBytes(bytes)} in files`}
        </p>
      </div>
      {draft.items.length === 0 ? (
        <p className="text-ink-2">
          Nothing yet. Select files and folders in{' '}
          <Link to={files} className="text-accent-ink underline">
            the panes
          </Link>{' '}
          and add them to the transfer.
        </p>
      ) : (
        <ul className="flex flex-col overflow-hidden rounded-md border border-line">
          {draft.items.map((item) => (
            <li
              key={item.key}
              className="flex min-h-8 items-center gap-3 border-b border-line-soft px-3 last:border-b-0"
            >
              <FileName name={item.source_path} className="min-w-0 flex-1 truncate font-mono text-sm" />
              <FileName
                name={landingPath(draft, item) ?? 'nowhere yet'}
                className="min-w-0 flex-1 truncate font-mono text-sm text-ink-2"
              />
              <IconButton
                label="Remove from the transfer"
                onClick={() => changeDraft((now) => withoutItems(now, new Set([item.key])))}
              >
                <X aria-hidden size={15} strokeWidth={1.75} />
              </IconButton>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
