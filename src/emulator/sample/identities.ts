import type { Group, Identity } from '../world'

export const ada: Identity = {
  id: '15a57869-ae0a-45cc-b5bd-a52850ecd497',
  username: 'ada@example.edu',
  name: 'Ada Example',
  email: 'ada@example.edu',
  organization: 'Alder University',
  identity_provider: '92f83166-9b11-4ef2-828c-2dad55a96679',
  identity_provider_display_name: 'Alder University',
}

export const ben: Identity = {
  id: '26a31932-5425-42a1-b2f6-53e8c721b438',
  username: 'ben@riverside.example',
  name: 'Ben Okafor',
  email: 'ben.okafor@riverside.example',
  organization: 'Riverside College',
  identity_provider: '12af3864-ff1d-49df-ac2a-4e79dfadb62d',
  identity_provider_display_name: 'Riverside College',
}

export const grace: Identity = {
  id: 'baf5e51f-a14f-462e-974f-c9c19f08ab32',
  username: 'grace@fenwick.example.org',
  name: 'Grace Lindqvist',
  email: 'grace.lindqvist@fenwick.example.org',
  organization: 'Fenwick Light Source',
  identity_provider: '37792e93-199e-419d-a478-bd29900f1e4d',
  identity_provider_display_name: 'Fenwick Light Source',
}

/** Ada works at two places and has linked what she is at the second one. */
export const adaAtFenwick: Identity = {
  id: '7f0b5a0e-6c1f-4d0e-9d55-0e2b1f3c8a61',
  username: 'a.example@fenwick.example.org',
  name: 'A. Example',
  email: 'a.example@fenwick.example.org',
  organization: 'Fenwick Light Source',
  identity_provider: grace.identity_provider,
  identity_provider_display_name: grace.identity_provider_display_name,
  linked_to: ada.id,
}

export const sampleIdentities: readonly Identity[] = [ada, ben, grace, adaAtFenwick]

export const diffractionGroup: Group = {
  id: '6c6d2b53-9a2e-4f8b-8f0e-2f6a1c0d4b7e',
  name: 'Diffraction group',
  member_ids: [ada.id, grace.id],
}

export const sampleGroups: readonly Group[] = [diffractionGroup]
