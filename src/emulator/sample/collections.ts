import type { Collection } from '../world'
import { ada, ben, grace } from './identities'
import { collection, guest, mapped, personal, rule } from './kinds'
import { northmoorPolicy } from './policies'

const EVERYBODY = { principal_type: 'all_authenticated_users', principal: '' } as const

const globusOwner = { owner_id: 'd1f8e9dc-58c4-4172-9d3a-29de767895ae', owner_string: 'Globus Tutorials' }
const alderOwner = {
  owner_id: 'be421444-d001-4ba0-a7f4-30507ef8d9d8',
  owner_string: 'Alder University Research Computing',
}
const fenwickOwner = {
  owner_id: '8e380f88-d64b-45fa-9c1b-b865f15adfd0',
  owner_string: 'Fenwick Light Source',
}
const northmoorOwner = {
  owner_id: '8057bff8-8e67-4805-9890-a01b644f9e7d',
  owner_string: 'Northmoor Hospital',
}
const consortiumOwner = {
  owner_id: '424a06aa-df80-49ea-8e44-25bd74bd2ac5',
  owner_string: 'Consortium Data Office',
}

const tutorial1 = mapped(
  {
    ...globusOwner,
    id: '6c54cade-bde5-45c1-bdea-f4bd71dba2cc',
    display_name: 'Globus Tutorial Collection 1',
    organization: 'Globus',
    description: 'Try a first transfer from /home/share/godata/',
    keywords: 'tutorial,example',
    https_server: 'https://m-d3a2c3.collection1.tutorials.globus.org',
  },
  { tree: 'tutorial-1' },
)

const tutorial2 = mapped(
  {
    ...globusOwner,
    id: '31ce9ba0-176d-45a5-add3-f37d233ba47d',
    display_name: 'Globus Tutorial Collection 2',
    organization: 'Globus',
    description: 'Your home directory here takes what you transfer',
    keywords: 'tutorial,example',
  },
  { tree: 'tutorial-2' },
)

export const alderScratch = mapped(
  {
    ...alderOwner,
    id: 'b8722e73-9227-4214-b2b2-b82392bc43cd',
    display_name: 'Alder University Scratch',
    organization: 'Alder University',
    department: 'Research Computing',
    description: 'Fast storage of the Alder cluster. Not backed up.',
    keywords: 'alder,cluster,scratch,hpc',
    contact_email: 'help@alder.example.edu',
    info_link: 'https://alder.example.edu/storage/scratch',
    user_message: 'Scratch is not backed up: what nobody has touched for 60 days is removed.',
    user_message_link: 'https://alder.example.edu/storage/scratch#cleaning',
    subscription_id: '610a96c9-b736-4391-aae9-5dca1748b244',
  },
  { tree: 'alder-scratch' },
)

/** The server behind the scratch collection: a definition without data. */
const alderEndpoint = collection(
  'GCSv5_endpoint',
  {
    ...alderOwner,
    id: alderOwner.owner_id,
    display_name: 'Alder University Research Computing',
    organization: 'Alder University',
    default_directory: null,
    authentication_timeout_mins: null,
    subscription_id: alderScratch.document.subscription_id,
    non_functional: true,
  },
  { tree: 'alder-scratch' },
)

const labArchive = guest(
  {
    id: 'b226ba2f-d417-412f-82e6-46bd2077e059',
    display_name: 'Lab archive',
    owner_id: grace.id,
    owner_string: grace.username,
    organization: grace.organization,
    description: 'Finished runs of the diffraction group. New data goes to /incoming/.',
    keywords: 'archive,diffraction',
  },
  alderScratch,
  {
    tree: 'alder-scratch',
    root: '/projects/lab-archive',
    access: [
      rule('ec69c3f8-2798-4998-8e39-2f8442ad3cc4', '/', 'rw', {
        principal_type: 'identity',
        principal: ada.id,
      }),
      rule('6e140fb7-7718-4c7b-abb1-e990519732f9', '/', 'r', {
        principal_type: 'identity',
        principal: ben.id,
      }),
      rule('cdc0bdd7-be0d-42c2-972f-1b5fc4b8d1f7', '/public/', 'r', {
        principal_type: 'anonymous',
        principal: '',
      }),
    ],
  },
)

/** The first thing a newcomer sees: open to everybody, without a consent of its own, and worth copying. */
const beamtimeShare = guest(
  {
    id: '2f60e1c8-47a5-4d0b-9d53-6f1b8f0c7a34',
    display_name: 'Beamtime November 2026',
    owner_id: ada.id,
    owner_string: ada.username,
    organization: ada.organization,
    description: 'Runs of the November beamtime, shared with everybody who signs in. Read only.',
    keywords: 'beamtime,diffraction,2026',
  },
  alderScratch,
  {
    tree: 'alder-scratch',
    root: '/home/ada/beamtime/2026-11',
    access: [rule('71c2bd0e-8f29-4f3b-b7c6-2a0be5a3a9d1', '/', 'r', EVERYBODY)],
  },
)

const adaLaptop = personal(
  {
    id: '987ea28f-2fd1-4add-a7e0-5e9dcad7f371',
    display_name: 'ada-laptop',
    owner_id: ada.id,
    owner_string: ada.username,
    public: false,
    subscription_id: alderScratch.document.subscription_id,
  },
  { tree: 'ada-laptop', home: '/Users/ada' },
)

const fieldStation = personal(
  {
    id: '3a2e30be-f333-4127-a1c2-f46d5dbb86e6',
    display_name: 'Field station (asleep)',
    owner_id: ada.id,
    owner_string: ada.username,
    description: 'The computer in the hut. Comes on at low tide.',
    gcp_connected: false,
  },
  { tree: 'field-station', home: '/Users/ada' },
)

const northmoor = mapped(
  {
    ...northmoorOwner,
    id: 'dd1ba142-a253-473d-b1b2-285774cc470d',
    display_name: 'Northmoor Hospital Imaging (protected data)',
    organization: 'Northmoor Hospital',
    description: 'Images of the cohort study. You prove who you are to see them, and again every half hour.',
    keywords: 'imaging,cohort',
    high_assurance: true,
    authentication_timeout_mins: 30,
    force_encryption: true,
    subscription_id: 'e2581162-34c0-455f-9822-16ea92c0fbac',
  },
  { tree: 'northmoor-imaging', policy_id: northmoorPolicy.id },
)

/** Not a policy but the server itself asks for more: who you are at Fenwick, with a second factor, every hour. */
export const embargoVault = mapped(
  {
    ...fenwickOwner,
    id: '9a54d0f7-2c3b-4e61-8f5d-70b1c6e2a384',
    display_name: 'Embargo Vault at Fenwick (protected data)',
    organization: 'Fenwick Light Source',
    description: 'Structures under embargo, for identities of Fenwick only. You need a second factor.',
    keywords: 'fenwick,embargo,structures',
    high_assurance: true,
    mfa_required: true,
    authentication_timeout_mins: 60,
    force_encryption: true,
    subscription_id: '5d6f5a1e-3b0c-4ae2-9a57-6c1f0b8e2d93',
  },
  { tree: 'embargo-vault', login_demand: { single_domain: ['fenwick.example.org'], mfa: true } },
)

export const cedarTape = mapped(
  {
    ...alderOwner,
    id: '6d6c79d1-5e9f-49d2-ac60-53f178e43e44',
    display_name: 'Cedar Tape Archive',
    contact_email: 'tape-desk@alder.example.edu',
    organization: 'Alder University',
    department: 'Research Computing',
    description: 'Long-term store on tape',
    keywords: 'alder,archive,tape',
    force_verify: true,
    subscription_id: alderScratch.document.subscription_id,
  },
  { tree: 'cedar-tape' },
)

export const fenwickStore = mapped(
  {
    ...fenwickOwner,
    id: '44b00e97-3652-4f8b-aa65-971a6e1672c8',
    display_name: 'Fenwick Light Source Data Store',
    organization: 'Fenwick Light Source',
    description: 'Slow but large: every answer takes some seconds',
    keywords: 'fenwick,synchrotron,beamline',
    subscription_id: '0d7a2c0e-53e5-4b1c-8f55-9d6a4f1b3c28',
  },
  { tree: 'fenwick-store', latency_ms: 3000 },
)

const detectorFrames = guest(
  {
    id: '4d907e76-c3f0-4558-9124-91b32688fd0d',
    display_name: 'Detector frames',
    owner_id: grace.id,
    owner_string: grace.username,
    organization: grace.organization,
    description: 'One measurement, one folder, a hundred thousand files. Read only.',
    keywords: 'detector,frames,tiff',
  },
  fenwickStore,
  {
    tree: 'detector-frames',
    read_only: true,
    access: [rule('fc9a1ad5-84ee-442d-a35f-bb8b6f11e97d', '/', 'r', EVERYBODY)],
  },
)

const hostileNames = personal(
  {
    id: '5167de94-26ec-430c-8570-c0bb7c364c94',
    display_name: 'Names that bite',
    owner_id: ada.id,
    owner_string: ada.username,
    description: 'Files whose names try to break what shows, sorts, exports or copies them',
    default_directory: '/',
  },
  { tree: 'names-that-bite', home: '/', is_everybodys: true },
)

const teachingShare = guest(
  {
    id: '621a5e50-98db-40f3-a815-191338ef61d8',
    display_name: 'Riverside teaching share (5 MB)',
    owner_id: ben.id,
    owner_string: ben.username,
    organization: ben.organization,
    description: 'A small share for the practical course. It is full soon.',
    keywords: 'teaching,course',
  },
  alderScratch,
  {
    tree: 'teaching-share',
    quota_bytes: 5_000_000,
    access: [rule('f0deec7f-da1d-4193-a932-09821c810bd5', '/', 'rw', EVERYBODY)],
  },
)

const consortium = mapped(
  {
    ...consortiumOwner,
    id: 'fbecd50c-3fbd-4fa6-a1a3-251f8d842139',
    display_name:
      'Interdisciplinary Consortium for Coastal, Estuarine and Freshwater Observation: Reference Data Release 2026 (read-only mirror)',
    organization: 'Interdisciplinary Consortium for Coastal, Estuarine and Freshwater Observation',
    department: 'Data Office',
    description:
      'This collection mirrors the yearly reference data release of the consortium: quality-controlled time series of ' +
      'all moored stations, gridded products at three resolutions, the calibration records of every instrument, and ' +
      'the documents that describe how they were made. '.repeat(3) +
      'Nothing can be written here. Cite the release, not the mirror.',
    keywords: 'coast,estuary,freshwater,observation,reference,release,2026',
    contact_info: 'Data Office, 3 Harbour Walk',
    info_link: 'https://consortium.example.org/releases/2026',
    default_directory: '/',
  },
  { tree: 'consortium', read_only: true },
)

export const sampleCollections: readonly Collection[] = [
  tutorial1,
  tutorial2,
  alderScratch,
  alderEndpoint,
  labArchive,
  beamtimeShare,
  adaLaptop,
  fieldStation,
  northmoor,
  embargoVault,
  cedarTape,
  fenwickStore,
  detectorFrames,
  hostileNames,
  teachingShare,
  consortium,
]
