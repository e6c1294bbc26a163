import { notify } from '../../components/toasts'
import { isFramed } from './way-in'

/** The longest text that is shown to be copied by hand. */
const BY_HAND = 400
const IN_ITS_OWN_TAB = 'This is too long to be shown here. Open Towpath in its own tab to copy it.'

/** Puts text on the clipboard and says so; where a page may not (an embedding without leave), it says that. */
export async function copyText(text: string, what: string) {
  try {
    await navigator.clipboard.writeText(text)
    notify({ title: `${what} copied` })
  } catch {
    notify({
      tone: 'bad',
      title: 'This browser does not let the page copy',
      description: text.length > BY_HAND ? (isFramed() ? IN_ITS_OWN_TAB : undefined) : text,
    })
  }
}
