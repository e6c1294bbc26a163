import { useQuery } from '@tanstack/react-query'
import { Copy } from 'lucide-react'
import { collectionQueries } from '../../api/queries/collections'
import { Button } from '../../components/Button'
import { Dialog } from '../../components/Dialog'
import { FileName } from '../../components/FileName'
import { IconButton } from '../../components/IconButton'
import { visibleText } from '../../components/visible-name'
import { ErrorNotice } from '../shared/ErrorNotice'
import { ForeignText } from '../shared/ForeignText'
import { SafeLink } from '../shared/SafeLink'
import { collectionFacts, type Fact } from './collection-facts'
import { copyText } from '../shared/copy-text'

/** Longer than any description that helps. */
const MOST_CHARACTERS = 2_000

/** Everything that Globus knows of a collection, in words. */
export function AboutDialog({ collectionId, onClose }: { collectionId: string; onClose: () => void }) {
  const { data, error } = useQuery(collectionQueries.one(collectionId))
  return (
    <Dialog
      open
      wide
      onClose={onClose}
      title={data ? visibleText(data.display_name) : 'About this collection'}
      actions={<Button onClick={onClose}>Close</Button>}
    >
      {error && !data && <ErrorNotice error={error} />}
      {data && (
        <div
          // It has more than fits: the keyboard must be able to scroll it.
          // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
          tabIndex={0}
          role="group"
          aria-label="Details"
          className="-mr-3 flex min-h-0 flex-col gap-4 overflow-y-auto pr-3"
        >
          {collectionFacts(data).map(({ title, facts }) => (
            <section key={title}>
              <h3 className="mb-1 text-xs font-medium text-ink-3">{title}</h3>
              <dl className="grid gap-x-4 sm:grid-cols-[9.5rem_minmax(0,1fr)]">
                {facts.map((fact) => (
                  <div key={fact.label} className="contents">
                    <dt className="pt-1 text-ink-2 sm:pb-1">{fact.label}</dt>
                    <dd className="flex min-w-0 items-center gap-1 pb-1 sm:pt-1">
                      <FactValue fact={fact} />
                    </dd>
                  </div>
                ))}
              </dl>
            </section>
          ))}
        </div>
      )}
    </Dialog>
  )
}

function FactValue({ fact: { label, value, as } }: { fact: Fact }) {
  switch (as) {
    case 'link':
      return <SafeLink address={value} />
    case 'path':
      return <FileName name={value} className="min-w-0 font-mono text-sm break-all" />
    case 'id':
      return (
        <>
          <FileName name={value} className="min-w-0 font-mono text-sm break-all" />
          <IconButton
            label={`Copy the id: ${label}`}
            onClick={() => void copyText(value, 'Id')}
            className="-my-1"
          >
            <Copy aria-hidden size={14} strokeWidth={1.75} />
          </IconButton>
        </>
      )
    case undefined:
      return (
        <div className="min-w-0">
          <ForeignText text={value} most={MOST_CHARACTERS} />
        </div>
      )
  }
}
