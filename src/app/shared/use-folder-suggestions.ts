import { useQuery } from '@tanstack/react-query'
import { useEffect, useMemo, useState } from 'react'
import { foldName, isSafeName, type Listing } from '../../api/listing'
import { fileQueries } from '../../api/queries/files'
import { readTypedPath } from './file-path'

/** Milliseconds without another slash before a folder is asked for: no request per keystroke. */
const QUIET_MS = 300

/** More would not be read. */
const MAX_SUGGESTIONS = 8

/** A typed path cut at its last slash: the folder that it names, and the beginning of a name in it. */
export function splitTyped(typed: string): { folder: string; start: string } | null {
  const cut = typed.lastIndexOf('/') + 1
  const folder = readTypedPath(typed.slice(0, cut))
  return cut === 0 || 'problem' in folder ? null : { folder: folder.path, start: typed.slice(cut) }
}

/** The folders of a listing whose names begin so, in natural order. */
export function foldersBeginning(listing: Listing, start: string): string[] {
  const wanted = foldName(start)
  const found = listing.entries.flatMap(({ name }, entry) =>
    // Hidden ones only for whoever begins with a dot.
    listing.isFolder[entry] &&
    listing.folded[entry]!.startsWith(wanted) &&
    (wanted.startsWith('.') || !name.startsWith('.')) &&
    isSafeName(name)
      ? entry
      : [],
  )
  return found
    .toSorted((a, b) => listing.nameRank[a]! - listing.nameRank[b]!)
    .slice(0, MAX_SUGGESTIONS)
    .map((entry) => listing.entries[entry]!.name)
}

/** What may be meant by a path that is being typed: whole paths, best first. A folder that cannot be read suggests nothing. */
export function useFolderSuggestions(collectionId: string | null, typed: string): string[] {
  const cut = splitTyped(typed)
  const folder = cut?.folder ?? null
  const quiet = useQuiet(folder)
  // What is known is suggested at once; only asking waits.
  const listing = useQuery({
    ...fileQueries.directory(collectionId ?? '', folder ?? ''),
    enabled: collectionId !== null && folder !== null && folder === quiet,
    retry: false,
  })
  const start = cut?.start ?? ''
  return useMemo(
    () =>
      listing.data && folder !== null
        ? foldersBeginning(listing.data, start).map((name) => `${folder}${name}/`)
        : [],
    [listing.data, folder, start],
  )
}

/** The value once it has stood still for a moment; the first one at once. */
function useQuiet(value: string | null): string | null {
  const [quiet, setQuiet] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setQuiet(value), QUIET_MS)
    return () => clearTimeout(timer)
  }, [value])
  return quiet
}
