import { useQueries } from '@tanstack/react-query'
import { collectionQueries } from '../../api/queries/collections'
import { FileName } from '../../components/FileName'
import { capped } from '../shared/safe-link'

/** Whom to ask about collections, as each names them; nothing where none does. */
export function Contacts({ ids }: { ids: readonly (string | null)[] }) {
  const known = Array.from(new Set(ids.filter((id) => id !== null)))
  const collections = useQueries({ queries: known.map((id) => collectionQueries.one(id)) })
  return collections.map(({ data }) => {
    const contact = data?.contact_email || data?.contact_info
    return (
      contact && (
        <p key={data.id} className="text-sm">
          Contact of <FileName name={data.display_name} />:{' '}
          <FileName name={capped(contact, 200)} className="text-ink select-all" />
        </p>
      )
    )
  })
}
