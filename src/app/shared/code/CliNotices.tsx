import { Button } from '../../../components/Button'
import { FileName } from '../../../components/FileName'
import { Notice } from '../../../components/Notice'
import type { CliAnswer } from './cli-export'

type CliNoticesProps = {
  answer: Pick<CliAnswer, 'refused' | 'missing'>
  onOther: (kind: 'python' | 'json') => void
}

/** Where the command line cannot say what the form says: what it is about, and what can. */
export function CliNotices({ answer: { refused, missing }, onOther }: CliNoticesProps) {
  if (refused)
    return (
      <Notice
        tone="warn"
        title="The command line cannot say this transfer"
        actions={
          <>
            <Button onClick={() => onOther('python')}>Show the Python script</Button>
            <Button onClick={() => onOther('json')}>Show the JSON</Button>
          </>
        }
      >
        {refused.path !== undefined && (
          <p>
            <FileName name={refused.path} className="font-mono text-sm break-all" />
          </p>
        )}
        <p>{refused.reason} Python and JSON can say it.</p>
      </Notice>
    )
  if (missing.length === 0) return null
  return (
    <Notice tone="warn" title="The command leaves out what it has no option for">
      <ul className="list-disc pl-4">
        {missing.map((words) => (
          <li key={words}>{words}</li>
        ))}
      </ul>
    </Notice>
  )
}
