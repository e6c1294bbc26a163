import { Download } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button } from '../../components/Button'
import { Dialog } from '../../components/Dialog'
import { FileName } from '../../components/FileName'
import { plural } from '../../components/format'
import { type CodeFile, wholeText } from '../shared/code/export'
import { downloadText } from '../shared/download'
import { useDraft } from '../shared/draft/draft-store'
import { batchList, checksumList, csvList, jsonList, tsvList } from './lists/list-export'

/** Hands out what moves as a list that this page, a spreadsheet or the CLI reads. */
export function ExportDialog({ onClose }: { onClose: () => void }) {
  const draft = useDraft(({ draft }) => draft)
  const batch = batchList(draft)
  const checksums = checksumList(draft)
  return (
    <Dialog
      open
      onClose={onClose}
      title="Export the list"
      description={`${plural(draft.items.length, 'item')} with where each lands.`}
      actions={<Button onClick={onClose}>Close</Button>}
    >
      <ul className="flex flex-col gap-2">
        <Offer title="CSV" file={csvList(draft)}>
          For a spreadsheet. What it would take for a formula has an apostrophe before it.
        </Offer>
        <Offer title="TSV" file={tsvList(draft)}>
          The same with tabs.
        </Offer>
        <Offer title="JSON" file={jsonList(draft)}>
          Loses nothing: imported again it is the same list.
        </Offer>
        <Offer title="Lines of a batch" file={'file' in batch ? batch.file : null}>
          {'file' in batch ? (
            <>
              For <code className="font-mono whitespace-nowrap">globus transfer --batch</code>.
            </>
          ) : (
            <>
              {batch.refused.path !== undefined && (
                <FileName name={batch.refused.path} className="font-mono break-all" />
              )}{' '}
              {batch.refused.reason}
            </>
          )}
        </Offer>
        <Offer title="Checksum file" file={checksums}>
          {checksums
            ? 'For sha256sum -c and the like: the files whose checksum is known, by where they come from.'
            : 'No item has a checksum.'}
        </Offer>
      </ul>
    </Dialog>
  )
}

type OfferProps = { title: string; file: CodeFile | null; children: ReactNode }

const Offer = ({ title, file, children }: OfferProps) => (
  <li className="flex items-center justify-between gap-3 rounded-md bg-sunk px-3 py-2">
    <div className="min-w-0">
      <p className="font-medium">{title}</p>
      <p className="text-sm text-ink-2">{children}</p>
    </div>
    <Button
      disabled={!file}
      aria-label={`Download ${title}`}
      icon={<Download aria-hidden size={14} strokeWidth={1.75} />}
      onClick={() => file && downloadText(file.name, wholeText(file), file.type)}
    >
      Download
    </Button>
  </li>
)
