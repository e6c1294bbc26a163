// <globus-transfer>: Towpath inside another page. Version 1.0.0; how to use it: docs/embedding.md.
// A plain module without dependencies. Its types stand in embed.d.ts beside it.

/** Of this file. */
export const version = '1.0.0'

const PROTOCOL = 1
const TAG = 'globus-transfer'
/** Pixels that a height may have, whatever the page inside says; `min-height` and `max-height` narrow them. */
const LEAST = 200
const MOST = 2000
/** After so long without a word, the page inside has refused, or is not there. */
const PATIENCE_MS = 15_000
/** A height changes at most so often. */
const QUIET_MS = 100
const MOST_CHARACTERS = 64_000
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** Attributes that the frame is made of: when one changes, it is made anew. */
const OF_THE_FRAME = [
  'src',
  'mode',
  'screen',
  'left',
  'left-path',
  'right',
  'right-path',
  'collection',
  'path',
  'kinds',
  'most',
  'collections',
]
const OF_THE_LOOK = ['height', 'min-height', 'max-height', 'label']

// No <style> and no style attribute: a page with a strict policy would refuse them.
let sheet
function styles() {
  if (!sheet) {
    sheet = new CSSStyleSheet()
    sheet.replaceSync(
      ':host { display: block } :host([hidden]) { display: none } iframe { display: block; width: 100%; min-width: 0; border: 0 }',
    )
  }
  return sheet
}

// Where there is no page, as when it is rendered on a server, the module can still be loaded.
const Base = globalThis.HTMLElement ?? Object

export class GlobusTransferElement extends Base {
  static observedAttributes = [...OF_THE_FRAME, ...OF_THE_LOOK, 'prefill']

  #frame = null
  #port = null
  /** Ends everything that listens. */
  #life = null
  #patience = 0
  #isReady = false
  #isStale = false
  /** What to say once there is somebody to hear it. */
  #waiting = []
  #height = 480
  #heightTimer = 0

  /** Whether the page inside has said that it is ready. */
  get ready() {
    return this.#isReady
  }

  connectedCallback() {
    this.#start()
  }

  disconnectedCallback() {
    this.#stop()
    this.#waiting = []
  }

  attributeChangedCallback(name, before, after) {
    if (before === after || !this.#life) return
    if (name === 'prefill') this.#prefillFromAttribute()
    else if (OF_THE_LOOK.includes(name)) this.#dress()
    else if (!this.#isStale) {
      // Once for all attributes that are set in a row.
      this.#isStale = true
      queueMicrotask(() => {
        if (this.#isStale && this.#life) this.reload()
      })
    }
  }

  /** Fills the transfer form. Nothing is started: that takes a person, inside. */
  prefill(transfer) {
    this.#say({ type: 'prefill', transfer })
  }

  /** Shows a screen: `files`, with a place on each side if you like, `transfer` or `tasks`. */
  show(screen, { left, right } = {}) {
    this.#say({ type: 'show', screen, ...(left && { left }), ...(right && { right }) })
  }

  /** Opens the page inside anew. */
  reload() {
    this.#stop()
    if (this.isConnected) this.#start()
  }

  #start() {
    this.#isStale = false
    let page
    try {
      page = new URL(
        this.getAttribute('src') ?? '.',
        this.hasAttribute('src') ? document.baseURI : import.meta.url,
      )
      if (!/^https?:$/.test(page.protocol)) throw new TypeError()
    } catch {
      return this.#fail('bad-address', 'The attribute src is no address of a page.')
    }
    this.#life = new AbortController()
    const { signal } = this.#life
    page.search = ''
    page.hash = this.#route()
    this.#frame = document.createElement('iframe')
    // Browsers may hide the pages around a frame from it when the referrer is hidden; it is shown to listed ones only.
    this.#frame.referrerPolicy = 'strict-origin'
    this.#frame.allow = 'clipboard-write'
    this.#dress()
    window.addEventListener('message', (event) => this.#hear(event, page.origin), { signal })
    this.#frame.src = page.href
    const root = this.shadowRoot ?? this.attachShadow({ mode: 'open' })
    root.adoptedStyleSheets = [styles()]
    root.replaceChildren(this.#frame)
    this.#patience = setTimeout(
      () =>
        this.#fail(
          'no-answer',
          `${page.origin} does not answer. Is ${location.origin} listed there, in embed.allowedOrigins of config.json?`,
        ),
      PATIENCE_MS,
    )
  }

  #stop() {
    this.#life?.abort()
    this.#life = null
    clearTimeout(this.#patience)
    clearTimeout(this.#heightTimer)
    this.#heightTimer = 0
    this.#port?.close()
    this.#port = null
    this.#isReady = false
    this.#frame?.remove()
    this.#frame = null
  }

  /** The page inside waits for somebody to talk to, also when it was loaded anew. */
  #hear({ source, origin, data }, expected) {
    if (source !== this.#frame?.contentWindow || origin !== expected) return
    if (data?.towpath !== PROTOCOL || data.type !== 'waiting') return
    clearTimeout(this.#patience)
    this.#port?.close()
    this.#isReady = false
    const { port1, port2 } = new MessageChannel()
    this.#port = port1
    port1.addEventListener('message', ({ data }) => {
      if (port1 === this.#port) this.#take(data)
    })
    port1.start()
    source.postMessage({ towpath: PROTOCOL, type: 'connect', ...this.#wish() }, expected, [port2])
  }

  #wish() {
    if (this.getAttribute('mode') !== 'picker') return { mode: 'page' }
    const kinds = words(this.getAttribute('kinds'))
    const most = Number(this.getAttribute('most'))
    const collections = words(this.getAttribute('collections')).filter((id) => UUID.test(id))
    return {
      mode: 'picker',
      pick: {
        ...(kinds.length === 1 && (kinds[0] === 'files' || kinds[0] === 'folders') && { kinds: kinds[0] }),
        ...(Number.isInteger(most) && most >= 1 && { most: Math.min(most, 1_000) }),
        ...(collections.length > 0 && { collections: collections.slice(0, 20) }),
      },
    }
  }

  /** What the page inside says; everything else is not listened to. */
  #take(data) {
    if (data?.towpath !== PROTOCOL) return
    switch (data.type) {
      case 'ready': {
        if (this.#isReady) return
        this.#isReady = true
        this.#tell('ready', { mode: data.mode === 'picker' ? 'picker' : 'page' })
        this.#prefillFromAttribute()
        const waiting = this.#waiting
        this.#waiting = []
        for (const message of waiting) this.#say(message)
        return
      }
      case 'height':
        return this.#want(data.height)
      case 'submitted':
        if (typeof data.task === 'string' && UUID.test(data.task))
          this.#tell('submitted', { task: data.task, kind: data.kind === 'delete' ? 'delete' : 'transfer' })
        return
      case 'picked':
        if (typeof data.collection === 'string' && UUID.test(data.collection) && Array.isArray(data.items))
          this.#tell('picked', {
            collection: data.collection,
            items: data.items.filter(isItem).map(copyItem),
          })
        return
      case 'cancelled':
        return this.#tell('cancelled', {})
      case 'error':
        return this.#fail(String(data.code).slice(0, 40), String(data.message).slice(0, 400))
    }
  }

  #say(message) {
    if (!this.#isReady) {
      // The last words of a kind count, and nobody waits with more than there are kinds of.
      this.#waiting = [...this.#waiting.filter(({ type }) => type !== message.type), message]
      return
    }
    try {
      if (JSON.stringify(message).length > MOST_CHARACTERS) throw new RangeError()
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a port has one other end
      this.#port.postMessage({ towpath: PROTOCOL, ...message })
    } catch {
      this.#fail('malformed', `This is too much for one message, or cannot be sent: ${message.type}.`)
    }
  }

  #prefillFromAttribute() {
    const text = this.getAttribute('prefill')
    if (!text || !this.#isReady) return
    let transfer
    try {
      transfer = JSON.parse(text)
    } catch {
      return this.#fail('malformed', 'The attribute prefill is not JSON.')
    }
    this.prefill(transfer)
  }

  /** Where the page inside begins. */
  #route() {
    const places =
      this.getAttribute('mode') === 'picker'
        ? { collection: 'left', path: 'left_path' }
        : { left: 'left', 'left-path': 'left_path', right: 'right', 'right-path': 'right_path' }
    const search = new URLSearchParams()
    for (const [attribute, name] of Object.entries(places)) {
      const value = this.getAttribute(attribute)
      if (value) search.set(name, value)
    }
    const screen = ['transfer', 'tasks'].find((known) => known === this.getAttribute('screen')) ?? 'files'
    return screen === 'files' && search.size > 0 ? `/files?${search}` : `/${screen}`
  }

  #want(height) {
    if (!Number.isFinite(height)) return
    this.#height = Math.round(height)
    if (this.#heightTimer) return
    this.#dress()
    this.#heightTimer = setTimeout(() => {
      this.#heightTimer = 0
      this.#dress()
    }, QUIET_MS)
  }

  /** Gives the frame its name and its height. */
  #dress() {
    const frame = this.#frame
    if (!frame) return
    frame.title = this.getAttribute('label') ?? 'Globus file transfer'
    const pixels = (name, usual) => {
      const value = Number(this.getAttribute(name))
      return Number.isFinite(value) && value > 0 ? Math.min(MOST, Math.max(LEAST, value)) : usual
    }
    const fixed = pixels('height', 0)
    const least = pixels('min-height', LEAST)
    const most = Math.max(least, pixels('max-height', MOST))
    const next = String(fixed || Math.min(most, Math.max(least, this.#height)))
    if (frame.height === next) return
    frame.height = next
    if (!fixed && this.#isReady) this.#tell('height', { height: Number(next) })
  }

  #fail(code, message) {
    this.#tell('error', { code, message })
  }

  #tell(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }))
  }
}

const words = (text) => (text ?? '').split(/[\s,]+/).filter(Boolean)

const isItem = (item) =>
  typeof item?.path === 'string' &&
  item.path.startsWith('/') &&
  ['file', 'folder', 'link'].includes(item.kind)

const copyItem = ({ path, kind, size }) => ({ path, kind, size: Number.isFinite(size) ? size : null })

if (globalThis.customElements && !customElements.get(TAG)) customElements.define(TAG, GlobusTransferElement)
