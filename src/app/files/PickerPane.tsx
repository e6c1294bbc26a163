import { useState } from 'react'
import { entriesNamed } from '../shared/name-index'
import { lazyPart } from '../shared/lazy-part'
import type { DialogKind } from './action-offers'
import { FileDialogs } from './FileDialogs'
import { Pane } from './Pane'
import { useSelection } from './selection-store'
import { usePaneParts } from './use-pane-parts'
import { usePaneView } from './use-pane-view'

const PickerFrame = lazyPart(() => import('./PickerFrame').then(({ PickerFrame }) => PickerFrame))

/** One folder to choose from, for the page around this one. Nothing is moved, and nothing is told before it is handed over. */
export function PickerPane() {
  const view = usePaneView('left')
  const parts = usePaneParts()
  const { names } = useSelection(view)
  const [editingPath, setEditingPath] = useState(false)
  const [dialog, setDialog] = useState<{ kind: DialogKind; number: number } | null>(null)
  const open = (kind: DialogKind) => setDialog((last) => ({ kind, number: (last?.number ?? 0) + 1 }))
  const listing = view.listing.data
  const selected = listing ? entriesNamed(listing, names) : []
  return (
    <PickerFrame view={view} selected={selected}>
      <Pane
        view={view}
        name="Files"
        active
        focusOnOpen
        parts={parts}
        editingPath={editingPath}
        onEditingPath={setEditingPath}
        renaming={null}
        onRenamed={() => undefined}
        onMenu={() => undefined}
        onOtherList={null}
        onDialog={open}
        onNewFolder={listing ? () => open('new-folder') : null}
      />
      {dialog && (
        <FileDialogs
          key={dialog.number}
          kind={dialog.kind}
          view={view}
          other={view}
          folder={null}
          addToDraft={() => undefined}
          onClose={() => setDialog(null)}
        />
      )}
    </PickerFrame>
  )
}
