import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import type { CDPSession, Frame, Page } from '@playwright/test'

const source = readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** Reading axe anew for each look would take as long as the look. */
const sessions = new WeakMap<Page | Frame, Promise<CDPSession>>()

/**
 * What axe finds wrong with the page as it is now, one line per element: all its rules in the colours that it has, and in
 * dark ones the rules that are about colours. axe runs in a world of its own beside the page's scripts, so that neither
 * it nor the page's policy has to give way. Of frames it takes those of another site.
 */
export async function runAxe(page: Page | Frame): Promise<string[]> {
  const context = 'context' in page ? page.context() : page.page().context()
  if (!sessions.has(page)) sessions.set(page, context.newCDPSession(page))
  const devtools = await sessions.get(page)!
  const { frameTree } = await devtools.send('Page.getFrameTree')
  const { executionContextId: contextId } = await devtools.send('Page.createIsolatedWorld', {
    frameId: frameTree.frame.id,
    worldName: 'axe',
  })
  const evaluate = async (expression: string) => {
    const { result, exceptionDetails } = await devtools.send('Runtime.evaluate', {
      expression,
      contextId,
      awaitPromise: true,
      returnByValue: true,
    })
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text)
    return result.value as unknown
  }
  if ((await evaluate('typeof axe')) === 'undefined') await evaluate(await source)
  return (await evaluate(`(${look.toString()})()`)) as string[]
}

type Violation = { id: string; help: string; nodes: { target: string[]; failureSummary: string }[] }
type Axe = { run: (document: Document, options: object) => Promise<{ violations: Violation[] }> }

/** Runs in the page. */
async function look(): Promise<string[]> {
  const { axe } = globalThis as unknown as { axe: Axe }
  const wrong = async (colours: string, more: object) => {
    const { violations } = await axe.run(document, { preload: false, resultTypes: ['violations'], ...more })
    return violations.flatMap(({ id, help, nodes }) =>
      nodes.map(
        ({ target, failureSummary }) => `${colours}: ${id}: ${help}: ${target.join(' ')} (${failureSummary})`,
      ),
    )
  }
  const found = await wrong('as it is', {})

  // A change of colours is a transition like others, however short: it begins when the style is next asked for, which is by
  // axe, and what inherits a colour begins its own when the other has ended.
  const still = new CSSStyleSheet()
  still.replaceSync('*, ::before, ::after { transition: none !important }')
  const sheets = document.adoptedStyleSheets
  document.adoptedStyleSheets = [...sheets, still]
  const { dataset } = document.documentElement
  const { theme } = dataset
  dataset.theme = 'dark'
  found.push(...(await wrong('dark', { runOnly: ['color-contrast', 'link-in-text-block'] })))
  if (theme === undefined) delete dataset.theme
  else dataset.theme = theme
  // Asked for once, the colours are those from before when transitions are possible again.
  document.body.getClientRects()
  document.adoptedStyleSheets = sheets
  return found
}
