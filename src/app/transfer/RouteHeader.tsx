import { ArrowRight } from 'lucide-react'
import { FileName } from '../../components/FileName'
import { useDraft } from '../shared/draft/draft-store'
import { useDraftCollection } from './use-draft-sides'

/** From which collection to which folder of which other. */
export function RouteHeader() {
  const source = useDraftCollection('source')
  const destination = useDraftCollection('destination')
  const folder = useDraft(({ draft }) => draft.folder)
  return (
    <div className="flex flex-wrap items-start gap-x-6 gap-y-3 border-b border-line pb-4">
      <Side heading="From" name={source.collection?.display_name} path={null} />
      <ArrowRight aria-hidden size={18} strokeWidth={1.75} className="mt-5 shrink-0 text-accent-ink" />
      <Side heading="To" name={destination.collection?.display_name} path={folder} />
    </div>
  )
}

type SideProps = { heading: string; name: string | undefined; path: string | null }

const Side = ({ heading, name, path }: SideProps) => (
  <div className="flex min-w-0 flex-1 flex-col gap-0.5">
    <h2 className="text-sm text-ink-3">{heading}</h2>
    {name === undefined ? (
      <p className="text-ink-2">Not chosen yet</p>
    ) : (
      <FileName name={name} className="truncate text-lg font-semibold" />
    )}
    {path !== null && <FileName name={path} className="font-mono text-sm break-all text-ink-2" />}
  </div>
)
