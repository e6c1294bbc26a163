import type { PickWish } from '../shared/host'
import { PROTOCOL, readConnect } from './protocol'

/** Checklist E3. */
const PATIENCE_MS = 5_000

/** The connection to the page around this one. */
export type Connection = { origin: string; port: MessagePort; pick: PickWish | null }

export type Surroundings = {
  /** This page's own origin; “null” in a frame that is shut in (`sandbox`). */
  own: string
  /** The origins of all pages around this one, the nearest first; null where the browser does not tell. */
  ancestors: readonly string[] | null
  /** Whether the page around this one is the outermost. */
  isParentTop: boolean
}

/**
 * The origins that a handshake may come from; empty when this page must not run here (checklist E2). All pages around it
 * must be listed: one that is not could lie over those that are.
 */
export function possibleHosts(
  allowed: readonly string[],
  { own, ancestors, isParentTop }: Surroundings,
): readonly string[] {
  if (own === 'null') return []
  // Without a list of them there must not be more than the one that shakes hands.
  if (ancestors === null) return isParentTop ? allowed : []
  return ancestors.every((origin) => allowed.includes(origin)) ? ancestors.slice(0, 1) : []
}

const surroundings = (): Surroundings => {
  // Firefox has it since version 148.
  const { ancestorOrigins } = window.location as { ancestorOrigins?: DOMStringList }
  return {
    own: window.origin,
    ancestors: ancestorOrigins ? Array.from(ancestorOrigins) : null,
    isParentTop: window.parent === window.top,
  }
}

/**
 * Lets the page around this one begin the conversation. It is told that this one waits, and answers with a port, through
 * which everything else goes (checklist E5). Null when it is not listed. `onSilence` hears of five seconds without a
 * word; one that comes after that is still taken.
 */
export function shakeHands(allowed: readonly string[], onSilence: () => void): Promise<Connection | null> {
  const hosts = possibleHosts(allowed, surroundings())
  if (hosts.length === 0) return Promise.resolve(null)
  return new Promise((resolve) => {
    const hear = ({ source, origin, data, ports }: MessageEvent<unknown>) => {
      const [port] = ports
      if (source !== window.parent || !hosts.includes(origin) || !port || ports.length !== 1) return
      const read = readConnect(data)
      if (!('message' in read)) return
      // Once: what says it again is not listened to (checklist E5).
      window.removeEventListener('message', hear)
      clearTimeout(patience)
      resolve({ origin, port, pick: read.message.pick })
    }
    const patience = setTimeout(onSilence, PATIENCE_MS)
    window.addEventListener('message', hear)
    // Checklist E6: never to “*”. A host that is not the one it is meant for does not get it.
    for (const origin of hosts) window.parent.postMessage({ towpath: PROTOCOL, type: 'waiting' }, origin)
  })
}
