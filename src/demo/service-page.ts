/** Answers a request as the network would. */
export type Ask = (request: Request) => Promise<Response>

export type ServicePage = {
  /** The page of the emulated service. */
  url: URL
  ask: Ask
  /** Takes the browser to where a redirect leads. False when that is none of our places. */
  follow: (url: URL) => boolean
}

type MakeMarkup = { createHTML: (html: string) => string }
type TrustedTypes = { createPolicy: (name: string, rules: MakeMarkup) => MakeMarkup }

/** The page's policy lets markup come from here alone, and the emulator escapes all that people have written. */
const emulatorPages = (window as Window & { trustedTypes?: TrustedTypes }).trustedTypes?.createPolicy(
  'towpath-emulator-pages',
  { createHTML: (html) => html },
)

const STYLE = /<style>([^]*?)<\/style>/g

/** The page fills its place; its colours follow the theme that the person chose here. */
const PLACE_STYLE = 'body { min-height: 100% } :host { color-scheme: inherit }'

/**
 * Shows a page of the sign-in service as the browser would, in `#root`: its markup, its style, its forms and redirects.
 * Returns what takes it away again.
 */
export function showServicePage(visit: ServicePage): () => void {
  const root = document.getElementById('root')!
  const place = document.createElement('div')
  place.className = 'h-full overflow-auto'
  root.replaceChildren(place)
  const shadow = place.attachShadow({ mode: 'open' })

  const open = async (request: Request) => {
    const response = await visit.ask(request)
    const location = response.headers.get('location')
    if (location === null) return show(place, shadow, await response.text())
    const target = new URL(location, request.url)
    if (!visit.follow(target)) shadow.textContent = `That leads out of the demonstration, to ${target.host}.`
  }

  shadow.addEventListener('submit', (event) => {
    event.preventDefault()
    const form = event.target as HTMLFormElement
    const { submitter } = event as SubmitEvent
    const fields = Array.from(new FormData(form, submitter), ([name, value]) => [name, String(value)])
    const target = new URL(form.getAttribute('action') ?? '', visit.url)
    void open(new Request(target, { method: 'POST', body: new URLSearchParams(fields) }))
  })

  void open(new Request(visit.url))
  return () => place.remove()
}

function show(place: HTMLElement, shadow: ShadowRoot, html: string) {
  // The policy allows no <style>, not even in a document that is never shown.
  const styles = Array.from(html.matchAll(STYLE), ([, rules]) => rules!)
  const markup = html.replaceAll(STYLE, '')
  const parser = new DOMParser()
  // oxlint-disable-next-line towpath/no-markup -- the one place; the policy of demo.html knows it by name
  const page = parser.parseFromString(emulatorPages?.createHTML(markup) ?? markup, 'text/html')
  document.title = page.title

  // A shadow tree keeps the page's rules from everything around it.
  shadow.adoptedStyleSheets = [...styles, PLACE_STYLE].map(sheet)
  shadow.replaceChildren(document.importNode(page.body, true))
  place.scrollTo(0, 0)
}

function sheet(text: string): CSSStyleSheet {
  const made = new CSSStyleSheet()
  made.replaceSync(text)
  return made
}
