import { useNavigate } from 'react-router'
import { notify } from '../../../components/toasts'
import { visibleText } from '../../../components/visible-name'
import type { Started } from '../../shared/use-submission'

/** Shows what was started: the task itself, or to whoever has closed the question meanwhile where it is. */
export function useShowStarted() {
  const navigate = useNavigate()
  return ({ task, label }: Started, isAsked: boolean) =>
    isAsked
      ? navigate(task)
      : notify({
          title: 'Started again',
          ...(label && { description: visibleText(label) }),
          action: { label: 'See the task', onClick: () => void navigate(task) },
        })
}
