import { startPath } from '../../api/collections'
import type { EndpointDetails, EndpointRole } from '../../api/wire-collections'
import { formatCount, formatZonedDateTime, formatDuration, plural } from '../../components/format'
import { collectionKind } from '../shared/collection-words'
import { safeLink } from '../shared/safe-link'

/** `link` and `id` say how the value is shown; anything else is text that may come from anybody. */
export type Fact = { label: string; value: string; as?: 'link' | 'id' | 'path' }
export type FactGroup = { title: string; facts: Fact[] }

type MaybeFact = Fact | null

/** Everything the document of a collection says that a person understands, in their words; what is not set is left out. */
export function collectionFacts(collection: EndpointDetails): FactGroup[] {
  const groups: [title: string, facts: MaybeFact[]][] = [
    ['What it is', whatItIs(collection)],
    ['Who runs it', whoRunsIt(collection)],
    ['What you may do', whatOneMay(collection)],
    ['Protection', protection(collection)],
    ['Storage and transfers', storage(collection)],
    ['Ids', ids(collection)],
  ]
  return groups
    .map(([title, facts]) => ({ title, facts: facts.filter((fact) => fact !== null) }))
    .filter(({ facts }) => facts.length > 0)
}

const fact = (label: string, value: string | null | undefined, as?: Fact['as']): MaybeFact =>
  value ? { label, value, ...(as && { as }) } : null

const whatItIs = (collection: EndpointDetails) => [
  fact('Kind', collectionKind(collection)),
  fact('Description', collection.description),
  fact('Keywords', collection.keywords?.split(',').join(', ')),
  fact('A part of', collection.mapped_collection_display_name ?? collection.host_endpoint_display_name),
  fact('On the endpoint', collection.non_functional_endpoint_display_name),
  fact('Folder shared', collection.host_path, 'path'),
  fact('Computer', computer(collection)),
]

function computer({ gcp_connected, gcp_paused }: EndpointDetails): string | null {
  if (gcp_connected === null) return null
  if (!gcp_connected) return 'Offline: it is asleep, or Globus Connect Personal is not running'
  return gcp_paused ? 'Connected, but paused by its owner' : 'Connected'
}

const whoRunsIt = (collection: EndpointDetails) => [
  fact('Owner', collection.owner_string),
  fact('Organisation', collection.organization),
  fact('Department', collection.department),
  fact('E-mail', collection.contact_email),
  fact('Contact', collection.contact_info),
  fact('Web page', collection.info_link, 'link'),
  fact('Message', collection.user_message),
  fact('More about the message', collection.user_message_link, 'link'),
  fact('Domain', safeLink(collection.gcs_manager_url)?.host),
  fact('Subscription', subscription(collection)),
]

const subscription = ({ subscription_id, subscription_admin_verified }: EndpointDetails) =>
  subscription_id === null
    ? 'None'
    : subscription_admin_verified
      ? 'Yes, and verified by the administrators of the subscription'
      : 'Yes'

const ROLES: Record<EndpointRole, string> = {
  administrator: 'administrator',
  restricted_administrator: 'administrator of what it stands on (may see and remove it, not use its data)',
  access_manager: 'access manager (may share it with others)',
  activity_manager: 'activity manager (may pause, resume and cancel tasks)',
  activity_monitor: 'activity monitor (may see everybody’s tasks)',
}

const whatOneMay = (collection: EndpointDetails) => [
  fact(
    'Your roles',
    collection.my_effective_roles.map((role) => ROLES[role] ?? role).join(', ') || 'None of your own',
  ),
  fact('Found by', collection.public ? 'everybody who searches' : 'those who have a role on it'),
  fact('In use', collection.in_use ? 'You have a task on it that is not done' : null),
  fact(
    'Longest share',
    collection.acl_max_expiration_period_mins
      ? `Permissions end after ${minutes(collection.acl_max_expiration_period_mins)} at most`
      : null,
  ),
  fact('Writing without signing in', collection.disable_anonymous_writes ? 'Never' : null),
]

const minutes = (count: number) => formatDuration(count * 60)

const RESTRICTED = {
  inbound: 'Into it only from other high assurance collections',
  outbound: 'Out of it only to other high assurance collections',
  all: 'Only to and from other high assurance collections',
}

const protection = (collection: EndpointDetails) => [
  fact(
    'High assurance',
    collection.high_assurance ? 'Yes: protected data, for which you may have to sign in again' : 'No',
  ),
  fact(
    'Sign-in holds for',
    collection.authentication_timeout_mins ? minutes(collection.authentication_timeout_mins) : null,
  ),
  fact('Second factor', collection.mfa_required ? 'Required' : null),
  fact(
    'Transfers',
    collection.restrict_transfers_to_high_assurance &&
      RESTRICTED[collection.restrict_transfers_to_high_assurance],
  ),
  fact('Encryption', collection.force_encryption ? 'Always' : 'When a transfer asks for it'),
  fact(
    'Verification',
    collection.disable_verify
      ? 'Not possible here: checksums are not compared'
      : collection.force_verify
        ? 'Always: checksums are compared after each file'
        : 'When a transfer asks for it',
  ),
]

const KEPT_TIMES = {
  inbound: 'Always kept on the way in',
  outbound: 'Always kept on the way out',
  all: 'Always kept',
}

const storage = (collection: EndpointDetails) => [
  fact('Opens at', collection.non_functional ? null : startPath(collection), 'path'),
  fact(
    'HTTPS access',
    collection.https_server
      ? `Yes, at ${safeLink(collection.https_server)?.host ?? collection.https_server}`
      : 'No: files cannot be downloaded or uploaded through the browser',
  ),
  fact(
    'Removes itself',
    collection.auto_delete_timeout && !collection.skip_auto_delete
      ? `After ${plural(collection.auto_delete_timeout, 'day')} without use`
      : null,
  ),
  fact('Last used', collection.last_accessed_time && time(collection.last_accessed_time)),
  fact('Cost', collection.requester_pays ? 'Whoever reads from the storage pays for it' : null),
  fact('File times', collection.preserve_modtime && KEPT_TIMES[collection.preserve_modtime]),
  fact('Network use', collection.network_use),
  fact('Files at once', range(collection.preferred_concurrency, collection.max_concurrency)),
  fact('Streams per file', range(collection.preferred_parallelism, collection.max_parallelism)),
  fact('Location', collection.location),
  fact('Connect Server version', collection.gcs_version),
]

const time = (iso: string) => (Number.isNaN(Date.parse(iso)) ? iso : formatZonedDateTime(Date.parse(iso)))

const range = (usual: number | null | undefined, most: number | null | undefined) =>
  usual && most ? `${formatCount(usual)}, at most ${formatCount(most)}` : null

const ids = (collection: EndpointDetails) => [
  fact('Collection', collection.id, 'id'),
  fact('Owner', collection.owner_id, 'id'),
  fact('Mapped collection', collection.mapped_collection_id, 'id'),
  fact('Host', collection.host_endpoint_id, 'id'),
  fact('Endpoint', collection.non_functional_endpoint_id, 'id'),
  fact('Subscription', collection.subscription_id, 'id'),
  fact('Authentication policy', collection.authentication_policy_id, 'id'),
]
