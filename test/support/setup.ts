import '@testing-library/jest-dom/vitest'
import { cleanup, configure, prettyDOM } from '@testing-library/react'
import { afterEach, beforeEach, vi } from 'vitest'

// Tasks end and panes refresh by polling, which takes seconds by design.
configure({
  asyncUtilTimeout: 8_000,
  // Each attempt to find what is still to come would print the whole page into an error that nobody reads.
  getElementError: (message) =>
    Object.assign(new Error(message ?? undefined), { name: 'TestingLibraryElementError' }),
})

/** jsdom lays nothing out; the grid asks how tall it is before it draws rows. */
const VIEW = { width: 800, height: 600 }

// jsdom's realm has an ArrayBuffer of its own, so `instanceof` would not know what Web Crypto returns.
globalThis.ArrayBuffer = (await crypto.subtle.digest('SHA-256', new Uint8Array()))
  .constructor as typeof ArrayBuffer

/**
 * No style sheet of ours is loaded here, so an element's style follows from its tag and a few attributes alone. jsdom works
 * it out anew for each element of each query, which was half of the time that these tests took.
 */
const styles = new Map<string, CSSStyleDeclaration>()
const { getComputedStyle } = window
window.getComputedStyle = (element, pseudo) => {
  const attributes = ['style', 'hidden', 'type', 'open'].map((name) => element.getAttribute(name))
  const key = [element.tagName, pseudo, ...attributes].join('\n')
  let style = styles.get(key)
  if (!style) styles.set(key, (style = getComputedStyle.call(window, element, pseudo)))
  return style
}

beforeEach(() => {
  vi.spyOn(Element.prototype, 'clientHeight', 'get').mockReturnValue(VIEW.height)
  vi.spyOn(Element.prototype, 'clientWidth', 'get').mockReturnValue(VIEW.width)
  // What jsdom lacks and Base UI calls.
  Element.prototype.scrollTo ??= () => undefined
  Element.prototype.scrollIntoView ??= () => undefined
  Element.prototype.getAnimations ??= () => []
  // What jsdom lacks and every browser has.
  Blob.prototype.arrayBuffer ??= function (this: Blob) {
    return new Promise((resolve, reject) => {
      const reader = new FileReader()
      reader.addEventListener('load', () => resolve(reader.result as ArrayBuffer))
      reader.addEventListener('error', () => reject(reader.error ?? new Error('Not read')))
      reader.readAsArrayBuffer(this)
    })
  }
  globalThis.ResizeObserver ??= class {
    tell: ResizeObserverCallback
    constructor(tell: ResizeObserverCallback) {
      this.tell = tell
    }
    // As browsers do, of the size that it has to begin with.
    observe() {
      this.tell([], this)
    }
    unobserve() {}
    disconnect() {}
  }
})

afterEach(({ task }) => {
  if (task.result?.state === 'fail') process.stdout.write(`${prettyDOM(document.body, 20_000)}\n`)
  cleanup()
  vi.restoreAllMocks()
  window.sessionStorage.clear()
  window.localStorage.clear()
})
