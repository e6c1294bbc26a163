import { request } from './http'

/** https://docs.globus.org/api/auth/reference/#consent_resource */
export type Consent = {
  id: number
  scope_name: string
  /** From the one the person gave to the app down to this one. */
  dependency_path: number[]
  atomically_revocable: boolean
  created: string
  last_used: string | null
}

const consentsOf = (identity: string) => `/v2/api/identities/${encodeURIComponent(identity)}/consents`

/** What somebody has allowed this app. https://docs.globus.org/api/auth/reference/#get_identity_consents */
export const listConsents = (identity: string, signal?: AbortSignal) =>
  request<{ consents: Consent[] }>('GET', consentsOf(identity), { service: 'auth', signal })

/** Takes a consent back, and all that rests on it. https://docs.globus.org/api/auth/reference/#consent_resource */
export const revokeConsent = (identity: string, id: number) =>
  request<{ consent: Consent }>('DELETE', `${consentsOf(identity)}/${id}`, { service: 'auth' })
