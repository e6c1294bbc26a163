import { useCallback } from 'react'
import { useSearchParams } from 'react-router'
import { readPane, type Side, SIDES, writePane } from '../paths'
import { changeLayout } from './layout-store'

type Target = { collection: string; path: string | null }

/** Opens places in both panes in one step of the history; a pane without a place stays as it is. */
export function useOpenPlaces() {
  const [, setSearch] = useSearchParams()
  return useCallback(
    (places: Partial<Record<Side, Target>>) => {
      if (places.left && places.right) changeLayout({ panes: 2 })
      setSearch((current) => {
        let search = current
        for (const side of SIDES) {
          const place = places[side]
          if (place) {
            const { collection, path } = place
            search = writePane(search, side, {
              ...readPane(search, side),
              collection,
              path,
              filter: '',
              only: '',
            })
          }
        }
        return search
      })
    },
    [setSearch],
  )
}
