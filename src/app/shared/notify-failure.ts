import { notify } from '../../components/toasts'
import { explainError } from './explain-error'

/** Tells of something that failed where nobody looks any more. */
export function notifyFailure(title: string, error: unknown) {
  const { title: what, text } = explainError(error)
  notify({ tone: 'bad', title, description: `${what}. ${text}` })
}
