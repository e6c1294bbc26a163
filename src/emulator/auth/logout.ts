import type { Call } from '../http'
import { escapeHtml, page } from './page'
import { signEverybodyOut } from './sessions'

/**
 * Ends the session of the browser, of which there is one here, and offers the way back. Tokens live on until they are
 * revoked, as with Globus. https://docs.globus.org/api/auth/developer-guide/#logout
 */
export function logoutPage({ world, url }: Call): Response {
  signEverybodyOut(world)
  const target = webAddress(url.searchParams.get('redirect_uri'))
  const name = url.searchParams.get('redirect_name') || target?.host
  return page(
    'You are signed out',
    target && name
      ? `<p><a href="${escapeHtml(target.href)}" rel="noopener noreferrer">Continue to <bdi>${escapeHtml(name)}</bdi></a>
<span class="soft"><bdi>${escapeHtml(target.host)}</bdi></span></p>`
      : '<p>You can close this page.</p>',
  )
}

function webAddress(text: string | null): URL | null {
  const url = text !== null && URL.canParse(text) ? new URL(text) : null
  return url && ['http:', 'https:'].includes(url.protocol) ? url : null
}
