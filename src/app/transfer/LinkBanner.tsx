import { useEffect, useMemo } from 'react'
import { useSearchParams } from 'react-router'
import { Button } from '../../components/Button'
import { plural } from '../../components/format'
import { Notice } from '../../components/Notice'
import { transferPath } from '../paths'
import { type Draft, isEmptyDraft, withOptions } from '../shared/draft/draft'
import { type DraftLink, readDraftLink } from '../shared/draft/draft-link'
import { beginDraft, changeDraft, newDraft, useDraft } from '../shared/draft/draft-store'
import { useFollow } from '../shared/use-follow'
import { forgetLinkReport, useLinkReport } from './link-report'

/**
 * Fills the form from the address, and says so (checklist H8): nothing is started by a link, nothing is thrown away for
 * one, and what a link may not switch on waits for a person.
 */
export function LinkBanner() {
  const [search] = useSearchParams()
  const follow = useFollow()
  const draft = useDraft(({ draft }) => draft)
  const isSent = useDraft(({ run }) => run !== null)
  const link = useMemo(() => (search.size === 0 ? null : readDraftLink(search, newDraft().options)), [search])
  const isFree = !isSent && isUntouched(draft)
  // The address has been read; to read it again at each reload would undo what was changed since.
  const done = () => follow(transferPath(), { replace: true })
  const take = ({ draft, problems, mirror }: DraftLink) => {
    beginDraft(draft)
    useLinkReport.setState({ problems, mirror })
    done()
  }
  useEffect(() => {
    if (link && isFree) take(link)
    // oxlint-disable-next-line react/exhaustive-deps -- a link is taken once, whatever else is new by then
  }, [link, isFree])

  if (link && !isFree)
    return (
      <Notice
        live
        title="A link wants to fill this form"
        actions={
          <>
            <Button look="primary" onClick={() => take(link)}>
              Use the link’s
            </Button>
            <Button onClick={done}>Keep mine</Button>
          </>
        }
      >
        You have a transfer here already
        {draft.items.length > 0 && ` with ${plural(draft.items.length, 'item')}`}. If you use the link’s,
        yours stays among your drafts.
      </Notice>
    )
  return draft.origin === 'link' ? <OpenedFromLink /> : null
}

function OpenedFromLink() {
  const { problems, mirror } = useLinkReport()
  const isMirror = useDraft(({ draft }) => draft.options.delete_destination_extra)
  const looked = () => {
    changeDraft((draft) => ({ ...draft, origin: 'person' }))
    forgetLinkReport()
  }
  return (
    <Notice
      live
      tone={problems.length > 0 || mirror ? 'warn' : 'info'}
      title="Opened from a link; nothing has been started"
      actions={
        <>
          {mirror && !isMirror && (
            <Button
              look="danger"
              onClick={() => changeDraft((draft) => withOptions(draft, { delete_destination_extra: true }))}
            >
              Delete extra files at the destination
            </Button>
          )}
          <Button onClick={looked}>I have looked at it</Button>
        </>
      }
    >
      <p>Look at what moves, from where and to where, before you start it.</p>
      {mirror && (
        <p>
          {isMirror
            ? 'Files at the destination that the source does not have will be deleted.'
            : 'The link asks that files at the destination be deleted which the source does not have. That is switched off.'}
        </p>
      )}
      {problems.length > 0 && (
        <>
          <p>Parts of the link could not be taken:</p>
          <ul className="max-h-40 list-disc overflow-y-auto pl-4">
            {problems.map((problem, index) => (
              // oxlint-disable-next-line react/no-array-index-key -- the sentences of one link have no other identity and never move
              <li key={index} className="break-words">
                {problem}
              </li>
            ))}
          </ul>
        </>
      )}
    </Notice>
  )
}

/** Nothing would be lost with it. */
const isUntouched = (draft: Draft) =>
  isEmptyDraft(draft) && JSON.stringify(draft.options) === JSON.stringify(newDraft().options)
