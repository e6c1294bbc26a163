import type { ReactNode } from 'react'
import { parseFileTime } from '../../api/listing'
import type { FileDocument } from '../../api/wire'
import type { Endpoint } from '../../api/wire-collections'
import { Button } from '../../components/Button'
import { Dialog } from '../../components/Dialog'
import { FileName } from '../../components/FileName'
import { formatBytes, formatCount, formatZonedDateTime } from '../../components/format'
import { copyText } from '../shared/copy-text'
import { childPath } from '../shared/file-path'
import { symbolicMode } from './mode'

type PropertiesDialogProps = {
  collection: Pick<Endpoint, 'display_name'>
  folder: string
  entry: FileDocument
  onClose: () => void
}

const TYPES: Partial<Record<FileDocument['type'], string>> = {
  dir: 'Folder',
  file: 'File',
  invalid_symlink: 'Link that leads nowhere',
  chr: 'Character device',
  blk: 'Block device',
  pipe: 'Named pipe',
}

/** All that the listing tells of one entry; nothing is asked for again. */
export function PropertiesDialog({ collection, folder, entry, onClose }: PropertiesDialogProps) {
  const path = childPath(folder, entry.name, entry.type === 'dir')
  const modifiedMs = parseFileTime(entry.last_modified)
  return (
    <Dialog
      open
      onClose={onClose}
      title="Properties"
      actions={
        <>
          <Button onClick={() => void copyText(path, 'Path')}>Copy the path</Button>
          <Button look="primary" onClick={onClose}>
            Close
          </Button>
        </>
      }
    >
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1.5 overflow-y-auto">
        <Row label="Name">
          <FileName name={entry.name} className="break-all" />
        </Row>
        <Row label="Collection">
          <FileName name={collection.display_name} />
        </Row>
        <Row label="Path">
          <code className="font-mono text-sm break-all">
            <FileName name={path} />
          </code>
        </Row>
        <Row label="Type">{TYPES[entry.type] ?? entry.type}</Row>
        {entry.link_target && (
          <Row label="Leads to">
            <FileName name={entry.link_target} className="break-all" />
          </Row>
        )}
        {entry.link_target && <LinkRows entry={entry} />}
        {entry.type !== 'dir' && entry.size !== undefined && (
          <Row label="Size">
            {formatBytes(entry.size)}
            {entry.size >= 1000 && <span className="text-ink-2"> ({formatCount(entry.size)} bytes)</span>}
          </Row>
        )}
        {modifiedMs > 0 && <Row label="Modified">{formatZonedDateTime(modifiedMs)}</Row>}
        {entry.permissions && (
          <Row label="Permissions">
            <span className="font-mono text-sm">{symbolicMode(entry.permissions, entry.type === 'dir')}</span>
            <span className="text-ink-2"> ({entry.permissions})</span>
          </Row>
        )}
        {entry.user && (
          <Row label="User">
            <FileName name={entry.user} />
          </Row>
        )}
        {entry.group && (
          <Row label="Group">
            <FileName name={entry.group} />
          </Row>
        )}
      </dl>
    </Dialog>
  )
}

/** The link itself: the rows below are about what it leads to. */
function LinkRows({ entry }: { entry: FileDocument }) {
  const changedMs = parseFileTime(entry.link_last_modified ?? undefined)
  const owner = [entry.link_user, entry.link_group].filter(Boolean).join(':')
  return (
    <>
      {changedMs > 0 && <Row label="Link made">{formatZonedDateTime(changedMs)}</Row>}
      {owner !== '' && (
        <Row label="Link’s owner">
          <FileName name={owner} />
        </Row>
      )}
    </>
  )
}

const Row = ({ label, children }: { label: string; children: ReactNode }) => (
  <>
    <dt className="text-ink-2">{label}</dt>
    <dd>{children}</dd>
  </>
)
