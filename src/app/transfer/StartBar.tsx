import { useDraft } from '../shared/draft/draft-store'
import { lazyPart } from '../shared/lazy-part'
import { StartForm } from './submit/StartForm'
import { useRunPhase } from './submit/use-run'

const KeptDrafts = lazyPart(() => import('./submit/KeptDrafts').then(({ KeptDrafts }) => KeptDrafts))
const RunPanel = lazyPart(() => import('./submit/RunPanel').then(({ RunPanel }) => RunPanel))

/** Starts what was put together, and from then on tells what becomes of it. */
export function StartBar() {
  const phase = useRunPhase()
  const id = useDraft(({ id }) => id)
  return (
    <div className="mt-auto flex flex-col gap-3">
      <KeptDrafts whileLoading={null} />
      {phase === 'none' ? <StartForm key={id} /> : <RunPanel whileLoading={null} />}
    </div>
  )
}
