import { useId, useRef, useState } from 'react'
import { Button } from '../../../components/Button'
import { Dialog } from '../../../components/Dialog'
import { FileName } from '../../../components/FileName'
import { formatZonedDateTime, plural } from '../../../components/format'
import { Notice } from '../../../components/Notice'
import { taskPath } from '../../paths'
import { DeliberateButton } from '../../shared/DeliberateButton'
import { type DraftOrigin, USUAL_OPTIONS } from '../../shared/draft/draft'
import { NamesList } from '../../shared/NamesList'
import { PageLink } from '../../shared/PageLink'
import { type Asked, optionLines, ruleWords } from '../../shared/task-options'
import { TypedWord } from '../../shared/TypedWord'
import type { Confirmation, Finding } from '../preflight/finding'
import type { TransferBody } from '../transfer-body'
import { useDraftCollection } from '../use-draft-sides'
import type { Sent } from './sent'

type ReviewDialogProps = {
  bodies: readonly TransferBody[]
  /** What became of the very same when it was sent before. */
  before: Sent | null
  move: boolean
  origin: DraftOrigin
  warnings: readonly Finding[]
  confirmation: Confirmation | null
  /** What is shown here is still what the form says, and nothing stops it. */
  isReady: boolean
  onClose: () => void
  onStart: () => void
}

/** One look at everything that is not as usual, before it leaves. */
export function ReviewDialog(props: ReviewDialogProps) {
  const { bodies, before, move, origin, warnings, confirmation, isReady, onClose, onStart } = props
  const [typed, setTyped] = useState('')
  const formId = useId()
  const cancel = useRef<HTMLButtonElement>(null)
  const items = bodies.reduce((sum, { DATA }) => sum + DATA.length, 0)
  const isConfirmed = confirmation === null || typed.trim() === confirmation.word
  const verb = before ? 'Start it again' : move ? 'Start move' : 'Start transfer'

  return (
    <Dialog
      open
      wide
      onClose={onClose}
      title={warnings.length > 0 || before ? 'Look at this before it leaves' : 'Is this what you want?'}
      description={
        origin === 'link'
          ? 'A link filled this form. Make sure that you know who made it.'
          : 'This is what Globus is asked to do.'
      }
      // Not the field of the word: what it is about stands above it, and would be scrolled away.
      initialFocus={cancel}
      actions={
        <>
          <Button ref={cancel} onClick={onClose}>
            Cancel
          </Button>
          <DeliberateButton
            look={confirmation ? 'danger' : 'primary'}
            type="submit"
            form={formId}
            disabled={!isReady || !isConfirmed}
            onPress={onStart}
          >
            {verb}
          </DeliberateButton>
        </>
      }
    >
      <form
        id={formId}
        onSubmit={(event) => event.preventDefault()}
        className="flex min-h-0 flex-col gap-3 overflow-y-auto"
      >
        {before && (
          <Notice tone="warn" title={`This was sent before, on ${formatZonedDateTime(before.at)}`}>
            <PageLink to={taskPath(before.task)} className="text-accent-ink underline">
              See the task
            </PageLink>{' '}
            that it became. If you start it again, it runs a second time.
          </Notice>
        )}
        <WhatMoves items={items} parts={bodies.length} folder={bodies[0]!} />
        <Warnings warnings={warnings} />
        {move && (
          <p>
            Once all has arrived and every file is proven to be there, you are shown what would be deleted at
            the source. Nothing is deleted before you have said so.
          </p>
        )}
        <Options body={bodies[0]!} />
        {confirmation && (
          <div className="flex flex-col gap-2">
            <p className="font-semibold text-bad">
              {plural(confirmation.deletions.length, 'file or folder', 'files and folders')} deleted at the
              destination
            </p>
            <NamesList
              label="What is deleted at the destination"
              names={confirmation.deletions.map((name) => ({ name }))}
            />
            <TypedWord word={confirmation.word} typed={typed} onType={setTyped} />
          </div>
        )}
        {!isReady && (
          <Notice live tone="warn">
            The form has changed, or is being checked again. Close this and look once more.
          </Notice>
        )}
      </form>
    </Dialog>
  )
}

type WhatMovesProps = { items: number; parts: number; folder: TransferBody }

function WhatMoves({ items, parts, folder: { DATA } }: WhatMovesProps) {
  const from = useDraftCollection('source').collection?.display_name
  const to = useDraftCollection('destination').collection?.display_name
  return (
    <div className="flex flex-col gap-2">
      <p className="break-words">
        {plural(items, 'item')} from <FileName name={from ?? ''} className="font-semibold" /> to{' '}
        <FileName name={to ?? ''} className="font-semibold" />
        {parts > 1 && `, as ${plural(parts, 'task')} one after the other`}.
      </p>
      <NamesList
        label="What moves, and where it lands"
        names={DATA.map(({ source_path, destination_path }) => ({
          name: source_path,
          note: <FileName name={destination_path} className="text-ink-2 before:content-['_→_']" />,
        }))}
        total={items}
      />
    </div>
  )
}

const Warnings = ({ warnings }: { warnings: readonly Finding[] }) => (
  <ul className="flex flex-col gap-2">
    {warnings.map(({ id, title, text }) => (
      <li key={id}>
        <Notice tone="warn" title={title}>
          {text}
        </Notice>
      </li>
    ))}
  </ul>
)

/** How it differs from a copy as most people want it. */
function Options({ body }: { body: TransferBody }) {
  const asked = (options: typeof USUAL_OPTIONS | TransferBody): Asked => ({
    type: 'TRANSFER',
    ...USUAL_OPTIONS,
    ...options,
    sync_level: options.sync_level ?? null,
  })
  const usual = new Set(optionLines(asked(USUAL_OPTIONS)).map(({ text }) => text))
  const lines = optionLines(asked(body)).filter(({ text }) => !usual.has(text))
  const rules = body.filter_rules ?? []
  if (lines.length === 0 && rules.length === 0 && !body.deadline) return null
  return (
    <div>
      <h3 className="font-semibold">Not as usual</h3>
      <ul className="ml-4 list-disc">
        {lines.map(({ term, text, tone }) => (
          <li key={term} className={tone === 'warn' ? 'text-warn' : ''}>
            {term}: {text}
          </li>
        ))}
        {rules.map((rule, at) => (
          // oxlint-disable-next-line react/no-array-index-key -- their order is what they are told apart by
          <li key={at}>
            Filter: <FileName name={ruleWords(rule)} />
          </li>
        ))}
        {body.deadline && <li>Deadline: {formatZonedDateTime(Date.parse(body.deadline))}</li>}
      </ul>
    </div>
  )
}
