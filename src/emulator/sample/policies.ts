import type { Policy } from '../world'

/** What Northmoor Hospital asks of a session: not older than half an hour. */
export const northmoorPolicy: Policy = {
  id: '5bd2845e-1b29-4c9c-abc3-7f28a13ce6c0',
  project_id: '0c7d1a0b-6df7-4c53-8d3e-0c1b5e5a2f19',
  display_name: 'Northmoor Hospital, protected data',
  description: 'Whoever sees images of patients has signed in within half an hour',
  high_assurance: true,
  authentication_assurance_timeout: 30 * 60,
  required_mfa: false,
  domain_constraints_include: null,
  domain_constraints_exclude: null,
}

/** A policy that asks for more: somebody of Fenwick, with a second factor. */
export const fenwickPolicy: Policy = {
  id: 'c1d6f0a4-0e5b-4d7c-8f3a-9b2e7d4c6a10',
  project_id: '4b8e2c61-7a3d-4f09-9c5e-d2a1b0f3e687',
  display_name: 'Fenwick Light Source, staff',
  description: 'Members of Fenwick who used a second factor within the hour',
  high_assurance: true,
  authentication_assurance_timeout: 60 * 60,
  required_mfa: true,
  domain_constraints_include: ['fenwick.example.org'],
  domain_constraints_exclude: null,
}

export const samplePolicies: readonly Policy[] = [northmoorPolicy, fenwickPolicy]
