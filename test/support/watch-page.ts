import type { BrowserContext } from '@playwright/test'

/** What must not happen on any page, collected while a test runs. */
export type PageWatch = {
  complaints: (more?: readonly string[]) => string[]
  /** Complaints that match are what the test brings about on purpose. */
  expect: (pattern: RegExp) => void
}

/**
 * Listens for console errors and warnings, uncaught errors, policy violations, failed requests and requests to anywhere
 * but `isAllowed` origins.
 */
export async function watchPages(
  context: BrowserContext,
  isAllowed: (origin: string) => boolean,
): Promise<PageWatch> {
  const complaints: string[] = []
  const expected: RegExp[] = []

  context.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning')
      complaints.push(`console ${message.type()}: ${message.text()} (${message.location().url})`)
  })
  context.on('weberror', (error) => complaints.push(`uncaught: ${error.error().message}`))
  context.on('requestfailed', (request) => {
    const reason = request.failure()?.errorText ?? 'no reason'
    // A request that the page itself gave up, because the screen it was for is gone.
    if (reason !== 'net::ERR_ABORTED') complaints.push(`failed request: ${reason} ${request.url()}`)
  })
  context.on('request', (request) => {
    const { origin, protocol } = new URL(request.url())
    if (protocol !== 'data:' && !isAllowed(origin)) complaints.push(`foreign request: ${request.url()}`)
  })
  await context.exposeBinding('reportViolation', (_source, violation: string) =>
    complaints.push(`policy violation: ${violation}`),
  )
  await context.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
      (window as unknown as { reportViolation: (violation: string) => void }).reportViolation(
        `${violatedDirective} ${blockedURI}`,
      ),
    )
  })

  return {
    complaints: (more = []) =>
      [...complaints, ...more].filter((complaint) => !expected.some((pattern) => pattern.test(complaint))),
    expect: (pattern) => void expected.push(pattern),
  }
}
