import { isUuid, readPane, SIDES } from '../../paths'
import { readTypedPath } from '../file-path'

/** A folder of a collection as a link names it; null for the collection's own start. */
export type LinkedPlace = { collection: string; path: string | null }

/**
 * The places that a pasted id or link names, at most two, the source first: an address of Globus's own file manager, or
 * of this page. Empty for an address that names none, null for text that is neither. Only ids and paths are taken from
 * it: where the address itself leads does not matter.
 */
export function readCollectionLink(text: string): LinkedPlace[] | null {
  if (isUuid(text)) return [placeOf(text, null)]
  const address = /^(app\.)?globus\.org\//i.test(text) ? `https://${text}` : text
  if (!/^https?:\/\//i.test(address)) return null
  if (!URL.canParse(address)) return []
  const { hostname, pathname, searchParams, hash } = new URL(address)
  if (hash.startsWith('#/files?')) return ownPlaces(new URLSearchParams(hash.slice('#/files?'.length)))
  if (hostname !== 'globus.org' && !hostname.endsWith('.globus.org')) return []

  const named = (['origin', 'destination'] as const).flatMap((side) => {
    const id = searchParams.get(`${side}_id`)
    return id !== null && isUuid(id) ? [placeOf(id, searchParams.get(`${side}_path`))] : []
  })
  if (named.length > 0) return named
  const id = pathname.split('/').find(isUuid)
  return id ? [placeOf(id, searchParams.get('origin_path') ?? searchParams.get('path'))] : []
}

const ownPlaces = (search: URLSearchParams) =>
  SIDES.flatMap((side) => {
    const { collection, path } = readPane(search, side)
    return collection !== null && isUuid(collection) ? [placeOf(collection, path)] : []
  })

function placeOf(collection: string, path: string | null): LinkedPlace {
  const read = path === null ? null : readTypedPath(path)
  return { collection: collection.toLowerCase(), path: read && 'path' in read ? read.path : null }
}
