import { useEffect, useEffectEvent, useRef, useState } from 'react'
import { plural } from '../../../components/format'
import type { Draft } from '../../shared/draft/draft'
import { changeDraft, useDraft } from '../../shared/draft/draft-store'
import { DeliberateButton } from '../../shared/DeliberateButton'
import { lazyPart } from '../../shared/lazy-part'
import { ErrorNotice } from '../../shared/ErrorNotice'
import { usePreflight } from '../preflight/use-preflight'
import { moveProblem } from '../move/move-problem'
import { partsWords, type TransferBody, transferBodies } from '../transfer-body'
import { useDraftSides } from '../use-draft-sides'
import { type Sent, useSent } from './sent'
import { showRefused, useRefusal } from './use-refusal'
import { useRun, useRunFailure } from './use-run'

const ReviewDialog = lazyPart(() => import('./ReviewDialog').then(({ ReviewDialog }) => ReviewDialog))
const RefusalNote = lazyPart(() => import('./RefusalNote').then(({ RefusalNote }) => RefusalNote))

/** What is shown before it leaves. `before`: what became of the same when it was sent the last time. */
type Review = { draft: Draft; bodies: TransferBody[]; before: Sent | null }

/** The button that sends the draft, at once or after one look at what is to be known. */
export function StartForm() {
  const draft = useDraft(({ draft }) => draft)
  const sides = useDraftSides()
  const { findings, state, confirmation } = usePreflight()
  const runner = useRun()
  const failure = useRunFailure()
  const sent = useSent()
  const [review, setReview] = useState<Review | null>(null)
  const starter = useRef<HTMLButtonElement>(null)
  const refusal = useRefusal()
  const onBack = useEffectEvent(() => {
    // The button that was pressed went while it was being sent, and the keyboard with it.
    if (failure === null || document.activeElement !== document.body) return
    if (refusal) showRefused(refusal.field)
    else starter.current?.focus()
  })
  useEffect(() => onBack(), [])
  const blocked = findings.filter(({ tone }) => tone === 'blocks').length
  const warnings = findings.filter(({ tone }) => tone === 'warns')
  const parts = partsWords(draft.items.length)
  const noMove = moveProblem(draft, sides)
  const move = draft.move && noMove === null

  const send = (reviewed: Draft, bodies: readonly TransferBody[]) => {
    setReview(null)
    void runner?.start(reviewed, bodies, move)
  }
  const begin = async () => {
    const bodies = transferBodies(draft, sides)
    if (bodies.length === 0) return
    const before = await sent.find(bodies)
    const asks =
      before !== null ||
      state === 'warned' ||
      confirmation !== null ||
      draft.origin !== 'person' ||
      parts !== '' ||
      move
    if (asks) setReview({ draft, bodies, before })
    else send(draft, bodies)
  }

  return (
    <div className="flex flex-col gap-2">
      {failure && (
        <ErrorNotice error={failure.error} doing="The transfer was not started">
          <RefusalNote failure={failure} whileLoading={null} />
        </ErrorNotice>
      )}
      <div className="flex flex-wrap items-center justify-end gap-x-4 gap-y-2">
        <label className={`mr-auto flex items-center gap-2 ${noMove ? 'text-ink-2' : ''}`}>
          <input
            type="checkbox"
            checked={move}
            disabled={noMove !== null}
            onChange={({ target }) => changeDraft((now) => ({ ...now, move: target.checked }))}
            className="size-4 accent-accent"
          />
          {noMove === null ? 'Move: delete the originals once all has arrived' : `No move: ${noMove}`}
        </label>
        <p id="start-state" className="text-sm text-ink-2">
          {blocked > 0
            ? `${plural(blocked, 'thing')} to settle first`
            : state === 'checking'
              ? 'Checking…'
              : parts && `Sent as ${parts}`}
        </p>
        <DeliberateButton
          ref={starter}
          look="primary"
          aria-describedby="start-state"
          disabled={!runner || state === 'blocked' || state === 'checking'}
          onPress={() => void begin()}
        >
          {move ? 'Start move' : 'Start transfer'}
        </DeliberateButton>
      </div>
      {review && (
        <ReviewDialog
          whileLoading={null}
          bodies={review.bodies}
          before={review.before}
          move={move}
          origin={draft.origin}
          warnings={warnings}
          confirmation={confirmation}
          isReady={review.draft === draft && (state === 'warned' || state === 'clear')}
          onClose={() => setReview(null)}
          onStart={() => send(review.draft, review.bodies)}
        />
      )}
    </div>
  )
}
