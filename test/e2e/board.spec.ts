import type { BrowserContext, Page } from '@playwright/test'
import { expect, liveLine, pane, row, signIn, test } from '../support/browser'
import { patternedBytes, writeFiles } from '../support/file-trees'

/** Everything that tabs tell each other from now on, as text. */
const listen = (page: Page) =>
  page.addInitScript(() => {
    const said: string[] = []
    Object.assign(globalThis, { said })
    const { postMessage } = BroadcastChannel.prototype
    BroadcastChannel.prototype.postMessage = function (this: BroadcastChannel, message: unknown) {
      said.push(`${this.name} ${JSON.stringify(message)}`)
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel reaches its own origin only
      return postMessage.call(this, message)
    }
  })
const said = (page: Page) => page.evaluate(() => (globalThis as unknown as { said: string[] }).said)

/** Another tab of the same person: the browser copies the session of the one it is opened from. */
async function openTab(context: BrowserContext, from: Page): Promise<Page> {
  const kept = await from.evaluate(() => ({ ...window.sessionStorage }))
  const page = await context.newPage()
  await page.addInitScript((entries) => {
    for (const [key, value] of Object.entries(entries)) window.sessionStorage.setItem(key, value)
  }, kept)
  await listen(page)
  await page.goto(from.url())
  return page
}

test.describe('with a copy that takes its time', () => {
  test.use({ worldOptions: { rate: 300_000 } })

  test('G6: of two tabs one asks for both, and when it closes the other goes on', async ({
    page,
    context,
    world,
  }) => {
    // Two pages begin, and one goes on long enough to see how often it asks.
    test.slow()
    await writeFiles(world.left.directory, { 'long.h5': patternedBytes(30_000_000) })
    await listen(page)
    await page.goto(world.url)
    await signIn(page)
    await row(pane(page, 'Left pane'), 'long.h5').click()
    await page.getByRole('button', { name: 'Copy to the right pane' }).click()
    await expect(liveLine(page)).toContainText('1 running')

    const looks = () => world.sentTo('GET /v0.10/task_list')
    const other = await openTab(context, page)
    const token = (await page.evaluate(() => JSON.stringify(window.sessionStorage))).match(
      /access_token\\*":\\*"([^"\\]+)/,
    )?.[1]
    expect(token).toBeTruthy()
    await expect(liveLine(other)).toContainText('1 running')

    // Both move on while only one of them asks: as many looks as one tab makes, not twice as many.
    const told = async () => (await said(page)).filter((text) => text.includes('"kind":"board"')).length
    const [asked, before] = [looks().length, await told()]
    await expect.poll(told, { timeout: 20_000 }).toBeGreaterThanOrEqual(before + 3)
    expect(looks().length - asked).toBeLessThanOrEqual((await told()) - before + 1)
    expect((await said(other)).filter((text) => text.includes('"kind":"board"'))).toEqual([])

    const all = [...(await said(page)), ...(await said(other))]
    expect(all.join('\n')).not.toContain(token!)
    expect(new Set(all.map((text) => text.split(' ')[0])).size).toBe(1)

    await page.close()
    const then = looks().length
    await expect.poll(() => looks().length, { timeout: 20_000 }).toBeGreaterThanOrEqual(then + 2)
    await expect(liveLine(other)).toContainText('1 running')
  })
})
