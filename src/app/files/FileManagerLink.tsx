import { useEffect } from 'react'
import { Navigate, useSearchParams } from 'react-router'
import { filesPath, isUuid } from '../paths'
import { readTypedPath } from '../shared/file-path'
import { changeLayout } from './layout-store'

/** Addresses of Globus's own file manager, with the page's name before them instead: both places, in the two panes. */
export function FileManagerLink() {
  const [search] = useSearchParams()
  const left = placeOf(search, 'origin')
  const right = placeOf(search, 'destination')
  const isSecondShown = right !== undefined || search.get('two_pane') === 'true'
  useEffect(() => {
    if (isSecondShown) changeLayout({ panes: 2 })
  }, [isSecondShown])
  return <Navigate replace to={filesPath({ ...(left && { left }), ...(right && { right }) })} />
}

/** What is wrong with an id or a path, the pane says. */
function placeOf(search: URLSearchParams, side: 'origin' | 'destination') {
  const id = search.get(`${side}_id`)
  if (!id) return undefined
  const written = search.get(`${side}_path`)
  const read = written === null ? null : readTypedPath(written)
  return {
    collection: isUuid(id) ? id.toLowerCase() : id,
    path: read && 'path' in read ? read.path : written,
  }
}
