import type { EndpointDetails } from '../../../api/wire-collections'
import { visibleText } from '../../../components/visible-name'
import { collectionKind } from '../../shared/collection-words'
import { type Draft, type DraftOptions, mayBeFolder } from '../../shared/draft/draft'
import { hasLocalUsers, keepsTimes } from '../transfer-body'

type Collections = { source: EndpointDetails | null; destination: EndpointDetails | null }

/** Why an option cannot be chosen (`locked`), or is chosen without having an effect. */
export type OptionReason = { locked: boolean; why: string }

/** What the chosen collections, and what moves between them, say about each option. Those that are free are absent. */
export function optionReasons(
  { source, destination }: Collections,
  items: Draft['items'],
): Partial<Record<keyof DraftOptions, OptionReason>> {
  const sides = [source, destination].filter((side) => side !== null)
  const named = (is: (side: EndpointDetails) => boolean) => {
    const found = sides.find(is)
    return found && nameOf(found)
  }
  const unverified = named(({ disable_verify }) => disable_verify)
  const verified = named(({ force_verify }) => force_verify)
  const encrypted = named(({ force_encryption }) => force_encryption)
  const timed = keepsTimes(source, 'outbound')
    ? source
    : keepsTimes(destination, 'inbound')
      ? destination
      : null
  const noFolder =
    items.length > 0 && !items.some(({ kind }) => mayBeFolder(kind))
      ? free('Without effect here: it concerns folders, and only files move.')
      : undefined
  return {
    ...(unverified !== undefined
      ? { verify_checksum: locked(`${unverified} does not support it.`) }
      : verified !== undefined && { verify_checksum: locked(`${verified} always does it.`) }),
    ...(encrypted !== undefined && { encrypt_data: locked(`${encrypted} demands it.`) }),
    ...(timed && { preserve_timestamp: locked(`${nameOf(timed)} demands it.`) }),
    ...(noFolder && {
      delete_destination_extra: noFolder,
      recursive_symlinks: noFolder,
      filter_rules: noFolder,
    }),
    ...(source && !hasLocalUsers(source) && { source_local_user: noAccounts(source) }),
    ...(destination && !hasLocalUsers(destination) && { destination_local_user: noAccounts(destination) }),
  }
}

const nameOf = ({ display_name }: EndpointDetails) => `“${visibleText(display_name)}”`
const locked = (why: string): OptionReason => ({ locked: true, why })
const free = (why: string): OptionReason => ({ locked: false, why })

const noAccounts = (side: EndpointDetails) =>
  locked(
    `Only mapped collections of a server have accounts to choose from; ${nameOf(side)} is a ${collectionKind(side)}.`,
  )
