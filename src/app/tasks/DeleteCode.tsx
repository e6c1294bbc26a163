import { CodeBlock } from '../shared/code/CodeBlock'
import { type DeleteBody, deleteScript } from '../shared/code/delete-export'
import { jsonExport } from '../shared/code/json-export'
import { withoutDeadline } from './again/again'

/** What was deleted, as code that would do it once more. */
export function DeleteCode({ body: asked }: { body: DeleteBody }) {
  const body = withoutDeadline(asked)
  const script = deleteScript(body)
  return (
    <>
      {'reason' in script ? (
        <p className="text-ink-2">
          The command line cannot say this: {script.reason} The document below can.
        </p>
      ) : (
        <CodeBlock title="POSIX shell" words="For the Globus CLI." file={script} />
      )}
      <CodeBlock
        title="JSON document"
        words="What is sent, but for its submission_id."
        file={jsonExport([body], 'delete.json')}
      />
    </>
  )
}
