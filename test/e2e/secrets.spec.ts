import { expect, signIn, test } from '../support/browser'

test('A24: the eye that every journey is under sees a token wherever it may turn up', async ({
  page,
  context,
  world,
}) => {
  world.expectTrouble(/^secret in /)
  await context.grantPermissions(['clipboard-write'])
  await page.goto(world.url)
  await signIn(page)
  // What is right is not told of.
  expect(await world.leaks()).toEqual([])

  const [token] = Array.from(world.emulator.world.tables.tokens.values(), ({ token }) => token)
  const saved = page.waitForEvent('download')
  await page.evaluate(async (secret) => {
    sessionStorage.setItem('x', secret)
    localStorage.setItem('x', secret)
    sessionStorage.removeItem('x')
    document.cookie = `x=${secret}`
    window.name = secret
    window.history.replaceState({ secret }, '', `#/files?x=${secret}`)
    await (await caches.open('x')).put('/x', new Response(secret))
    await new Promise<void>((resolve) => {
      const opening = indexedDB.open('x', 1)
      opening.addEventListener('upgradeneeded', () => opening.result.createObjectStore('x'))
      opening.addEventListener('success', () => {
        opening.result.transaction('x', 'readwrite').objectStore('x').put(secret, 1)
        opening.result.close()
        resolve()
      })
    })
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel reaches its own origin only
    new BroadcastChannel('x').postMessage({ secret })
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a port has no target but its other end
    new MessageChannel().port1.postMessage(secret)
    window.postMessage(secret, window.location.origin)
    await navigator.clipboard.writeText(secret)
    // oxlint-disable-next-line no-console -- what a careless line would do
    console.info(secret)
    const link = document.createElement('a')
    link.title = secret
    document.body.append(link)
    // Shown for one frame.
    await new Promise((shown) => requestAnimationFrame(shown))
    link.title = ''
    link.href = URL.createObjectURL(new Blob([secret]))
    link.download = 'x'
    link.click()
    await fetch(`config.json?x=${secret}`)
    const field = document.createElement('input')
    field.value = secret
    document.body.append(field)
  }, token!)
  await saved

  const where = await world.leaks()
  for (const place of [
    'storage beside the one record',
    'localStorage',
    'a cookie',
    'the name of the window',
    'the history',
    'the cache',
    'IndexedDB',
    'a message to other tabs',
    'a message through a port',
    'a message to a window',
    'the clipboard',
    'the console',
    'what is on screen',
    'a file that was saved',
    `the address of a request: ${new URL(world.url).origin}`,
    'a field',
  ])
    expect(where).toContain(`secret in ${place}`)
})
