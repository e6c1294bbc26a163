import { useDeferredValue, useMemo } from 'react'
import { CodeTabs } from '../shared/code/CodeTabs'
import { useDraft } from '../shared/draft/draft-store'
import { CopyFormLink } from './CopyFormLink'
import { transferBodies } from './transfer-body'
import { useDraftSides } from './use-draft-sides'

/** The same transfer as code, always in step with the form, so that whoever clicks can leave with the script. */
export function CodePanel() {
  const draft = useDraft(({ draft }) => draft)
  const { source, destination } = useDraftSides()
  const now = useMemo(() => transferBodies(draft, { source, destination }), [draft, source, destination])
  // A keystroke in the form does not wait for the code.
  const bodies = useDeferredValue(now)
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
