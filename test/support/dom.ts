import { configure } from '@testing-library/react'

// Tasks end and panes refresh by polling, which takes seconds by design.
configure({
  asyncUtilTimeout: 8_000,
  // Each attempt to find what is still to come would print the whole page into an error that nobody reads.
  getElementError: (message) =>
    Object.assign(new Error(message ?? undefined), { name: 'TestingLibraryElementError' }),
})

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
  const known = styles.get(key)
  if (known) return known
  const style = getComputedStyle.call(window, element, pseudo)
  // Hidden by what stands around it, such as a closed <details>, which the next one like it need not be.
  const { display, visibility, pointerEvents } = style
  if (display !== 'none' && visibility !== 'hidden' && pointerEvents !== 'none') styles.set(key, style)
  return style
}

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

// All the code of the page, before the first test of a worker waits for a part of it: that would take longer than a wait may.
const parts = import.meta.glob(['../../src/app/**/*.tsx', '!../../src/app/boot.tsx'])
await Promise.all(Object.values(parts).map((load) => load()))
