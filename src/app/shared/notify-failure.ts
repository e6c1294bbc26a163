import { notify } from '../../components/toasts'

/** Tells of something that failed where nobody looks any more. The words for it come when they are needed. */
export function notifyFailure(title: string, error: unknown) {
  void import('./explain-error').then(
    ({ explainError }) => {
      const { title: what, text } = explainError(error)
      notify({ tone: 'bad', title, description: `${what}. ${text}` })
    },
    () => notify({ tone: 'bad', title }),
  )
}
