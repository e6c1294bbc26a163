import { useMemo } from 'react'
import { refusalSteps } from '../shared/code/cli-export'
import { CodeTabs } from '../shared/code/CodeTabs'
import type { Steps } from '../shared/derived'
import type { Draft } from '../shared/draft/draft'
import { useDraft } from '../shared/draft/draft-store'
import { CopyFormLink } from './CopyFormLink'
import { useJudgedDraft } from './preflight/use-preflight'
import { transferBodies, wireSteps } from './transfer-body'
import { useDraftSides } from './use-draft-sides'
import { useWorkedOut } from './use-worked-out'

/** The same transfer as code, always in step with the form, so that whoever clicks can leave with the script. */
export function CodePanel() {
  const now = useDraft(({ draft }) => draft)
  // A keystroke in the form does not wait for the code. The checks have worked out where everything lands: not twice.
  const draft = useWorkedOut(useJudgedDraft() ?? now, codeSteps)
  const { source, destination } = useDraftSides()
  const bodies = useMemo(
    () => (draft ? transferBodies(draft, { source, destination }) : []),
    [draft, source, destination],
  )
  return (
    <section aria-labelledby="code" className="flex min-w-0 flex-col gap-2">
      <h2 id="code" className="sr-only">
        As code
      </h2>
      <CodeTabs bodies={bodies} />
      <CopyFormLink />
    </section>
  )
}

function* codeSteps(draft: Draft): Steps<void> {
  const items = yield* wireSteps(draft)
  yield* refusalSteps(items.filter((item) => item !== null))
}
