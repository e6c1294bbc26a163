import { readFile } from 'node:fs/promises'
import type { BrowserContext, Download, Frame, Page, Request } from '@playwright/test'
import type { Sent } from './browser-world'
import { MARK } from './marks'

/** A token or a code by its mark; an id_token by its form, as it is made of the person's own data. */
const SECRET = `${MARK}|eyJ[\\w-]{16,}\\.eyJ`
const isSecret = (text: string) => new RegExp(SECRET).test(text)

export type SecretWatch = {
  /** Looks at all that there is now, and tells where something secret was seen so far. */
  leaks: (sent: readonly Sent[]) => Promise<string[]>
}

/**
 * Checklist A24: nothing secret (token, code, verifier, id_token) may be seen anywhere but where it has to be: in the
 * `Authorization` header, in what the token endpoint is sent and answers, in the address that the sign-in service
 * itself leads back to, in what the sign-in's window tells the page that opened it, and in the tab's one record.
 * `pageUrl` is the page's own address, `authUrl` the sign-in service's.
 */
export async function watchSecrets(
  context: BrowserContext,
  { pageUrl, authUrl }: { pageUrl: string; authUrl: string },
): Promise<SecretWatch> {
  const seen = new Set<string>()
  const downloads: Download[] = []

  context.on('console', (message) => {
    if (isSecret(message.text())) seen.add('the console')
  })
  context.on('weberror', (error) => {
    if (isSecret(`${error.error().stack}`)) seen.add('an uncaught error')
  })
  const hear = (page: Page) => page.on('download', (download) => downloads.push(download))
  for (const page of context.pages()) hear(page)
  context.on('page', hear)
  context.on('request', (request) => {
    if (isSecret(request.url()) && !isComingBack(request, pageUrl, authUrl))
      seen.add(`the address of a request: ${new URL(request.url()).origin}`)
  })
  await context.exposeBinding('reportSecret', (_source, where: string) => void seen.add(where))
  await context.addInitScript(watchInPage, { secret: SECRET, authUrl })

  return {
    leaks: async (sent) => {
      const verifiers = sent.flatMap(({ body }) => new URLSearchParams(body).get('code_verifier') ?? [])
      const has = (text: string) => isSecret(text) || verifiers.some((verifier) => text.includes(verifier))
      for (const call of sent) for (const where of leaksOfCall(call, authUrl, has)) seen.add(where)
      for (const page of context.pages())
        for (const frame of page.frames())
          if (frame.url().startsWith('http') && !frame.url().startsWith(authUrl))
            for (const [where, text] of await leftovers(frame)) if (has(text)) seen.add(where)
      for (const download of downloads) {
        const path = await download.path().catch(() => null)
        if (path && has(await readFile(path, 'latin1'))) seen.add('a file that was saved')
      }
      return Array.from(seen, (where) => `secret in ${where}`)
    },
  }
}

/** The browser follows the sign-in service back to the page, and to that service's own page that shows a code. */
const isComingBack = (request: Request, pageUrl: string, authUrl: string) =>
  request.isNavigationRequest() &&
  [`${pageUrl}?code=`, `${authUrl}/v2/web/auth-code?`].some((start) => request.url().startsWith(start))

const TOKEN_CALLS = ['/v2/oauth2/token', '/v2/oauth2/token/revoke']

function leaksOfCall({ url, headers, body }: Sent, authUrl: string, has: (text: string) => boolean) {
  const mayCarry = url.origin === authUrl && TOKEN_CALLS.includes(url.pathname)
  const mayShow = url.origin === authUrl && url.pathname === '/v2/web/auth-code'
  const others = Object.entries(headers).filter(
    ([name, value]) => name !== 'authorization' || !/^Bearer \w+$/.test(value),
  )
  return [
    !mayShow && has(url.href) && `the address of a call: ${url.pathname}`,
    !mayCarry && has(body) && `the body of a call: ${url.pathname}`,
    has(JSON.stringify(others)) && `a header of a call: ${url.pathname}`,
  ].filter((where) => where !== false)
}

/** What passes by too quickly to be found at the end. Runs in every page before the page's own code. */
function watchInPage({ secret, authUrl }: { secret: string; authUrl: string }) {
  // The sign-in service shows a code on a page of its own; the browser names addresses on its own pages of errors.
  if (window.location.origin === authUrl || !window.location.protocol.startsWith('http')) return
  const { reportSecret } = window as unknown as { reportSecret: (where: string) => void }
  const textOf = (value: unknown): string => {
    if (typeof value === 'string') return value
    try {
      return JSON.stringify(value) ?? ''
    } catch {
      return ''
    }
  }
  // What a person has typed or pasted is theirs until it is sent.
  const withoutFields = (node: Element) => node.outerHTML.replaceAll(/ value="[^"]*"/g, '')
  const pattern = new RegExp(secret)
  const look = (where: string, value: unknown) => {
    if (pattern.test(textOf(value))) reportSecret(where)
  }
  /** Looks at what a method is given, and lets it do its work. */
  const spy = (owner: object, name: string, where: string) => {
    const before = (owner as Record<string, unknown>)[name]
    if (typeof before !== 'function') return
    Object.defineProperty(owner, name, {
      configurable: true,
      writable: true,
      value(this: unknown, ...parameters: unknown[]) {
        const isTheRecord = owner === Storage.prototype && String(parameters[0]).endsWith(':session')
        if (!isTheRecord) look(where, parameters)
        return Reflect.apply(before, this, parameters)
      },
    })
  }
  spy(Storage.prototype, 'setItem', 'storage beside the one record')
  spy(IDBObjectStore.prototype, 'put', 'IndexedDB')
  spy(IDBObjectStore.prototype, 'add', 'IndexedDB')
  spy(BroadcastChannel.prototype, 'postMessage', 'a message to other tabs')
  spy(MessagePort.prototype, 'postMessage', 'a message through a port')
  spy(History.prototype, 'pushState', 'the history')
  spy(History.prototype, 'replaceState', 'the history')
  if ('clipboard' in navigator) spy(Clipboard.prototype, 'writeText', 'the clipboard')
  window.addEventListener('copy', () => look('the clipboard', String(window.getSelection())))
  window.addEventListener('message', ({ origin, source, data }) => {
    const isAnswer =
      origin === window.location.origin && source !== window && textOf(data).startsWith('code=')
    if (!isAnswer) look('a message to a window', data)
  })
  new MutationObserver((changes) => {
    for (const { target, addedNodes, attributeName } of changes) {
      for (const node of addedNodes)
        look('what is on screen', node instanceof Element ? withoutFields(node) : node.nodeValue)
      if (attributeName === 'value') continue
      if (attributeName !== null) look('what is on screen', (target as Element).getAttribute(attributeName))
      else if (addedNodes.length === 0) look('what is on screen', target.nodeValue)
    }
  }).observe(document, { subtree: true, childList: true, characterData: true, attributes: true })
}

/** All that a page has left anywhere, by where. */
const leftovers = (frame: Frame): Promise<[where: string, text: string][]> =>
  frame
    .evaluate(async () => {
      const databases = await Promise.all(
        (await indexedDB.databases()).map(async ({ name }) => {
          const database = await new Promise<IDBDatabase | null>((resolve) => {
            const opening = indexedDB.open(name!)
            opening.addEventListener('success', () => resolve(opening.result))
            opening.addEventListener('error', () => resolve(null))
          })
          if (!database) return ''
          const rows = await Promise.all(
            Array.from(
              database.objectStoreNames,
              (store) =>
                new Promise<unknown>((resolve) => {
                  const reading = database.transaction(store).objectStore(store).getAll()
                  reading.addEventListener('success', () => resolve(reading.result))
                  reading.addEventListener('error', () => resolve(null))
                }),
            ),
          )
          database.close()
          return JSON.stringify(rows)
        }),
      )
      const cached = await Promise.all(
        (await caches.keys()).map(async (name) =>
          Promise.all(
            (await (await caches.open(name)).keys()).map(async (request) => [
              request.url,
              await (await caches.match(request))?.text(),
            ]),
          ),
        ),
      )
      const { navigation } = window as unknown as {
        navigation?: { entries: () => { url: string | null; getState: () => unknown }[] }
      }
      const visited = (navigation?.entries() ?? []).map((entry) => [entry.url, entry.getState()])
      const tab = Object.entries(sessionStorage).filter(([key]) => !key.endsWith(':session'))
      const fields = Array.from(document.querySelectorAll('input, textarea'))
        // The code that somebody has pasted goes with the dialog that asked for it.
        .filter((field) => !field.closest('[role=dialog]'))
        .map((field) => ('value' in field ? field.value : ''))
      return [
        ['localStorage', JSON.stringify(Object.entries(localStorage))],
        ['sessionStorage beside the one record', JSON.stringify(tab)],
        ['IndexedDB', databases.join('\n')],
        ['the cache', JSON.stringify(cached)],
        ['a cookie', document.cookie],
        ['the name of the window', window.name],
        ['the history', JSON.stringify([window.history.state, visited])],
        ['the address', window.location.href],
        ['what is on screen', document.documentElement.outerHTML.replaceAll(/ value="[^"]*"/g, '')],
        ['a field', JSON.stringify(fields)],
      ] satisfies [string, string][]
    })
    // A page that is being left has nothing to show any more.
    .catch(() => [])
