import type { Call } from '../http'
import { escapeHtml, page, refusalPage } from './page'

/** Where people without a way back copy their code: https://docs.globus.org/api/auth/developer-guide/#native-apps */
export function authCodePage({ url }: Call): Response {
  const code = url.searchParams.get('code')
  if (code === null)
    return refusalPage(
      url.searchParams.get('error_description') ??
        url.searchParams.get('error') ??
        'There is no code to show.',
    )
  return page(
    'Your authorization code',
    `
<p><label for="code">Copy this code and paste it where you came from.</label></p>
<p><input id="code" type="text" readonly autofocus value="${escapeHtml(code)}"></p>
<p class="soft">It works once, within ten minutes.</p>`,
  )
}
