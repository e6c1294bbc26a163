import type { DeleteDocument } from '../../../api/wire'
import { batchProblem, quoted, shellProblem, shellWord } from './cli-words'
import type { CodeFile, Refusal } from './export'

export type DeleteBody = Omit<DeleteDocument, 'submission_id'>

/** A request to delete as the Globus CLI takes it, or why it cannot. */
export function deleteScript(body: DeleteBody): CodeFile | Refusal {
  for (const { path } of body.DATA) {
    const problem = batchProblem(path)
    if (problem) return { reason: `Its path ${problem}.`, path }
  }
  const problem = shellProblem(body.label ?? '')
  if (problem) return { reason: `The label ${problem}.` }
  return { name: 'delete.sh', type: 'text/x-shellscript', lines: () => scriptLines(body) }
}

function* scriptLines(body: DeleteBody): Iterable<string> {
  yield 'globus delete \\'
  if (body.recursive) yield '  --recursive \\'
  if (body.ignore_missing) yield '  --ignore-missing \\'
  if (body.interpret_globs) yield '  --enable-globs \\'
  if (body.label) yield `  --label=${quoted(body.label)} \\`
  yield '  --batch=- \\'
  yield '  -- \\'
  yield `  ${shellWord(body.endpoint)} <<'EOF'`
  // No line of it can be taken for its end: each begins with a dash.
  for (const { path } of body.DATA) yield `-- ${quoted(path)}`
  yield 'EOF'
}
