import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useDeferredValue, useEffect, useState } from 'react'
import type { CollectionSummary, SearchScope } from '../../../api/collections'
import { type BookmarkedCollection, bookmarkedCollections } from '../../../api/queries/bookmarked-collections'
import { bookmarkQueries } from '../../../api/queries/bookmarks'
import { collectionQueries } from '../../../api/queries/collections'
import type { Bookmark, EntityType } from '../../../api/wire-collections'
import type { Config } from '../../config'
import { useServices } from '../../services'
import { collectionKind, collectionTrouble } from '../collection-words'
import { explainError } from '../explain-error'
import { bookmarkPath } from '../file-path'
import { type LinkedPlace, readCollectionLink } from './collection-link'
import { useConsentWord } from './use-consent-word'

export type Badge = { text: string; warns: boolean }

/** One row of the picker and what picking it means: one place, or two of a link that names both. */
export type Choice = {
  key: string
  name: string
  detail: string
  badges: Badge[]
  places: readonly LinkedPlace[]
}

export type ChoiceGroup = { label: string; items: Choice[] }

/** A list that goes on, and how to have its next page. */
type More = { label: string; busy: boolean; onMore: () => void }

type Choices = {
  groups: ChoiceGroup[]
  status: string | null
  more: More[]
  /** The text has gone on since. */
  stale: boolean
}

/** Milliseconds without a keystroke before Globus is asked: no request per keystroke. */
const QUIET_MS = 250

/** What somebody wants to see of what there is. */
type Wanted = {
  /** Null for all kinds. */
  kind: EntityType | null
  /** Without shared collections that one has no permission on. */
  usableOnly: boolean
  /** What the two sides of a link for both are called. */
  pairNames: readonly [first: string, second: string]
}

/** What there is to choose from. */
export function useChoices(search: string, { kind, usableOnly, pairNames }: Wanted): Choices {
  const typed = useDeferredValue(search.trim())
  const words = useQuiet(typed)
  const link = readCollectionLink(words)
  const settled = search.trim() === words
  const start = useStart(words === '', kind)
  const linked = useLinked(link ?? [], pairNames)
  const found = useFound(link === null ? words : '', { kind, usableOnly })
  if (words === '') return { ...start, stale: !settled }
  return link === null
    ? { ...found, stale: !settled || found.stale, status: settled ? found.status : 'Searching…' }
    : { ...linked, stale: !settled }
}

type ToChoice = (collection: CollectionSummary) => Choice

function useToChoice(): ToChoice {
  const consentWord = useConsentWord()
  return (collection) => {
    const trouble = collectionTrouble(collection)
    const consent = consentWord(collection)
    return {
      key: collection.id,
      name: collection.display_name,
      detail: [collectionKind(collection), collection.organization ?? collection.owner_string]
        .filter(Boolean)
        .join(' · '),
      badges: [
        ...(trouble ? [{ text: trouble, warns: true }] : []),
        ...(collection.high_assurance ? [{ text: 'high assurance', warns: false }] : []),
        ...(consent ? [{ text: consent, warns: false }] : []),
      ],
      places: [{ collection: collection.id, path: null }],
    }
  }
}

/** Before anything is typed: what the host, the person and Globus remember. */
function useStart(enabled: boolean, kind: EntityType | null): Omit<Choices, 'stale'> {
  const { config } = useServices()
  const toChoice = useToChoice()
  const pinned = usePinned(config.pinned, enabled, toChoice)
  const bookmarks = useBookmarks()
  const lists = [
    useList('In use by your tasks', 'in-use', enabled),
    useList('Used lately', 'recently-used', enabled),
    useList('Shared by you', 'shared-by-me', enabled),
    useList('Yours', 'my-endpoints', enabled),
    useList('Shared with you', 'shared-with-me', enabled),
    useList('Administered by you', 'administered-by-me', enabled),
  ]
  const isKind = ({ entity_type }: CollectionSummary) => kind === null || entity_type === kind
  const seen = new Set(pinned.map(({ key }) => key))
  const groups = [
    { label: config.title ? `Recommended by ${config.title}` : 'Recommended', items: kind ? [] : pinned },
    { label: 'Bookmarks', items: kind ? [] : bookmarks },
    ...lists.map(({ label, data }) => {
      const fresh = (data ?? []).filter((one) => !seen.has(one.id) && isKind(one))
      for (const { id } of fresh) seen.add(id)
      return { label, items: fresh.map(toChoice) }
    }),
  ].filter(({ items }) => items.length > 0)
  const error = lists.find((list) => list.error)?.error
  const loading = lists.some(({ isPending }) => isPending)
  const empty = groups.length === 0 ? 'Type a name to search all collections.' : null
  return {
    groups,
    status: error ? explainError(error).title : loading ? 'Looking…' : empty,
    more: lists.flatMap((list) => moreOf(list, `More: ${list.label.toLowerCase()}`)),
  }
}

const useList = (label: string, scope: SearchScope, enabled: boolean) => ({
  label,
  ...useInfiniteQuery({ ...collectionQueries.search(scope, ''), enabled }),
})

type Paged = { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => unknown }

const moreOf = ({ hasNextPage, isFetchingNextPage, fetchNextPage }: Paged, label: string): More[] =>
  hasNextPage ? [{ label, busy: isFetchingNextPage, onMore: () => void fetchNextPage() }] : []

/** What matches the words: the person's bookmarks at once, then all collections. */
function useFound(words: string, { kind, usableOnly }: Omit<Wanted, 'pairNames'>): Choices {
  const toChoice = useToChoice()
  const bookmarks = useBookmarks()
  const found = useInfiniteQuery({
    ...collectionQueries.search(usableOnly ? 'hide-no-permissions' : 'all', words, kind),
    enabled: words !== '',
    placeholderData: keepPreviousData,
  })
  const marked = kind === null ? bookmarks.filter((choice) => matches(choice, words)) : []
  const items = (found.data ?? []).map(toChoice)
  const groups = [
    { label: 'Bookmarks', items: marked },
    { label: 'Found', items },
  ].filter((group) => group.items.length > 0)
  const none = `No collection${usableOnly ? ' that you may use' : ''} matches “${words}”. Every word must match; try fewer.`
  const status = found.isFetching
    ? 'Searching…'
    : found.error
      ? explainError(found.error).title
      : items.length === 0
        ? none
        : found.hasNextPage
          ? `The best ${items.length} are shown; more words find fewer.`
          : null
  const stale = found.isPlaceholderData
  return { groups, status, stale, more: stale ? [] : moreOf(found, 'Show more') }
}

/** As the service's own search: every word begins one of the name or of what is said about it. */
function matches({ name, detail }: Choice, words: string): boolean {
  const there = `${name} ${detail}`.toLowerCase().split(/[^\p{L}\p{N}]+/u)
  const wanted = words.toLowerCase().split(/[^\p{L}\p{N}]+/u)
  return wanted.every((word) => there.some((one) => one.startsWith(word)))
}

/** What a pasted id or link leads to; of a link that names two places either, or both. */
function useLinked(
  places: readonly LinkedPlace[],
  [firstName, secondName]: readonly [first: string, second: string],
): Omit<Choices, 'stale'> {
  const [first, second] = places
  const toChoice = useToChoice()
  const one = useQuery({ ...collectionQueries.one(first?.collection ?? ''), enabled: first !== undefined })
  const two = useQuery({ ...collectionQueries.one(second?.collection ?? ''), enabled: second !== undefined })
  if (!first) return { groups: [], more: [], status: 'This address names no collection.' }

  const choiceOf = (collection: CollectionSummary | undefined, place: LinkedPlace, key: string): Choice[] => {
    if (!collection) return []
    const choice = toChoice(collection)
    return [
      { ...choice, key, detail: [choice.detail, place.path].filter(Boolean).join(' · '), places: [place] },
    ]
  }
  const items = [
    ...choiceOf(one.data, first, 'first'),
    ...(second ? choiceOf(two.data, second, 'second') : []),
  ]
  if (second && one.data && two.data)
    items.push({
      key: 'both',
      name: 'Open both',
      detail: `${one.data.display_name} ${firstName}, ${two.data.display_name} ${secondName}`,
      badges: [],
      places: [first, second],
    })
  const error = one.error ?? two.error
  const looking = one.isFetching || two.isFetching
  return {
    groups: items.length > 0 ? [{ label: 'With this id or link', items }] : [],
    more: [],
    status: looking && items.length === 0 ? 'Looking up this id…' : error ? explainError(error).title : null,
  }
}

/** The host's collections in the host's order; each one's document is asked for once and kept. */
function usePinned(pinned: Config['pinned'], enabled: boolean, toChoice: ToChoice): Choice[] {
  const found = useQuery({
    ...collectionQueries.many(pinned.map(({ collection }) => collection)),
    enabled: enabled && pinned.length > 0,
  })
  return pinned.flatMap(({ collection, path, advice }) => {
    const document = found.data?.find(({ id }) => id === collection)
    if (!document) return []
    const choice = toChoice(document)
    return [
      {
        ...choice,
        places: [{ collection, path: path ?? null }],
        detail: [advice, choice.detail].filter(Boolean).join(' · '),
      },
    ]
  })
}

function useBookmarks(): Choice[] {
  const bookmarks = useQuery(bookmarkQueries.list()).data ?? []
  const collections = useQuery({
    ...bookmarkedCollections(bookmarks),
    enabled: bookmarks.length > 0,
  }).data
  return bookmarks.map((bookmark) => toBookmarkChoice(bookmark, collections?.get(bookmark.endpoint_id)))
}

function toBookmarkChoice(bookmark: Bookmark, collection: BookmarkedCollection | undefined): Choice {
  const path = bookmarkPath(bookmark)
  const name = collection && 'name' in collection ? collection.name : null
  return {
    key: `bookmark ${bookmark.id}`,
    name: bookmark.name,
    detail: [name, path].filter(Boolean).join(' · '),
    badges: collection && 'gone' in collection ? [{ text: 'gone', warns: true }] : [],
    places: [{ collection: bookmark.endpoint_id, path }],
  }
}

/** The value once it has stood still for a moment; emptiness at once. */
function useQuiet(value: string): string {
  const [quiet, setQuiet] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setQuiet(value), value === '' ? 0 : QUIET_MS)
    return () => clearTimeout(timer)
  }, [value])
  return quiet
}
