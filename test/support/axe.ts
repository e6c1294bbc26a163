import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import type { Frame, Page } from '@playwright/test'

type AxeNode = { target: string[]; failureSummary: string }
type Violation = { id: string; help: string; nodes: AxeNode[] }

const source = readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/**
 * What axe finds wrong with the page as it is now, one line per element. axe runs in a world of its own beside the
 * page's scripts, so that neither it nor the page's policy has to give way. Of frames it takes those of another site.
 */
export async function runAxe(page: Page | Frame): Promise<string[]> {
  const context = 'context' in page ? page.context() : page.page().context()
  const devtools = await context.newCDPSession(page)
  try {
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
    await evaluate(await source)
    const violations = (await evaluate(
      `axe.run(document, { preload: false, resultTypes: ['violations'] }).then(({ violations }) =>
        violations.map(({ id, help, nodes }) => ({ id, help,
          nodes: nodes.map(({ target, failureSummary }) => ({ target, failureSummary })) })))`,
    )) as Violation[]
    return violations.flatMap(({ id, help, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id}: ${help}: ${target.join(' ')} (${failureSummary})`),
    )
  } finally {
    await devtools.detach()
  }
}
