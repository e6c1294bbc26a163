import { useQuery } from '@tanstack/react-query'
import { collectionQueries } from '../../api/queries/collections'
import { Button } from '../../components/Button'
import { Dialog } from '../../components/Dialog'
import { FileName } from '../../components/FileName'
import { plural } from '../../components/format'
import { useDraft } from '../shared/draft/draft-store'
import { keepDraft, replaceDraft } from './addition'

/** Asked before a draft with items of another collection is given up for new ones. */
export function OtherDraftDialog() {
  const { source, items } = useDraft(({ draft }) => draft)
  const { data } = useQuery({ ...collectionQueries.one(source ?? ''), enabled: source !== null })
  return (
    <Dialog
      open
      onClose={keepDraft}
      title="Begin a new transfer?"
      actions={
        <>
          <Button onClick={keepDraft}>Keep it</Button>
          <Button look="primary" onClick={replaceDraft}>
            Begin a new one
          </Button>
        </>
      }
    >
      <p>
        The transfer that you are putting together has {plural(items.length, 'item')} from{' '}
        {data ? <FileName name={data.display_name} className="font-semibold" /> : 'another collection'}, and
        one transfer takes from one collection only. A new one begins with the same options.
      </p>
    </Dialog>
  )
}
