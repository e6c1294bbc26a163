import { AUTH } from './fuzz-requests'

export type Answer = {
  request: string
  /** Whether people come there with a browser. */
  isPage: boolean
  isHead: boolean
  isTransfer: boolean
  status: number
  hasCors: boolean
  text: string
}

const AUTH_PAGES = ['/v2/web/', '/v2/oauth2/authorize?']
export const isPage = (url: string) => AUTH_PAGES.some((page) => url.startsWith(AUTH + page))

const isText = (value: unknown) => typeof value === 'string' && value !== ''
const isFilled = (value: unknown) => Array.isArray(value) && value.length > 0

/** Whether a refusal says what the documentation of its service promises. */
export function isWhole(document: Record<string, unknown>, isTransfer: boolean): boolean {
  const { code, message, request_id, error, errors, detail } = document
  // Auth, and the newer interface of Transfer under /v2, have lists of what is wrong.
  if (isFilled(errors)) return true
  if (isTransfer) return isFilled(detail) || [code, message, request_id].every(isText)
  return isText(error)
}

/** What is wrong with an answer, or null. */
export function problemOf({ isPage, isHead, isTransfer, status, hasCors, text }: Answer): string | null {
  // 502 is how Transfer words what the storage of a collection refuses.
  if (status >= 500 && !(isTransfer && status === 502)) return `status ${status}`
  if (!hasCors) return 'no page may read it'
  if (/\n {4}at |node:internal|\.ts:\d/.test(text)) return 'it shows how the emulator is made'
  if (isHead) return text === '' ? null : 'an answer to HEAD has no body'
  if (text === '' && status < 400) return null
  if (isPage && text.startsWith('<!doctype html>')) return null
  if (!/^[[{]/.test(text)) return 'it is no document'
  const document = JSON.parse(text) as Record<string, unknown>
  return status >= 400 && !isWhole(document, isTransfer) ? 'the refusal is not whole' : null
}
