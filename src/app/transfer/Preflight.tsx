import { CircleAlert, CircleCheck, Ellipsis, RotateCw, TriangleAlert } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { formatDuration } from '../../components/format'
import { IconButton } from '../../components/IconButton'
import { useOfferActions } from '../shared/actions'
import { useDraft } from '../shared/draft/draft-store'
import { lazyPart } from '../shared/lazy-part'
import { useNow } from '../shared/use-now'
import { type Finding, inOrder, summaryWords } from './preflight/finding'
import { usePreflight } from './preflight/use-preflight'

const PreviewPanel = lazyPart(() => import('./PreviewPanel').then(({ PreviewPanel }) => PreviewPanel))

const SEE_PREVIEW = 'See what this transfer would do'
const FIX = 'min-h-6 rounded-sm font-semibold text-accent-ink hover:underline pointer-coarse:min-h-11'

/** What is to be known before the transfer leaves, each with what can be done about it. */
export function Preflight() {
  const { findings, checkedAt, checkAgain, preview } = usePreflight()
  const heading = useRef<HTMLHeadingElement>(null)
  const pressed = useRef(false)
  useEffect(() => {
    // A finding goes once its fix was pressed, and would take the keyboard with it.
    if (!pressed.current || document.activeElement !== document.body) return
    pressed.current = false
    heading.current?.focus()
  })
  const canPreview = useDraft(
    ({ draft: { source, destination, items } }) =>
      source !== null && destination !== null && items.length > 0,
  )
  const seePreview = () => preview.setOpen(true)
  useOfferActions('preflight', () => [
    {
      id: 'see-preview',
      label: SEE_PREVIEW,
      group: 'Transfer',
      unavailable: canPreview ? null : 'It is not known yet what moves, from where and to where.',
      run: seePreview,
    },
  ])
  const onFixed = () => {
    pressed.current = true
  }
  return (
    <section aria-labelledby="preflight" className="flex min-w-0 flex-col gap-1.5">
      <div className="flex flex-wrap items-center gap-x-3">
        <h2 id="preflight" ref={heading} tabIndex={-1} className="text-lg font-semibold">
          Before it leaves
        </h2>
        <Summary findings={findings} />
        {checkedAt !== null && <Age since={checkedAt} />}
        {checkedAt !== null && (
          <IconButton label="Check again" onClick={checkAgain}>
            <RotateCw aria-hidden size={14} strokeWidth={1.75} />
          </IconButton>
        )}
      </div>
      <ul className="flex flex-col gap-1">
        {inOrder(findings).map((finding) => (
          <FindingRow key={finding.id} finding={finding} onFixed={onFixed} />
        ))}
      </ul>
      {canPreview && (
        <button type="button" className={`self-start px-2.5 ${FIX}`} onClick={seePreview}>
          {SEE_PREVIEW}
        </button>
      )}
      {preview.open && <PreviewPanel whileLoading={null} />}
    </section>
  )
}

/** Read out when it changes, but not while answers are still to come: they would change it again at once. */
function Summary({ findings }: { findings: readonly Finding[] }) {
  const words = summaryWords(findings)
  const [said, setSaid] = useState(words)
  const settled = findings.every(({ tone }) => tone !== 'checking')
  if (settled && said !== words) setSaid(words)
  return (
    <p role="status" className="text-sm text-ink-2">
      {said}
    </p>
  )
}

/** Outside of any live region: nobody wants to hear the seconds pass. */
function Age({ since }: { since: number }) {
  const seconds = Math.max(0, (useNow(true) - since) / 1000)
  return (
    <p className="text-sm text-ink-3">
      {seconds < 1 ? 'checked now' : `checked ${formatDuration(seconds)} ago`}
    </p>
  )
}

const LOOKS = {
  blocks: { Icon: CircleAlert, word: 'Stops it', box: 'bg-bad-soft px-2.5 py-2', mark: 'text-bad' },
  warns: { Icon: TriangleAlert, word: 'To look at', box: 'bg-warn-soft px-2.5 py-2', mark: 'text-warn' },
  checking: { Icon: Ellipsis, word: 'Not known yet', box: 'px-2.5 py-1', mark: 'text-ink-3' },
  fine: { Icon: CircleCheck, word: 'Fine', box: 'px-2.5 py-1', mark: 'text-ok' },
} satisfies Record<Finding['tone'], unknown>

function FindingRow({ finding, onFixed }: { finding: Finding; onFixed: () => void }) {
  const { tone, title, text, fixes = [] } = finding
  const { Icon, word, box, mark } = LOOKS[tone]
  const stands = tone === 'blocks' || tone === 'warns'
  return (
    <li className={`flex items-start gap-2.5 rounded-md ${box}`}>
      <Icon aria-hidden size={15} strokeWidth={1.75} className={`mt-0.5 shrink-0 ${mark}`} />
      <div className="flex min-w-0 flex-1 flex-col gap-0.5">
        <p className={stands ? 'font-semibold' : 'text-ink-2'}>
          <span className="sr-only">{word}: </span>
          {title}
        </p>
        {text && <div className="flex flex-col gap-0.5 break-words text-ink-2">{text}</div>}
        {fixes.length > 0 && (
          <div className="flex flex-wrap gap-x-4">
            {fixes.map(({ label, run }) => (
              <button
                key={label}
                type="button"
                className={FIX}
                onClick={() => {
                  run()
                  onFixed()
                }}
              >
                {label}
              </button>
            ))}
          </div>
        )}
      </div>
    </li>
  )
}
