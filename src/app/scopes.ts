/** https://docs.globus.org/api/auth/developer-guide/#scopes: no more than the screens need (checklist A13). */
export const TRANSFER_SCOPE = 'urn:globus:auth:scope:transfer.api.globus.org:all'
export const BASE_SCOPE = `openid profile email ${TRANSFER_SCOPE}`

export const AUTH_SERVER = 'auth.globus.org'
export const TRANSFER_SERVER = 'transfer.api.globus.org'
