import assert from 'node:assert/strict'

/** What of the checklist is looked at in other engines: A, E and F, and that the page's policy lets it work (C1). */

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms))

/** Asks until the answer is yes. A page that is being left cannot be asked. */
async function until(what, ask) {
  let last
  for (let tries = 0; tries < 200; tries += 1) {
    last = await ask().catch((error) => error)
    if (last && !(last instanceof Error)) return last
    await pause(100)
  }
  throw new Error(`Waited in vain for ${what}${last instanceof Error ? ` (${last.message})` : ''}`)
}

/** Where a control with these words is, once it is there; runs in the page. */
const placeOf = `(words) => {
  const wordsOf = (one) => (one.getAttribute('aria-label') ?? one.innerText ?? '').trim()
  const found = Array.from(document.querySelectorAll('button, a, summary, label, [role=menuitem]')).find(
    (one) => wordsOf(one).includes(words) && one.getBoundingClientRect().width > 0)
  if (!found) return null
  found.scrollIntoView({ block: 'center' })
  const { left, top, width, height } = found.getBoundingClientRect()
  return { x: Math.round(left + width / 2), y: Math.round(top + height / 2) }
}`

/** Presses a control as a person does. */
async function press(engine, words) {
  // Where it stays: pages move while they come.
  let before = null
  const at = await until(`“${words}”`, async () => {
    const now = await engine.run(placeOf, words)
    const stands = now && before && now.x === before.x && now.y === before.y
    before = now
    return stands && now
  })
  await engine.act([
    {
      type: 'pointer',
      id: 'mouse',
      parameters: { pointerType: 'mouse' },
      actions: [
        { type: 'pointerMove', duration: 0, ...at },
        { type: 'pointerDown', button: 0 },
        { type: 'pointerUp', button: 0 },
      ],
    },
  ])
}

const textOf = (engine) => engine.run('() => document.body.innerText')
const shows = (engine, words) => until(`“${words}”`, async () => (await textOf(engine)).includes(words))

async function allow(engine) {
  await shows(engine, 'Ada Example')
  await engine.run(
    `() => Array.from(document.querySelectorAll('label')).find((one) => one.innerText.includes('Ada Example')).click()`,
  )
  await press(engine, 'Allow')
}

const signedIn = (engine) =>
  until('the screens', () => engine.run(`() => !!document.querySelector('nav[aria-label=Screens]')`))

export const ROWS = {
  'A1, A2, A4, A7, A8, A14, B1, C1: signs in by a redirect, with a code and PKCE, and keeps one record':
    async (engine, { redirect }) => {
      await engine.go(redirect.url)
      await press(engine, 'Sign in with Globus')
      const address = await until('the sign-in service', async () => {
        const href = await engine.run('() => location.href')
        return href.includes('/v2/oauth2/authorize') && href
      })
      const { state, code_challenge, ...rest } = Object.fromEntries(new URL(address).searchParams)
      assert.match(state, /^[\w-]{43}$/)
      assert.match(code_challenge, /^[\w-]{43}$/)
      assert.deepEqual(rest, {
        client_id: rest.client_id,
        response_type: 'code',
        redirect_uri: redirect.url,
        scope: 'openid profile email urn:globus:auth:scope:transfer.api.globus.org:all',
        code_challenge_method: 'S256',
      })
      await allow(engine)
      await signedIn(engine)
      const kept = await engine.run(`() => ({
      address: location.search,
      referrer: document.referrer,
      records: Object.keys(sessionStorage).filter((key) => sessionStorage[key].includes('access_token')),
      elsewhere: JSON.stringify([Object.entries(localStorage), document.cookie, window.name, history.state]),
    })`)
      assert.equal(kept.address, '')
      assert.deepEqual(
        kept.records.map((key) => key.split(':').at(-1)),
        ['session'],
      )
      assert.doesNotMatch(kept.elsewhere, /Ag\w{46}/)
    },

  'C1, C3, C4: goes through its screens without breaking its policy, which lets no code in': async (
    engine,
  ) => {
    await engine.run(`() => {
      window.broken = []
      document.addEventListener('securitypolicyviolation', (event) => window.broken.push(event.violatedDirective))
    }`)
    for (const screen of ['Transfer', 'Tasks', 'Files']) {
      await press(engine, screen)
      await until(screen, () =>
        engine.run('(name) => location.hash.startsWith("#/" + name)', screen.toLowerCase()),
      )
      await pause(500)
    }
    assert.deepEqual(await engine.run('() => window.broken'), [])
    const element = await engine.run(`() => new Promise((done) => {
      const script = document.createElement('script')
      document.addEventListener('securitypolicyviolation', (event) => done(event.violatedDirective), { once: true })
      setTimeout(() => done('nothing'), 1000)
      try { script.text = 'window.intruder = 1'; document.head.append(script) } catch { done('trusted types') }
    })`)
    assert.match(element, /script-src|trusted/i)
    assert.equal(await engine.run('() => typeof window.intruder'), 'undefined')
  },

  'A20: signing out leaves nothing in the tab': async (engine) => {
    await press(engine, 'ada@example.edu')
    await press(engine, 'Sign out of Towpath')
    await shows(engine, 'Sign in with Globus')
    assert.equal(await engine.run('() => sessionStorage.length'), 0)
  },

  'A4, A6, F6: an answer that nobody asked for is thrown away': async (engine, { redirect }) => {
    await engine.go(`${redirect.url}?code=not-ours&state=somebody-elses`)
    await shows(engine, 'did not start in this tab')
    assert.doesNotMatch(
      await engine.run('() => location.href + document.documentElement.outerHTML'),
      /not-ours/,
    )
  },

  'A21: goes nowhere by itself': async (engine, { redirect }) => {
    await engine.go(redirect.url)
    await shows(engine, 'Sign in with Globus')
    await pause(1_000)
    assert.equal(await engine.run('() => location.origin + location.pathname'), redirect.url)
  },

  'F2, F3, F4: a window opens in the click, hands over its answer and is gone': async (engine, { popup }) => {
    await engine.go(popup.url)
    await shows(engine, 'a window of its own')
    const [page] = await engine.windows()
    await press(engine, 'Sign in with Globus')
    const other = await until('the window', async () => (await engine.windows()).find((one) => one !== page))
    assert.doesNotMatch(await engine.run('() => JSON.stringify(Object.entries(sessionStorage))'), /verifier/)
    await engine.use(other)
    await allow(engine)
    await engine.use(page)
    await signedIn(engine)
    await until('the end of the window', async () => (await engine.windows()).length === 1)
  },

  'E1: in a frame of another site there is nothing to operate': async (engine, { origin }) => {
    await engine.go(`${origin}/`)
    await until('the frame', () => engine.run('() => document.querySelector("iframe") !== null'))
    const [page] = await engine.windows()
    await engine.enterFrame()
    await until('the link', () =>
      engine.run('() => document.querySelectorAll("a[rel~=noopener]").length === 1'),
    )
    assert.equal(await engine.run('() => document.querySelectorAll("button, input, [tabindex]").length'), 0)
    await engine.use(page)
  },

  'B2, E2, F1, F7: in a frame of a listed page it signs in by a window, and stores nothing of it': async (
    engine,
    { origin, embedded },
  ) => {
    await engine.go(`${origin}/portal`)
    const [page] = await engine.windows()
    await until('the frame', () => engine.enterFrame().then(() => true))
    await press(engine, 'Sign in with Globus')
    const other = await until('the window', async () => (await engine.windows()).find((one) => one !== page))
    await engine.use(other)
    await allow(engine)
    await engine.use(page)
    await until('the end of the window', async () => (await engine.windows()).length === 1)
    assert.equal(await engine.run('() => location.href'), `${origin}/portal`)
    await engine.enterFrame()
    await signedIn(engine)
    const kept = await engine.run(
      '() => JSON.stringify([location.origin + "/", { ...sessionStorage }, { ...localStorage }])',
    )
    assert.equal(JSON.parse(kept)[0], embedded.url)
    assert.doesNotMatch(kept, /Ag\w{46}/)
    await engine.use(page)
  },
}
