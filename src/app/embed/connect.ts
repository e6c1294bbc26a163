import { filesPath, safeReturnPath, tasksPath, transferPath } from '../paths'
import { type Host, type PageMessage, useHost } from '../shared/host'
import { type Connection, shakeHands } from './handshake'
import { createHeights } from './heights'
import { createInbox } from './inbox'
import { type HostMessage, prefillSearch, PROTOCOL } from './protocol'

/** Where a message leads: to one of this page's own routes, and nothing else comes of it (checklist E7). */
export function routeOf(message: HostMessage): string {
  if (message.type === 'prefill')
    return safeReturnPath(`${transferPath()}?${prefillSearch(message.transfer)}`)
  const { screen, left, right } = message
  if (screen === 'files') return filesPath({ ...(left && { left }), ...(right && { right }) })
  return screen === 'tasks' ? tasksPath() : transferPath()
}

/**
 * Waits for the page around this one; null when it may not have this page in a frame. What it resolves to makes this page
 * listen from then on, and say that it does.
 */
export async function connectHost(allowed: readonly string[], onSilence: () => void) {
  const connection = await shakeHands(allowed, onSilence)
  if (!connection) return null
  const host = hostOf(connection)
  useHost.setState({ host })
  return () => {
    listen(connection, host)
    host.tell({ type: 'ready', mode: host.pick ? 'picker' : 'page' })
    watchHeight(host)
  }
}

const hostOf = ({ origin, port, pick }: Connection): Host => ({
  origin,
  pick,
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a port has one other end
  tell: (message: PageMessage) => port.postMessage({ towpath: PROTOCOL, ...message }),
})

function listen({ port }: Connection, { pick, tell }: Host) {
  const inbox = createInbox()
  port.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    const received = inbox.receive(data, performance.now())
    const heard = received && 'message' in received && pick ? inbox.refuse('not-here') : received
    if (!heard) return
    if ('answer' in heard) return tell(heard.answer)
    // In the place of the address before: the way back of the page around this one is not to be filled with steps here.
    window.location.replace(`#${routeOf(heard.message)}`)
  })
  port.addEventListener('messageerror', () => {
    const refused = inbox.refuse('malformed')
    if (refused && 'answer' in refused) tell(refused.answer)
  })
  port.start()
}

/** What a screen needs to be worked with, whose parts scroll by themselves. */
const SCREEN_HEIGHT = 640
/** Dialogs have room in it. */
const LEAST_BEFORE = 480
const MARGIN = 32

/** Tells the height of what is shown: of a card its own, of a screen one that does not depend on what is in it. */
function watchHeight({ tell }: Host) {
  const root = document.getElementById('root')!
  const heights = createHeights((height) => tell({ type: 'height', height }))
  const measure = () => {
    const card = root.querySelector<HTMLElement>('[data-card]')
    if (document.getElementById('main')) heights.want(SCREEN_HEIGHT)
    else if (card) heights.want(Math.max(LEAST_BEFORE, card.offsetHeight + MARGIN))
  }
  let width = 0
  const sizes = new ResizeObserver(() => {
    if (window.innerWidth !== width) heights.begin()
    width = window.innerWidth
    measure()
  })
  const observe = () => {
    sizes.disconnect()
    heights.begin()
    sizes.observe(root.querySelector('[data-card]') ?? root)
  }
  // From the door to the screens and back: what stands in the root is another.
  new MutationObserver(observe).observe(root, { childList: true })
  observe()
}
