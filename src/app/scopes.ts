/** https://docs.globus.org/api/auth/developer-guide/#scopes: no more than the screens need (checklist A13). */
export const TRANSFER_SCOPE = 'urn:globus:auth:scope:transfer.api.globus.org:all'
export const BASE_SCOPE = `openid profile email ${TRANSFER_SCOPE}`

/** To see, and to take back, what one has allowed; asked for on that screen alone. */
export const VIEW_CONSENTS_SCOPE = 'urn:globus:auth:scope:auth.globus.org:view_consents'

export const AUTH_SERVER = 'auth.globus.org'
export const TRANSFER_SERVER = 'transfer.api.globus.org'
