import { visibleText } from '../../components/visible-name'
import { AUTH_SERVER, TRANSFER_SCOPE, TRANSFER_SERVER, VIEW_CONSENTS_SCOPE } from '../scopes'

const SERVICES: Record<string, string> = {
  [AUTH_SERVER]: 'Globus Auth',
  [TRANSFER_SERVER]: 'Globus Transfer',
}

const SCOPES: Record<string, string> = {
  openid: 'know who you are',
  profile: 'see your name and organization',
  email: 'see your e-mail address',
  [TRANSFER_SCOPE]: 'list and transfer files, and follow tasks',
  [VIEW_CONSENTS_SCOPE]: 'see what you have allowed',
}

const own = (words: Record<string, string>, key: string) =>
  Object.hasOwn(words, key) ? words[key] : undefined

export const serviceName = (server: string) => own(SERVICES, server) ?? visibleText(server)

const COLLECTION = /\/scopes\/([0-9a-f-]{36})\/(data_access|https)$/i

/** The collection that a scope is about; null for all others. */
export const collectionOf = (scope: string): string | null => COLLECTION.exec(scope)?.[1] ?? null

/** What a scope lets somebody do; one that is not known is shown as Globus writes it. */
export const scopeWords = (scope: string, collectionName: string | null = null): string => {
  const known = own(SCOPES, scope)
  if (known !== undefined) return known
  const id = collectionOf(scope)
  return id === null
    ? visibleText(scope)
    : `use your data on ${collectionName === null ? `the collection ${id}` : `“${visibleText(collectionName)}”`}`
}
