import { FileName } from '../../components/FileName'
import { notify } from '../../components/toasts'
import { visibleText } from '../../components/visible-name'
import { type Side, SIDES } from '../paths'
import { NameDialog } from './NameDialog'
import { suggestedName } from './place-names'
import { useWorkspaces, type WorkspacePane } from './workspaces'

type WorkspaceDialogProps = { panes: Record<Side, WorkspacePane>; onClose: () => void }

/** Keeps both panes, as they are, under a name. */
export function WorkspaceDialog({ panes, onClose }: WorkspaceDialogProps) {
  const { workspaces, save } = useWorkspaces()
  const taken = workspaces.map(({ name }) => name)
  return (
    <NameDialog
      title="Save both panes as a workspace"
      what="workspace"
      about={
        <>
          {SIDES.map((side) => (
            <p key={side}>
              <FileName name={panes[side].collectionName} />{' '}
              {panes[side].path !== null && <FileName name={panes[side].path} className="font-mono" />}
            </p>
          ))}
          <p className="mt-1">Kept in this browser, for you only.</p>
        </>
      }
      name={suggestedName(taken, panes.left.path ?? '/', panes.left.collectionName)}
      taken={taken}
      verb="Save"
      failure="The workspace was not saved"
      onSubmit={(name) => {
        save({ name, panes })
        onClose()
        notify({ title: `Workspace “${visibleText(name)}” saved` })
      }}
      onClose={onClose}
    />
  )
}
