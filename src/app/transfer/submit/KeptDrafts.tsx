import { useReducer } from 'react'
import { Button } from '../../../components/Button'
import { FileName } from '../../../components/FileName'
import { formatZonedDateTime, plural } from '../../../components/format'
import { Notice } from '../../../components/Notice'
import { notify } from '../../../components/toasts'
import { type DraftKeeper, type KeptDraft, useDraftTrouble } from '../../shared/draft/draft-keeper'
import { beginDraft, useDraft } from '../../shared/draft/draft-store'
import type { DraftHead } from '../../shared/draft/kept-draft'
import { isAllAccepted, isFinished } from '../../shared/draft/run'
import { isEmptyDraft } from '../../shared/draft/draft'
import { useDraftKeeper } from '../../shared/draft/use-kept-draft'

/** The drafts that this person put aside, and what is to be said about keeping them. */
export function KeptDrafts() {
  const { keeper } = useDraftKeeper()
  // The list is of what is kept, which changes with the draft that is open.
  useDraft(({ id }) => id)
  const [, lookAgain] = useReducer((looks: number) => looks + 1, 0)
  if (!keeper) return null
  const kept = keeper.list()
  const whole = kept.filter((one): one is Whole => one.head !== null)
  const spoilt = kept.filter(({ head }) => head === null)
  const waiting = whole.filter(({ head: { run } }) => run && !isFinished(run))
  const tryIt = async (done: Promise<boolean>) => {
    if (!(await done)) notify({ title: 'This transfer is in use, perhaps in another tab', tone: 'bad' })
    lookAgain()
  }
  return (
    <div className="flex flex-col gap-2">
      <TroubleNotice />
      {waiting.map((one) => (
        <Notice
          key={one.id}
          tone="warn"
          title={
            <>
              “<DraftName draft={one} />” is not finished
            </>
          }
          actions={<Button onClick={() => void tryIt(keeper.open(one.id))}>Open it</Button>}
        >
          {isAllAccepted(one.head.run!)
            ? 'The copy of this move was sent. The originals are still there: nothing was deleted yet.'
            : 'It was sent, but Globus has not confirmed all of it.'}
        </Notice>
      ))}
      {spoilt.map(({ id }) => (
        <Notice
          key={id}
          tone="warn"
          title="A transfer that was kept cannot be read"
          actions={<Button onClick={() => void tryIt(keeper.forget(id))}>Forget it</Button>}
        >
          It was written by another version of this page, or changed. It is left as it is.
        </Notice>
      ))}
      <KeptList keeper={keeper} drafts={whole} tryIt={tryIt} />
    </div>
  )
}

type Whole = KeptDraft & { head: DraftHead }
type KeptListProps = {
  keeper: DraftKeeper
  drafts: readonly Whole[]
  tryIt: (done: Promise<boolean>) => Promise<void>
}

function KeptList({ keeper, drafts, tryIt }: KeptListProps) {
  const isNothing = useDraft(({ draft, run }) => isEmptyDraft(draft) && !run)
  if (drafts.length === 0 && isNothing) return null
  return (
    <details className="text-sm">
      <summary className="w-fit cursor-pointer rounded-sm text-ink-2 hover:text-ink">
        {drafts.length === 0 ? 'Put this transfer aside' : `${plural(drafts.length, 'other transfer')} kept`}
      </summary>
      <ul className="mt-1 flex flex-col gap-1">
        {drafts.map((one) => (
          <li key={one.id} className="flex flex-wrap items-center gap-2">
            <span className="min-w-0 flex-1 truncate">
              <DraftName draft={one} />
              <span className="text-ink-2"> {formatZonedDateTime(one.head.savedAt)}</span>
            </span>
            <Button look="quiet" onClick={() => void tryIt(keeper.open(one.id))}>
              Open
            </Button>
            <Button look="quiet" onClick={() => void tryIt(keeper.forget(one.id))}>
              Forget
            </Button>
          </li>
        ))}
      </ul>
      {!isNothing && (
        <Button look="quiet" onClick={() => beginDraft()}>
          Keep this one and begin another
        </Button>
      )}
    </details>
  )
}

/** What a person knows it by. */
function DraftName({ draft: { head } }: { draft: Whole }) {
  const { label } = head.form.options
  const items = plural(head.items, 'item')
  const name = label || head.name
  return (
    <>
      <FileName name={name || items} className="font-semibold" />
      {name !== '' && `, ${items}`}
      {head.form.folder !== null && (
        <>
          {' '}
          to <FileName name={head.form.folder} className="font-mono" />
        </>
      )}
    </>
  )
}

function TroubleNotice() {
  const { lostItems, full } = useDraftTrouble()
  return (
    <>
      {lostItems > 0 && (
        <Notice live tone="warn" title={`${plural(lostItems, 'item')} could not be found again`}>
          The browser did not keep {lostItems === 1 ? 'it' : 'them'}. Compare the list with what you chose.
        </Notice>
      )}
      {full && (
        <Notice live tone="warn" title="The browser has no room for this list">
          It stays for as long as this page is open. A reload would lose a part of it.
        </Notice>
      )}
    </>
  )
}
