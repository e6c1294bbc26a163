import { useMemo } from 'react'
import type { Task } from '../../api/wire'
import type { Config } from '../config'
import { useServices } from '../services'
import { codeWords, type Explain } from './task-errors'

type Override = Config['explain'][number]

/** How well a text of the host fits: for the code and the collection, for the code, for the collection. */
const fit = ({ code, collection }: Override) => (code ? 2 : 0) + (collection ? 1 : 0)

/**
 * The table of codes with the host's own texts (`explain` in `config.json`) in the place of ours, for a task between these
 * collections. What happened stays as it is: a host knows better what to do.
 */
export function explainTask(overrides: Config['explain'], collections: readonly (string | null)[]): Explain {
  const near = new Set(collections.map((id) => id?.toLowerCase()))
  const ours = overrides
    .filter(({ collection }) => !collection || near.has(collection.toLowerCase()))
    .toSorted((a, b) => fit(b) - fit(a))
  return (code, description) => {
    const words = codeWords(code, description)
    // A text about a collection is about its troubles, not about all that happens there.
    const found = ours.find((one) => (one.code ? one.code === code : !words.isNews))
    return found ? { ...words, why: found.text, who: null, link: found.link } : words
  }
}

/** The same for a task on the screen. */
export function useExplain({
  source_endpoint_id,
  destination_endpoint_id,
}: Pick<Task, 'source_endpoint_id' | 'destination_endpoint_id'>): Explain {
  const { config } = useServices()
  return useMemo(
    () => explainTask(config.explain, [source_endpoint_id, destination_endpoint_id]),
    [config.explain, source_endpoint_id, destination_endpoint_id],
  )
}
