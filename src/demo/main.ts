import { boot } from '../app/boot'
import { takeCallback } from '../auth/callback'
import { addressOf, pageAddress, services, visited } from './addresses'
import { wireBanner } from './banner'
import { demoConfig } from './config'
import { openGlobus } from './globus'
import { showServicePage } from './service-page'

/*
 * demo.html: the same app, with the emulator in the page in Globus's place. The one composition that joins the two
 * (design decision 1; checklist I1, I2).
 */

// Before anything else (checklist A8).
const answerHere = takeCallback()
const banner = wireBanner({
  startOver: async () => {
    await globus.forget()
    window.location.replace(pageAddress)
  },
})
const globus = openGlobus(banner)

/** What is said to Globus is answered here; the rest, the page's own files, goes to the network as ever. */
const fromNetwork = window.fetch.bind(window)
window.fetch = async (input, init) => {
  const { origin } = new URL(input instanceof Request ? input.url : input, pageAddress)
  return Object.values(services).includes(origin)
    ? globus.ask(new Request(input, init))
    : fromNetwork(input, init)
}

let close = () => {}
let shown = ''

/** Shows what the address asks for: the app, or a page of the sign-in service. */
function show(answer: URLSearchParams | null) {
  close()
  shown = window.location.search
  const url = visited()
  // Checklist E1: in a frame the app says that it does not run there.
  if (url === null || window.top !== window.self)
    close = boot({
      answer,
      loadConfig: async () => {
        await globus.isKept()
        return demoConfig
      },
      pageAddress,
      leave: (url) => void goTo(addressOf(url), 'push'),
      addressOf,
    })
  else {
    close = showServicePage({ url, ask: globus.ask, follow })
    // The key that signs tokens takes a moment to make; meanwhile the person reads.
    void globus.ask(new Request(`${services.auth}/jwk.json`))
  }
}

/** Goes where a redirect of the sign-in service leads: back to the app, or to another of its pages. */
function follow(target: URL): boolean {
  const isBack = target.href.split(/[?#]/, 1)[0] === pageAddress
  if (!isBack && target.origin !== services.auth) return false
  void goTo(isBack ? target.href : addressOf(target), 'replace')
  return true
}

/** To another address of this page: by a real navigation, unless the world would not outlive it. */
async function goTo(address: string, how: 'push' | 'replace') {
  if (await globus.isKept()) {
    if (how === 'push') window.location.assign(address)
    else window.location.replace(address)
    return
  }
  if (how === 'push') window.history.pushState(null, '', address)
  else window.history.replaceState(null, '', address)
  show(takeCallback())
}

// Without a real navigation, this is how the back button leaves the sign-in page.
window.addEventListener('popstate', () => {
  if (window.location.search !== shown) show(takeCallback())
})

show(answerHere)
